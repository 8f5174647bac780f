"""What Danish words find: stems, compounds, spellings, synonyms, slips of the finger."""

from __future__ import annotations

import pytest

from cms.search.result import Matched
from tests.search.conftest import Indexed
from tests.search.examples import ask, document, documents, numbers, titles

FINDS = [
    ("samtale", "Forbered dig på jobsamtalen"),
    ("samtaler", "Forbered dig på jobsamtalen"),
    ("jobsamtale", "Hvad sker der ved en samtale om et job?"),
    ("kursus", "Kurserne begynder til foråret"),
    ("kursus", "Danskkursus for voksne"),
    ("kurser", "Et kursus i regnskab"),
    ("danskkursus", "Danskkurserne i Thisted"),
    ("danskkursus", "Et kursus i dansk"),
    ("CV", "Skriv et curriculum vitae"),
    ("curriculum vitae", "Skriv et godt CV"),
    ("cv", "Få hjælp til CV'et"),
    ("CV-skrivning", "Skriv dit CV"),
    ("århus", "Arbejde i Aarhus"),
    ("Aarhus", "Arbejde i Århus"),
    ("laering", "Læring hele livet"),
    ("læring", "Laering hele livet"),
    ("ansoegning", "Den gode ansøgning"),
    ("Ø", "Ø"),
    ("ansøge", "Sådan skriver du ansøgninger"),
    ("ansøgning", "Ansøg inden fredag"),
    ("praktikplads", "Praktikpladser i kommunen"),
    ("praktik", "Find en praktikplads"),
    ("arbejdsløs", "Når arbejdsløsheden rammer"),
    ("møller", "Vindmølleindustrien søger folk"),
    ("bøger", "Bogen om arbejde"),
    ("børn", "Pædagog for et barn"),
    ("email", "Skriv en god e-mail"),
    ("e-mail", "Skriv en god email"),
    ("svejsning", "Lær at svejse"),
    ("undervise", "Undervisning for voksne"),
    ("C++", "Programmering i C++"),
    ("DANSK", "dansk"),
    ("café", "Mød os i cafeen"),
]


@pytest.mark.parametrize(("words", "title"), FINDS)
def test_words_find_a_title(indexed: Indexed, words: str, title: str) -> None:
    engine = indexed([document(1, title), document(2, "Frivillige i parken")])
    result = engine.search(ask(words))
    assert titles(result) == [title]
    assert result.matched is Matched.ALL


@pytest.mark.parametrize(
    ("words", "title", "language"),
    [
        ("courses", "A course for you", "en"),
        ("interviewing", "Prepare your interview", "en"),
        ("курсы", "Курс датского языка", "ru"),
        ("работе", "Работа в Дании", "ru"),
        ("دورات", "دورة اللغة الدنماركية", "ar"),
        ("العمل", "عمل في الدنمارك", "ar"),
        ("مدرسة", "مَدْرَسَة", "ar"),
    ],
)
def test_other_languages_have_stems_too(
    indexed: Indexed, words: str, title: str, language: str
) -> None:
    engine = indexed([document(1, title, language=language), document(2, "Vejen til arbejde")])
    assert titles(engine.search(ask(words, language="da"))) == [title]


@pytest.mark.parametrize(
    ("words", "other"),
    [("tale", "Jobsamtalen"), ("kom", "Kommunen"), ("mus", "Museer"), ("fit", "Profit i firmaet")],
)
def test_a_word_is_not_split_in_the_wrong_place(indexed: Indexed, words: str, other: str) -> None:
    engine = indexed(documents(other))
    assert engine.search(ask(words)).total == 0


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("jobsamtlaen", "jobsamtalen"),
        ("samtlae", "samtale"),
        ("jobsamtsle", "jobsamtalen"),
        ("ansogning", "ansøgning"),
        ("rettigheter", "rettigheder"),
        ("rettighter på jobbet", "rettigheder på jobbet"),
    ],
)
def test_slips_of_the_finger_still_find(indexed: Indexed, words: str, meant: str) -> None:
    engine = indexed(
        documents(
            "Klar til jobsamtalen", "Din ansøgning", "Dine rettigheder på jobbet", "Svejsning"
        )
    )
    result = engine.search(ask(words))
    assert result.total >= 1
    assert result.matched is Matched.SIMILAR
    assert result.suggestion == meant


def test_short_words_must_be_right(indexed: Indexed) -> None:
    assert indexed(documents("Løn")).search(ask("lån")).total == 0


def test_what_is_spelt_right_comes_before_what_is_nearly_right(indexed: Indexed) -> None:
    engine = indexed(documents("Malere søges", "Halere søges"))
    assert titles(engine.search(ask("maler"))) == ["Malere søges"]


def test_a_suggestion_never_comes_from_another_shelf(indexed: Indexed) -> None:
    elsewhere = document(1, "Svejsekursus", shelf_all=False, shelves=frozenset({"0751"}))
    engine = indexed([elsewhere, document(2, "Dansk")])
    result = engine.search(ask("svejsekorsus"))
    assert (result.suggestion, result.total) == ("", 0)


def test_the_title_weighs_more_than_the_text(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, "Noget andet", "Her står mest om alt muligt, men også lidt om svejsning."),
            document(2, "Svejsning", "Her står om noget andet og alt muligt, og endnu lidt mere."),
        ]
    )
    assert numbers(engine.search(ask("svejsning"))) == [2, 1]


def test_declared_weights_decide_between_texts(indexed: Indexed) -> None:
    engine = indexed(
        [
            document(1, "Et", texts=(("svejsning", 1.0), ("murer", 4.0))),
            document(2, "To", texts=(("svejsning", 4.0), ("murer", 1.0))),
        ]
    )
    assert numbers(engine.search(ask("svejsning"))) == [2, 1]
    assert numbers(engine.search(ask("murer"))) == [1, 2]


def test_the_word_itself_comes_before_a_compound_of_it(indexed: Indexed) -> None:
    engine = indexed(documents("Jobsamtalen", "Samtalen"))
    assert titles(engine.search(ask("samtale"))) == ["Samtalen", "Jobsamtalen"]


def test_all_words_are_asked_for_and_small_ones_are_not(indexed: Indexed) -> None:
    engine = indexed(documents("Kursus i dansk", "Kursus i svejsning", "Danskere i arbejde"))
    assert titles(engine.search(ask("et kursus i dansk"))) == ["Kursus i dansk"]


def test_words_side_by_side_come_first(indexed: Indexed) -> None:
    engine = indexed(documents("Dansk mad og et kursus", "Dansk kursus og mad"))
    assert numbers(engine.search(ask("dansk mad"))) == [1, 2]
    assert numbers(engine.search(ask("mad dansk"))) != []


def test_when_nothing_has_all_words_what_has_most_is_shown(indexed: Indexed) -> None:
    engine = indexed(documents("Kursus i dansk", "Kursus i svejsning"))
    result = engine.search(ask("kursus dansk xylofon"))
    assert titles(result) == ["Kursus i dansk"]
    assert result.matched is Matched.SOME


def test_synonyms_weigh_less_than_the_word(indexed: Indexed) -> None:
    engine = indexed(documents("Curriculum vitae", "Dit CV"))
    assert titles(engine.search(ask("cv"))) == ["Dit CV", "Curriculum vitae"]


def test_a_word_frequent_in_the_corpus_splits_compounds(indexed: Indexed) -> None:
    common = documents("Robusthed", "Robusthed igen", "Mere robusthed", "Robusthedskursus")
    assert numbers(indexed(common).search(ask("robusthed")))[-1] == 4


def test_what_synonyms_are_made_of_is_not_asked_for(indexed: Indexed) -> None:
    engine = indexed(documents("Ledig i Thy", "Søg et job", "Jobsøgende i Thy"))
    assert titles(engine.search(ask("ledig"))) == ["Ledig i Thy", "Jobsøgende i Thy"]


def test_snippets_come_from_the_excerpt(indexed: Indexed) -> None:
    labels = ("Jobsamtale Job interview مقابلة العمل", 3.0)
    prose = "Sådan svarer du roligt på svære spørgsmål."
    engine = indexed([document(1, "Titel", texts=(labels, (prose, 1.0)), excerpt=prose)])
    assert engine.search(ask("interview")).hits[0].snippet == prose


def test_titles_spelt_as_typed_come_first(indexed: Indexed) -> None:
    engine = indexed(documents("Sådan gør du", "Samtalevenner på skærm"))
    found = [each.text for each in engine.suggest("sa", "0787", "da")]
    assert found == ["Samtalevenner på skærm", "Sådan gør du"]


def test_small_words_are_not_asked_for_but_lift_a_title(indexed: Indexed) -> None:
    engine = indexed(documents("Ledig", "Det skal du gøre, når du er ledig", "Ledig i Thy"))
    assert numbers(engine.search(ask("hvad skal jeg gøre når jeg er ledig")))[0] == 2
    assert engine.search(ask("når du er ledig")).total == 3


def test_where_few_have_all_words_those_with_some_follow(indexed: Indexed) -> None:
    engine = indexed(documents("Kursus i madlavning", "Frivillig i parken", "Kursus i svejsning"))
    result = engine.search(ask("svejsning kursus"))
    assert titles(result) == ["Kursus i svejsning", "Kursus i madlavning"]
    assert result.matched is Matched.ALL


def test_where_many_have_all_words_no_other_follows(indexed: Indexed) -> None:
    engine = indexed(documents(*["Kursus i svejsning"] * 10, "Kursus i madlavning"))
    assert engine.search(ask("svejsning kursus")).total == 10


def test_a_compound_nobody_writes_is_sought_by_its_parts(indexed: Indexed) -> None:
    engine = indexed(documents("Med bus til byen", "Frivillig i parken"))
    result = engine.search(ask("busjournalist"))
    assert titles(result) == ["Med bus til byen"]
    assert result.matched is Matched.SOME


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("frisører", "Frisør i Thy"),
        ("frisør", "Job for frisører"),
        ("chauffører", "Bliv chauffør"),
        ("forberedelse", "Forbered dig"),
        ("nemid", "Kom i gang med MitID"),
        ("mit id", "Kom i gang med MitID"),
        ("chatgpt", "Brug kunstig intelligens"),
    ],
)
def test_words_of_the_field_are_known(indexed: Indexed, words: str, title: str) -> None:
    engine = indexed(documents("Frivillig i parken", title))
    assert titles(engine.search(ask(words))) == [title]


@pytest.mark.parametrize(
    ("words", "title", "language"),
    [
        ("sick", "Ill while you are unemployed", "en"),
        ("безработный", "Первые шаги без работы", "ru"),
        ("ищу работу", "Поиск работы в Дании", "ru"),
        ("اعتراض", "تقديم شكوى", "ar"),
    ],
)
def test_each_language_has_synonyms(
    indexed: Indexed, words: str, title: str, language: str
) -> None:
    engine = indexed([document(1, title, language=language), document(2, "Frivillig i parken")])
    assert titles(engine.search(ask(words, language=language))) == [title]
