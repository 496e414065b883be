"""Words that hold counts of people, for those who may not know how few they are."""

import re

from volunteers.trends.rules.counts import SMALLEST_BASE, Counting

PEOPLE = re.compile(r"\b(\d[\d,]*)(?= (?:who|still|not yet|people|person|applications?|left)\b)")
SHARE = re.compile(r"\d%")
TOO_FEW_TO_SHOW = "too few people to show"


def guarded(value: str, from_what: str, counting: Counting) -> tuple[str, str]:
    """What was assumed and what from: small counts hidden, and a share of few people with them."""
    if counting.is_exact:
        return value, from_what
    bases = [_read(found) for found in PEOPLE.findall(from_what)]
    if SHARE.search(value) and bases and bases[0] < SMALLEST_BASE:
        value = TOO_FEW_TO_SHOW
    return _hidden(value, counting), _hidden(from_what, counting)


def _hidden(text: str, counting: Counting) -> str:
    return PEOPLE.sub(lambda found: counting.people(_read(found[1])).words, text)


def _read(number: str) -> int:
    return int(number.replace(",", ""))
