"""Names that a declared field can't have, because the engine's own fields bear them.

A field named like a mixin's would replace it in silence (`live`, `locale`), so the list is checked
against the real base model in the tests.
"""

RESERVED_FIELD_NAMES = frozenset(
    """
    id pk slug owner sharing item item_ptr type type_name key live locale locale_id translation_key
    locked locked_at locked_by has_unpublished_changes first_published_at last_published_at
    go_live_at expire_at expired latest_revision live_revision revisions workflow_states objects
    alias_of panels edit_handler content_panels base_form_class shelf_choices overlays item_terms
    clean save delete copy full_clean publish unpublish permissions reasons url card search_fields
    draft_title status_string approved_schedule current_workflow_state workflow_in_progress
    specific declaration meta history usage
    """.split()
)
RESERVED_TYPE_NAMES = frozenset(
    "item term owner municipality company vendor citizen video captions shelf overlay query "
    "mutation subscription page image document media search feed rule audience node revision user".split()
)
RESERVED_PATHS = frozenset(
    "admin static media graphql graphiql soeg min-side min-kommune log-ind log-ud hjaelp profil "
    "spoergsmaal sprog kommuner sitemap robots feed tilgaengelighed privatliv".split()
)
