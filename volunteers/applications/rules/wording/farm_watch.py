"""The answers of Farm Watch, in words."""

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.saying import Sayer, Values, chosen, each_item, labelled

NOT_CHECKED = "not checked by us yet"


def place_in_a_line(item: Values) -> str:
    """A place with its point on the map; three words are said not to be checked."""
    point = str(item.get("reference") or "")
    return f"{item.get('name') or ''}: {point}" + ("" if item.get("checked") else f" ({NOT_CHECKED})")


def _holding(values: Values) -> list[str]:
    return [
        str(values.get("name") or ""),
        chosen(choices.FARMED, values.get("farmed") or []),
        str(values.get("other") or ""),
        labelled("CPH number", values.get("number")),
    ]


def _channels(values: Values) -> list[str]:
    numbers = {"text": values.get("mobile"), "phone": values.get("phone")}
    return [
        f"{chosen(choices.CHANNELS, way)}: {numbers[way]}" if numbers.get(way) else chosen(choices.CHANNELS, way)
        for way in values.get("by") or []
    ]


TITLES = {
    "holding": "Holding",
    "premises": "Places on the map",
    "alerts": "Alerts you want",
    "channels": "How we may send alerts",
    "consent": "Agreement to alerts",
}
WORDS: dict[str, Sayer] = {
    "holding": _holding,
    "premises": each_item(place_in_a_line),
    "alerts": lambda values: [chosen(choices.RURAL_CRIMES, each) for each in values.get("crimes") or []],
    "channels": _channels,
    "consent": lambda values: ["Agreed" if values.get("agreed") else ""],
}
