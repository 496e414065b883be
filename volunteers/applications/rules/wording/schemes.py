"""What the watches ask alike, in words."""

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.saying import Sayer, Values, chosen


def _unit(values: Values) -> list[str]:
    if values.get("unit"):
        return [str(values.get("name") or "A scheme you chose")]
    return ["None of those listed", str(values.get("place") or "")]


TITLES = {"plan": "Start or join", "unit": "Scheme to join"}
WORDS: dict[str, Sayer] = {
    "plan": lambda values: [chosen(choices.PLANS, values.get("plan"))],
    "unit": _unit,
}
