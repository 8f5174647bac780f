"""Operations that cost much to read, to check or to answer."""

from collections.abc import Iterator

from tests.acceptance.api_and_search.hostile.asking import Asked, asked

LIST = "courses"
PLAIN = f"{{ {LIST}(first: 1) {{ nodes {{ id }} }} }}"
TOO_MUCH = "LIMIT_EXCEEDED"
WRONG = "NOT_VALID"


def operations() -> list[Asked]:
    """All of them."""
    return [*deep(), *wide(), *circles(), *introspections(), *directives(), *documents()]


def deep() -> Iterator[Asked]:
    """Down and down."""
    spread = f"{{ {LIST} {{ nodes " + "{ ... on Course " * 15 + "{ id }" + "}" * 17
    yield asked("inline fragments in each other", spread)
    for depth in (60, 200, 700, 1600):
        braces = "{" + "a{" * depth + "a" + "}" * depth + "}"
        yield asked(f"{depth} unknown fields deep", braces)
        inline = "{" + "...{" * depth + "__typename" + "}" * depth + "}"
        yield asked(f"{depth} inline fragments deep", inline)
        value = "[" * depth + "]" * depth
        yield asked(
            f"a list value {depth} deep", f"{{ {LIST}(orderBy: {value}) {{ nodes {{ id }} }} }}"
        )
        thing = "{a:" * depth + "1" + "}" * depth
        yield asked(
            f"an object {depth} deep", f"{{ {LIST}(filter: {thing}) {{ nodes {{ id }} }} }}"
        )
        kind = "[" * depth + "Int" + "]" * depth
        yield asked(f"a type {depth} deep", f"query($a: {kind}) {{ __typename }}")


def wide() -> Iterator[Asked]:
    """Much beside each other."""
    aliases = " ".join(f"a{n}: {LIST} {{ nodes {{ id }} }}" for n in range(101))
    yield asked("aliases of a list", f"{{ {aliases} }}", TOO_MUCH, "aliases")
    names = " ".join(f"a{n}: id" for n in range(1500))
    yield asked(
        "aliases of a field", f"{{ {LIST} {{ nodes {{ {names} }} }} }}", TOO_MUCH, "aliases"
    )
    same = "id " * 2300
    yield asked(
        "one field thousands of times",
        f"{{ {LIST} {{ nodes {{ {same} }} }} }}",
        TOO_MUCH,
        "repeats",
    )
    lists = f"{LIST} {{ nodes {{ id }} }} " * 700
    yield asked("one list hundreds of times", f"{{ {lists} }}", TOO_MUCH)
    conflict = " ".join(f"{LIST}(first: {n}) {{ nodes {{ id }} }}" for n in range(400))
    yield asked("lists that don't agree", f"{{ {conflict} }}", TOO_MUCH, "repeats")
    pairs = " ".join(f"x: {'id' if n % 2 else 'title'}" for n in range(1500))
    yield asked("fields that don't agree", f"{{ {LIST} {{ nodes {{ {pairs} }} }} }}", TOO_MUCH)
    yield asked(
        "a page of a million", f"{{ {LIST}(first: 1000000) {{ nodes {{ id }} }} }}", TOO_MUCH
    )
    yield asked("unknown fields", "{ " + " ".join(f"zz{n}" for n in range(1900)) + " }", WRONG)
    yield asked("tokens", "{ " + "a " * 6000 + "}", TOO_MUCH, "tokens")
    yield asked("a long text", "{ a } #" + "x" * 60_000, TOO_MUCH, "size")
    everything = "title summary url why { text } owner { name } topics { label } videos { title }"
    costly = " ".join(f"a{n}: {LIST}(first: 100) {{ nodes {{ {everything} }} }}" for n in range(40))
    yield asked("large pages", f"{{ {costly} }}", TOO_MUCH, "cost")
    orders = " ".join(["TITLE", "SUMMARY_DESC"] * 1000)
    yield asked(
        "an order of thousands",
        f"{{ {LIST}(orderBy: [{orders}]) {{ nodes {{ id }} }} }}",
        TOO_MUCH,
        "orderBy",
    )
    slugs = " ".join(f'"{n}"' for n in range(3000))
    yield asked(
        "a filter of thousands",
        f"{{ {LIST}(filter: {{slug: [{slugs}]}}) {{ nodes {{ id }} }} }}",
        "BAD_VALUE",
    )
    facets = "LEVEL " * 3000
    yield asked("facets of thousands", f"{{ {LIST} {{ facets(fields: [{facets}]) {{ field }} }} }}")
    found = " ".join(f's{n}: search(words: "job{n}", first: 1) {{ totalCount }}' for n in range(90))
    yield asked("many searches", f"{{ {found} }}")
    found = " ".join(f's{n}: suggest(words: "jo{n}") {{ text }}' for n in range(90))
    yield asked("many suggestions", f"{{ {found} }}")
    many = " ".join(f"a{n}: feed(first: 100) {{ totalCount }}" for n in range(90))
    yield asked("many feeds", f"{{ {many} }}")
    counts = " ".join(
        f"a{n}: {LIST}(first: 0) {{ totalCount facets {{ values {{ count }} }} }}"
        for n in range(90)
    )
    yield asked("many counts", f"{{ {counts} }}")


def circles() -> Iterator[Asked]:
    """Fragments that use themselves, and fragments that double."""
    yield asked("a fragment in itself", "{ ...A } fragment A on Query { ...A }", WRONG)
    ring = " ".join(f"fragment F{n} on Query {{ ...F{(n + 1) % 300} }}" for n in range(300))
    yield asked("a ring of fragments", f"{{ ...F0 }} {ring}", TOO_MUCH, "nesting")
    for length in (100, 600):
        chain = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(length))
        end = f"fragment F{length} on Query {{ __typename }}"
        yield asked(f"a chain of {length} fragments", f"{{ ...F0 }} {chain} {end}")
    for length in (12, 200):
        doubling = " ".join(
            f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(length)
        )
        end = f"fragment F{length} on Query {{ __typename }}"
        yield asked(f"{length} fragments that double", f"{{ ...F0 }} {doubling} {end}", TOO_MUCH)
    apart = " ".join(
        f"fragment F{n} on Query {{ a{n}: municipality {{ ...M }} ...F{n + 1} ...F{n + 2} }}"
        for n in range(100)
    )
    end = "fragment F100 on Query { __typename } fragment F101 on Query { __typename }"
    yield asked(
        "fragments that branch",
        f"{{ ...F0 }} {apart} {end} fragment M on Municipality {{ name }}",
        TOO_MUCH,
    )
    every = " ".join(f"fragment F{n} on Query {{ x{n}: __typename }}" for n in range(400))
    spreads = " ".join(f"...F{n}" for n in range(400))
    yield asked("hundreds of fragments side by side", f"{{ {spreads} }} {every}", TOO_MUCH)
    pairs = " ".join(
        f"fragment F{n} on Query {{ municipality {{ ...G{n} }} }} "
        f"fragment G{n} on Municipality {{ name }}"
        for n in range(250)
    )
    spreads = " ".join(f"...F{n}" for n in range(250))
    yield asked("fragments in fragments, all compared", f"{{ {spreads} }} {pairs}")
    unused = " ".join(f"fragment F{n} on Query {{ __typename }}" for n in range(600))
    yield asked("fragments that nobody uses", f"{{ __typename }} {unused}", WRONG)


def introspections() -> Iterator[Asked]:
    """The schema, asked for too often."""
    down = "{ __schema { types { " + "fields { type { " * 20 + "name" + " } }" * 20 + " } } }"
    yield asked("fields of types of fields", down)
    below = "name"
    for _ in range(80):
        below = f"ofType {{ {below} }}"
    yield asked(
        "types of types", f"{{ __schema {{ types {{ fields {{ type {{ {below} }} }} }} }} }}"
    )
    fields = "fields { name description args { name type { name kind } } type { name } }"
    whole = f"types {{ name description {fields} }}"
    for times in (20, 90):
        aliases = " ".join(f"a{n}: {whole}" for n in range(times))
        yield asked(
            f"the schema's types {times} times", f"{{ __schema {{ {aliases} }} }}", TOO_MUCH
        )
        aliases = " ".join(f"a{n}: __schema {{ {whole} }}" for n in range(times))
        yield asked(f"the schema {times} times", f"{{ {aliases} }}", TOO_MUCH)
    twice = "fields { type { fields { type { name kind description } args { name } } } }"
    yield asked(
        "fields of types of fields of all types", f"{{ __schema {{ types {{ {twice} }} }} }}"
    )
    possible = "possibleTypes { interfaces { possibleTypes { name } } }"
    yield asked("possible types of interfaces", f"{{ __schema {{ types {{ {possible} }} }} }}")
    fragment = " ".join(f"a{n}: types {{ ...T }}" for n in range(95))
    yield asked(
        "a fragment about all types, many times",
        f"{{ __schema {{ {fragment} }} }} "
        "fragment T on __Type { fields { name args { name } } }",
        TOO_MUCH,
    )


def directives() -> Iterator[Asked]:
    """Directives, again and again."""
    yield asked(
        "@include thousands of times", "{ __typename " + "@include(if: true) " * 700 + "}", WRONG
    )
    yield asked("@nothing thousands of times", "{ __typename " + "@nothing " * 2400 + "}", WRONG)
    each = "id @include(if: true) @skip(if: false) " * 350
    yield asked("directives at every field", f"{{ {LIST} {{ nodes {{ {each} }} }} }}")
    yield asked("directives at the operation", "query " + "@a " * 2000 + "{ __typename }", WRONG)


def documents() -> Iterator[Asked]:
    """Documents that hold something else, or too many things."""
    several = " ".join(f"query Q{n} {{ __typename }}" for n in range(900))
    yield asked("hundreds of operations", several, WRONG)
    used = (
        " ".join(f"query Q{n} {{ ...F }}" for n in range(600))
        + " fragment F on Query { __typename }"
    )
    yield asked("hundreds of operations with one fragment", used, operationName="Q5")
    declared = " ".join(f"$v{n}: Int" for n in range(1200))
    yield asked("variables that nobody uses", f"query({declared}) {{ __typename }}", WRONG)
    yield asked("the same operation twice", "query A { __typename } query A { __typename }", WRONG)
    yield asked("a type", "type A { a: Int }", WRONG)
    yield asked("fragments alone", "fragment A on Query { __typename }", WRONG)
    yield asked("a subscription", "subscription { __typename }", WRONG)
    yield asked("nothing", "   ", WRONG)
    yield asked("a comment", "# nothing", WRONG)
    yield asked("half an operation", PLAIN[:20], WRONG)
    yield asked("an unknown operation", "query A { __typename }", WRONG, operationName="B" * 10_000)
