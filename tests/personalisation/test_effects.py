"""What a viewer's rules and own choices do."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from cms.citizens.reasons import turn_reason_off, turn_reason_on
from cms.personalisation.effects import Kind, effects_for, standing_of
from cms.personalisation.viewer import Viewer
from tests.personalisation.conftest import Nation

EVERYBODY: dict[str, Any] = {"all": []}
DRIVERS: dict[str, Any] = {"fact": "interests", "is": "transport"}
COURSES: dict[str, Any] = {"types": ["course"]}


def keys(viewer: Viewer) -> list[str]:
    return [effect.reason_key for effect in effects_for(viewer)]


def test_rules_of_matching_audiences_and_own_choices(nation: Nation) -> None:
    drivers = nation.audience("chauffoerer", DRIVERS)
    nation.rule("pin", drivers, "pin", COURSES)
    nation.rule("boost", drivers, "boost", COURSES, weight=90)
    nation.rule("others", nation.audience("andre", {"not": DRIVERS}), "pin", COURSES)
    citizen = nation.citizen(interests=["transport"], topics=["cv"], languages=["da", "ar"])
    assert keys(Viewer(nation.thisted, citizen)) == [
        "rule:pin",
        "rule:boost",
        "choice:languages:ar",
        "choice:interests:transport",
        "choice:topics:cv",
    ]


def test_a_choice_is_told_in_words_and_reaches_narrower_terms(nation: Nation) -> None:
    citizen = nation.citizen(interests=["transport"], languages=["ar"])
    by_key = {one.reason_key: one for one in effects_for(Viewer(nation.thisted, citizen))}
    interest = by_key["choice:interests:transport"]
    assert interest.reason["da"] == "Fordi du har sagt, at du vil arbejde med transport"
    assert interest.reason["ar"].startswith("لأنك قلت")
    assert interest.selection.terms == {"industries": ("transport", "lager")}
    language = by_key["choice:languages:ar"]
    assert language.reason["da"] == "Fordi det er på arabisk"
    assert language.selection.language == "ar"


def test_somebody_not_logged_in_has_place_and_language_only(nation: Nation) -> None:
    here = nation.audience("her", {"fact": "municipality", "is": "thisted"})
    nation.rule("her", here, "pin", COURSES)
    nation.rule("unge", nation.audience("unge", {"fact": "age", "at_most": 30}), "pin", COURSES)
    nation.rule("ar", nation.audience("ar", {"fact": "language", "is": "ar"}), "pin", COURSES)
    assert keys(Viewer(nation.thisted)) == ["rule:her"]
    assert keys(Viewer(nation.thisted, language="ar")) == ["rule:ar", "rule:her"]
    assert keys(Viewer(None)) == []


def test_another_municipalitys_rules_never_come_in(nation: Nation) -> None:
    everybody = nation.audience("alle", EVERYBODY)
    nation.rule("deres", everybody, "pin", COURSES, owner=nation.aarhus)
    nation.rule("vores", everybody, "pin", COURSES, owner=nation.thisted)
    assert keys(Viewer(nation.thisted, nation.citizen())) == ["rule:vores"]
    assert keys(Viewer(None)) == []


def test_periods_and_switched_off_rules(nation: Nation) -> None:
    now, day = timezone.now(), timedelta(days=1)
    everybody = nation.audience("alle", EVERYBODY)
    nation.rule("nu", everybody, "pin", COURSES, starts=now - day, ends=now + day)
    nation.rule("senere", everybody, "pin", COURSES, starts=now + day)
    nation.rule("slut", everybody, "pin", COURSES, ends=now)
    nation.rule("fra", everybody, "pin", COURSES, active=False)
    assert keys(Viewer(nation.thisted, now=now)) == ["rule:nu"]
    assert keys(Viewer(nation.thisted, now=now + 2 * day)) == ["rule:senere"]


def test_a_reason_turned_off_is_gone_until_turned_on(nation: Nation) -> None:
    nation.rule("pin", nation.audience("alle", EVERYBODY), "pin", COURSES)
    citizen = nation.citizen(interests=["transport"])
    turn_reason_off(citizen, "rule:pin")
    assert keys(Viewer(nation.thisted, citizen)) == ["choice:interests:transport"]
    turn_reason_off(citizen, "choice:interests:transport")
    assert keys(Viewer(nation.thisted, citizen)) == []
    turn_reason_on(citizen, "rule:pin")
    assert keys(Viewer(nation.thisted, citizen)) == ["rule:pin"]


def test_everything_leaves_only_who_may_see(nation: Nation) -> None:
    everybody = nation.audience("alle", EVERYBODY)
    nobody = nation.audience("ingen", {"not": EVERYBODY})
    nation.rule("show", everybody, "show", COURSES)
    nation.rule("andres", nobody, "show", COURSES)
    for effect in ("hide", "pin", "boost"):
        nation.rule(effect, everybody, effect, COURSES)
    citizen = nation.citizen(interests=["transport"])
    effects = effects_for(Viewer(nation.thisted, citizen, everything=True))
    assert [effect.kind for effect in effects] == [Kind.SHOW, Kind.RESERVE]
    turn_reason_off(citizen, "rule:show")
    assert Kind.SHOW in [effect.kind for effect in effects_for(Viewer(nation.thisted, citizen))]


def test_a_rule_without_reason_gives_the_audience_in_words(nation: Nation) -> None:
    rule = nation.rule("pin", nation.audience("a", DRIVERS), "pin", COURSES)
    rule.reason = {}
    rule.save()
    citizen = nation.citizen(interests=["transport"])
    assert effects_for(Viewer(nation.thisted, citizen))[0].reason == {
        "da": "Fordi det er valgt til A"
    }


def test_equal_effects_have_equal_signatures_and_others_not(nation: Nation) -> None:
    nation.rule("pin", nation.audience("a", DRIVERS), "pin", COURSES)
    first, second = nation.citizen(interests=["transport"]), nation.citizen(interests=["transport"])
    other = nation.citizen(interests=["it"])

    def signature(citizen: Any) -> str:
        return standing_of(Viewer(nation.thisted, citizen)).signature

    assert signature(first) == signature(second) != signature(other)
    turn_reason_off(second, "rule:pin")
    assert signature(first) != signature(second)
    third = nation.citizen(interests=["transport"])
    turn_reason_off(third, "shelf:pinned")
    assert signature(first) != signature(third)
    before = signature(first)
    nation.audience("ny", EVERYBODY)
    assert signature(first) != before


def test_a_viewer_is_worked_out_once(nation: Nation, django_assert_num_queries: Any) -> None:
    viewer = Viewer(nation.thisted, nation.citizen(interests=["transport"]))
    effects_for(viewer)
    with django_assert_num_queries(0):
        effects_for(viewer)
