"""The answers of Police Support Volunteers, in words."""

from datetime import date

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.saying import (
    Sayer,
    Values,
    chosen,
    each_item,
    labelled,
    several_lines,
    yes_and_what,
)
from volunteers.references.rules import Relation


def referee_in_a_line(item: Values) -> str:
    """A referee as one line of a list: who, how they know the applicant, and how to reach them."""
    relation = str(item.get("relation") or "")
    parts = [str(item.get("name") or ""), Relation(relation).noun.lower() if relation in set(Relation) else ""]
    return ", ".join(part for part in [*parts, *(str(item.get(each) or "") for each in ("email", "phone"))] if part)


def _role(values: Values) -> list[str]:
    return [str(values.get("name") or str(values.get("role", "")).replace("_", " ").capitalize())]


def _other_roles(values: Values) -> list[str]:
    return [str(name) for name in values.get("names") or []] or ["None"]


def _driver(values: Values) -> list[str]:
    since = values.get("since")
    return [
        f"Full licence since {date.fromisoformat(since):%B %Y}" if since else "",
        labelled("Licence number", values.get("number")),
        f"Penalty points: {values.get('points')}",
        chosen(choices.VEHICLES, values.get("vehicles") or []),
    ]


def _availability(values: Values) -> list[str]:
    return [
        chosen(choices.DAYS, values.get("days") or []),
        chosen(choices.TIMES_OF_DAY, values.get("times") or []),
        str(values.get("more") or ""),
    ]


def _work(values: Values) -> list[str]:
    return [" at ".join(str(values[part]) for part in ("occupation", "employer") if values.get(part))]


TITLES = {
    "occupation": "Could it conflict with police work",
    "role": "Role you would like most",
    "driver": "Driving licence",
    "other-roles": "Other roles",
    "skills": "What you are good at",
    "availability": "Time you can give",
    "work": "What you do now",
    "conflicts": "Other conflicts",
    "referees": "Referees",
}
WORDS: dict[str, Sayer] = {
    "role": _role,
    "driver": _driver,
    "other-roles": _other_roles,
    "skills": several_lines("skills"),
    "availability": _availability,
    "work": _work,
    "conflicts": yes_and_what("any", "what"),
    "referees": each_item(referee_in_a_line),
}
