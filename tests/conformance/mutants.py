"""Changes what a case expects, so that none may pass: a case that cannot fail shows nothing."""

EXPECTED = ("sends", "write", "lookup", "expect")  # the members of a case that a client must meet


def mutants(value, counts=False):
    """The same once for each value that is expected in it, with another value there."""
    if isinstance(value, dict):
        for name, part in value.items():
            for other in mutants(part, counts or name in EXPECTED):
                yield {**value, name: other}
    elif isinstance(value, list):
        for index, part in enumerate(value):
            for other in mutants(part, counts):
                yield [*value[:index], other, *value[index + 1:]]
    elif counts:
        yield not value if isinstance(value, bool) else f"{value}-not"


def variants(case):
    """The mutants of a case, without those that change a request which is never sent."""
    unsent = {"write", "lookup"} if "write" in case else set()
    unsent -= {exchange.get("client") for exchange in case.get("script", [])}
    if case.get("lookups_go_on"):
        unsent.discard("lookup")
    yield from mutants({name: part for name, part in case.items() if name not in unsent})
    if not any(name in case for name in ("sends", "expect", "deliveries")):
        yield {**case, "sends": {"method": "GET"}}
