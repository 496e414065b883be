"""The answers that several kinds of volunteering ask for, in words."""

from datetime import date

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.saying import Sayer, Values, chosen, labelled, yes_and_what
from volunteers.strands.rules import in_words


def _name(values: Values) -> list[str]:
    return [
        f"{values.get('first_name') or ''} {values.get('last_name') or ''}".strip(),
        labelled("Previous names", values.get("previous_names")),
        labelled("Likes to be called", values.get("preferred_name")),
    ]


def _birth_date(values: Values) -> list[str]:
    return [in_words(date.fromisoformat(values["birth_date"]))]


def _birthplace(values: Values) -> list[str]:
    return [", ".join(str(values[part]) for part in ("town", "country") if values.get(part))]


def _address(values: Values) -> list[str]:
    lines = [str(values.get(part) or "") for part in ("line_1", "line_2", "town", "county", "postcode")]
    moved_in = values.get("moved_in")
    return [*lines, f"Since {date.fromisoformat(moved_in):%B %Y}" if moved_in else ""]


def _availability(values: Values) -> list[str]:
    when = [chosen(choices.WHEN_FREE, each) for each in values.get("when") or []]
    return [f"{values.get('hours')} hours a month", *when]


def _heard_about(values: Values) -> list[str]:
    return [chosen(choices.SOURCES, values.get("source")), str(values.get("other") or "")]


TITLES = {
    "in-area": "Where you live",
    "on-the-land": "Farming or looking after land",
    "vetting": "Checks of police records",
    "residence": "Living in the UK",
    "right-to-stay": "Right to stay in the UK",
    "occupation": "Occupations that cannot be combined",
    "finance": "Finances",
    "memberships": "Memberships and politics",
    "convictions": "Convictions and cautions",
    "name": "Name",
    "date-of-birth": "Date of birth",
    "birthplace": "Place of birth",
    "address": "Address",
    "contact": "Phone number",
    "adjustments": "Help or changes you need",
    "availability": "Time you can give",
    "area": "Area",
    "heard-about": "How you heard about us",
    "declaration": "Declaration",
}
WORDS: dict[str, Sayer] = {
    "name": _name,
    "date-of-birth": _birth_date,
    "birthplace": _birthplace,
    "address": _address,
    "adjustments": yes_and_what("needed", "what"),
    "availability": _availability,
    "heard-about": _heard_about,
}
