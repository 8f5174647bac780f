"""A small vocabulary of facts that no file declares, for tests without a database."""

from cms.citizens.rule_words import Word
from cms.personalisation.vocabulary import Counted, Counting, Fact, FactKind, Unit, Vocabulary

YES_NO = {"yes": {"da": "Ja", "en": "Yes"}, "no": {"da": "Nej", "en": "No"}}
TRADES = {
    "transport": {"da": "Transport", "en": "Transport", "ar": "النقل", "ru": "Транспорт"},
    "it": {"da": "It", "en": "IT"},
    "cv": {"da": "CV og papirer", "en": "CV and papers"},
}

FACTS = (
    Fact(
        "interests",
        FactKind.MANY,
        {"da": "Interesser", "en": "Interests"},
        TRADES,
        {
            "da": "vil gerne arbejde med {value}",
            "en": "would like to work with {value}",
            "ar": "يرغب في العمل في {value}",
            "ru": "хочет работать в области «{value}»",
        },
    ),
    Fact("benefit", FactKind.ONE, {"da": "Ydelse"}, {"aid": {"da": "Hjælp"}, "none": {}}),
    Fact("works_now", FactKind.ONE, {"da": "I arbejde nu"}, YES_NO, {"da": "har arbejde nu"}),
    Fact("children", FactKind.NUMBER, {"da": "Børn"}),
    Fact(
        "unemployed_since",
        FactKind.DATE,
        {"da": "Ledig siden"},
        phrases={"da": "blev ledig {value}", "en": "became unemployed {value}"},
    ),
    Fact(
        "months_unemployed",
        FactKind.NUMBER,
        {"da": "Måneder som ledig"},
        phrases={
            "da": "har været ledig i {value}",
            "en": "has been unemployed for {value}",
            "ar": "عاطل عن العمل منذ {value}",
            "ru": "без работы {value}",
        },
        counted=Counted("unemployed_since", Counting.MONTHS_SINCE_DATE),
        unit=Unit.MONTHS,
    ),
    Fact("dream", FactKind.TEXT, {"da": "Drøm"}),
    Fact("hometown", FactKind.ONE, {"da": "Hjemby"}),
)


def _never(citizen: object, today: object) -> frozenset[tuple[str, str]]:
    return frozenset()


def _unused(arguments: object, today: object) -> object:
    raise AssertionError("these tests do not ask the database")


FINISHED = Word(
    name="finished",
    arguments={"type": True, "slug": False},
    gather=_never,
    holds=lambda done, arguments: any(
        kind == arguments["type"] and arguments.get("slug") in (None, slug) for kind, slug in done
    ),
    exists=_unused,  # type: ignore[arg-type]
    labels={"da": "har gennemført {type} {slug}", "en": "has finished {type} {slug}"},
)

VOCABULARY = Vocabulary(
    facts={fact.name: fact for fact in FACTS},
    words={"finished": FINISHED},
    audiences={"young": {"da": "de unge", "en": "the young"}},
    arguments={"type": {"lesson": {"da": "lektion", "en": "lesson"}}},
)
