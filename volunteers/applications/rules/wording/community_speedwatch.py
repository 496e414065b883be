"""The answers of Community SpeedWatch, in words."""

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording import schemes
from volunteers.applications.rules.wording.saying import Sayer, Values, chosen, each_item


def member_in_a_line(item: Values) -> str:
    """A member of the team: name and address."""
    return ", ".join(str(item[part]) for part in ("name", "email") if item.get(part))


def site_in_a_line(item: Values) -> str:
    """A site: road, place, limit and why."""
    where = ", ".join(str(item[part]) for part in ("road", "place") if item.get(part))
    why = " ".join(str(item.get("why") or "").split())
    return f"{where} ({chosen(choices.SPEED_LIMITS, item.get('limit'))})" + (f": {why}" if why else "")


TITLES = {
    **schemes.TITLES,
    "vetting": "Agreement to be vetted",
    "team": "Others in your team",
    "sites": "Sites",
    "parish": "Support of the council",
    "part": "What you would like to do",
    "daylight": "When you are free",
}
WORDS: dict[str, Sayer] = {
    **schemes.WORDS,
    "team": each_item(member_in_a_line),
    "sites": each_item(site_in_a_line),
    "parish": lambda values: [chosen(choices.PARISH, values.get("support"))],
    "part": lambda values: [chosen(choices.SPEEDWATCH_PARTS, values.get("part"))],
    "daylight": lambda values: [chosen(choices.DAYLIGHT, each) for each in values.get("when") or []],
}
