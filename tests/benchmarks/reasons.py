"""Why a figure isn't reached, as far as it is known; by what the row begins with."""

KEPT = (
    "In the process alone, 0.15 ms beside a view that does nothing; over a socket, as it is used, "
    "the kept list keeps its limit (chapter *Under load*)."
)
REASONS = {
    "list of 20: compiled": (
        "A list of 20 takes some 0.15 ms by hand. What any question needs beside its statement "
        "(who asks, what it may cost, whether an answer is kept, until when it may run) is some "
        "0.1 ms, of which a third would have to go; a list of 100 is within the limit."
    ),
    "list of 20: kept": KEPT,
    "list of 100: kept": KEPT,
    "list of 20: a citizen": "A limit of our own: the session is one more statement, 0.1 ms.",
    "list of 100: a citizen": "A limit of our own: the session is one more statement, 0.1 ms.",
    "a citizen against": "A limit of our own: the session is one more statement, 0.1 ms.",
    "front page, a citizen": (
        "It has some thirty cards of six lists, each with a reason and switches. Half of the time "
        "is what Django's templates take to write them, a tenth the database's: it puts the whole "
        "shelf in the citizen's own order."
    ),
    "front page, a visitor": "Some twenty cards: most of the time is Django's templates.",
    "list, a citizen, slowest": "Twelve cards, each with a reason and switches.",
    "item, ": (
        "One item has up to seventeen capabilities, each with a question and a template of its "
        "own, and cards of what is like it."
    ),
    "search, a ": "The engine's search, the cards and counts of each filter; half of it templates.",
    "beside the requests": (
        "The worst question is a misspelt one or one of several words that must be stretched: it "
        "asks three times, and each time a query is made of every word. Half of the questions take "
        "about the limit or less."
    ),
}


def reason(name: str) -> str:
    """One or two sentences."""
    found = (text for start, text in REASONS.items() if name.startswith(start))
    return next(found, "Why is not known yet.")
