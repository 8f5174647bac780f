"""Names that a declaration can't use, because the engine's own fields, types and pages bear them.

A field named like a mixin's would replace it in silence (`live`, `locale`), so the list is held
against the real base model in the tests.
"""

RESERVED_FIELD_NAMES = frozenset(
    """
    adelete alias_of application application_form application_questions application_settings
    applications approved_schedule arefresh_from_db asave base_form_class card certificate
    certificates check clean clean_fields closes_at closing_notices completion completions
    contact_details content_language content_panels copy copy_all_child_relations
    copy_child_relation copy_cluster copy_for_translation current_workflow_state
    current_workflow_task current_workflow_task_state date_error_message days_left declaration
    declined_suggestions default_exclude_fields_in_copy default_preview_mode default_preview_size
    delete directions distance draft_title edit_handler expire_at expired favourite favourites
    fill_in first_published_at from_db from_json from_serializable_data full_clean full_url
    get_base_content_type get_constraints get_content_type get_default_locale get_default_workflow
    get_deferred_fields get_full_url get_latest_revision get_latest_revision_as_object get_lock
    get_preview_context get_preview_template get_scheduled_revision_as_object get_sharing_display
    get_translation get_translation_model get_translation_or_none get_translations get_workflow
    go_live_at half_translated has_translation has_unpublished_changes has_workflow history
    history_changes history_owner_id id introduction is_previewable is_typed item item_ptr
    item_ptr_id item_terms key last_published_at latest_revision latest_revision_id launch
    launch_agreements launch_client launch_consents launch_days launch_openings launch_settings
    lent_to listed_title live live_revision live_revision_id loans locale locale_id localized
    localized_draft locked locked_at locked_by locked_by_id make_preview_request meta my_progress
    next_occurrence objects occurrences overlay overlays own_pulse own_questions own_rating owner
    owner_id panels permissions pinned pk plan_activities playback playbacks prepare_database_save
    preview_modes preview_sizes publish questions quiz_attempts rating rating_pulses ratings
    reasons refresh_from_db release_entries revisions save save_base save_revision
    schedule_changes schedule_settings scheduled_revision search_fields seating serializable_data
    serializable_value series series_place series_steps serve_preview share shares sharing
    shelf_choices signup signup_closing signup_questions signup_settings signups slot_booking
    slot_bookings slot_plans slot_removals slots slug snippet_viewset specific status_string
    step_plans step_progress step_uploads steps submissions title_order to_json transcript
    translated translated_to translation_key translations type type_name unique_error_message
    unpublish url usage validate_constraints validate_unique walks why with_content_json
    workflow_in_progress workflow_states
    """.split()
)
RESERVED_TYPE_NAMES = frozenset(
    """
    audience block captions citizen company document facet feed image item me media municipality
    mutation node overlay owner page place query reason revision rule search shelf subscription
    suggest term user vendor video
    """.split()
)
RESERVED_PATHS = frozenset(
    """
    aabn admin afmeld app bevis bevisudsteder det-foelger-du det-sker documents dokumenter
    enklere-visning feed flyttet foelg gemt graphiql graphql grund hjaelp ikon indbakke kalender
    kommuner kompetencer komponenter laering ledige-stillinger log-ind log-ud logget-ud
    markedsplads media min-kommune min-plan min-profil min-side mit-forloeb mit-overblik moedested
    om-dig om-mig ordbog privatliv profil robots side sider sitemap soeg spoergsmaal sprog static
    sundhed tekst-og-farver tema tilgaengelighed uden-net virksomhed was
    """.split()
)
# What every block of a composed page has beside its own fields.
RESERVED_BLOCK_FIELDS = frozenset({"audience", "reader_language", "starts", "ends"})
