"""What differs between two wordings, line by line."""

import difflib
from dataclasses import dataclass

from volunteers.notifications.rules.own_words import OwnWords
from volunteers.notifications.rules.wording import Words


@dataclass(frozen=True)
class Line:
    """One line of either wording: in both, only before or only after."""

    words: str
    sign: str = ""

    @property
    def spoken(self) -> str:
        return {"-": "Taken out: ", "+": "Put in: "}.get(self.sign, "")


def differences(before: OwnWords | Words, after: OwnWords | Words) -> list[Line]:
    """Every line of both, in order; empty when they say the same."""
    old, new = _lines(before), _lines(after)
    if old == new:
        return []
    found = difflib.ndiff(old, new)
    return [Line(line[2:], line[0].strip()) for line in found if line[0] != "?"]


def _lines(words: OwnWords | Words) -> list[str]:
    text = ["", "Text message:", words.text] if words.text is not None else []
    return [f"Subject: {words.subject}", "", *words.body.splitlines(), *text]
