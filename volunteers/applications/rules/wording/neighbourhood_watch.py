"""The answers of Neighbourhood Watch, in words."""

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording import schemes
from volunteers.applications.rules.wording.saying import Sayer, Values, chosen, each_item


def street_in_a_line(item: Values) -> str:
    """A street with its place."""
    return ", ".join(str(item[part]) for part in ("street", "town") if item.get(part))


def _known_scheme(values: Values) -> list[str]:
    return [chosen(choices.KNOWN_SCHEME, values.get("known")), str(values.get("which") or "")]


TITLES = {
    **schemes.TITLES,
    "streets": "Streets",
    "households": "Households",
    "known-scheme": "A scheme near you already",
    "neighbours": "Neighbours agree",
    "duties": "Duties of a coordinator",
}
WORDS: dict[str, Sayer] = {
    **schemes.WORDS,
    "streets": each_item(street_in_a_line),
    "households": lambda values: [f"{values.get('households') or 0:,}"],
    "known-scheme": _known_scheme,
    "neighbours": lambda values: [chosen(choices.NEIGHBOURS_AGREE, values.get("agree"))],
    "duties": lambda values: ["Read and accepted" if values.get("accepted") else ""],
}
