"""The Special Constabulary's own answers, in words."""

from datetime import date

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.past import activity_in_a_line, address_in_a_line
from volunteers.applications.rules.wording.saying import (
    Sayer,
    Values,
    chosen,
    each_item,
    labelled,
    several_lines,
    yes_and_what,
)


def _driving(values: Values) -> list[str]:
    return [
        chosen(choices.LICENCES, values.get("licence")),
        labelled("Licence number", values.get("number")),
        labelled("Penalty points", values.get("penalty_points")),
    ]


def _employment(values: Values) -> list[str]:
    return [
        " at ".join(str(values[part]) for part in ("occupation", "employer") if values.get(part)),
        *str(values.get("history") or "").splitlines(),
    ]


def offence_in_a_line(values: Values) -> str:
    """A caution for criminal damage (June 2012): no further action."""
    line = f"{values['what']} ({date.fromisoformat(values['happened']):%B %Y}): {values['outcome']}"
    return f"{line}. {values['more']}" if values.get("more") else line


TITLES = {
    "earlier-addresses": "Earlier addresses",
    "activities": "Work and study before",
    "commitments": "What you take on",
    "offences": "What you told us about",
    "driving": "Driving licence",
    "employment": "Work",
    "education": "Education and qualifications",
    "tattoos": "Tattoos",
}
WORDS: dict[str, Sayer] = {
    "earlier-addresses": lambda values: each_item(address_in_a_line)(values) or ["None"],
    "activities": each_item(activity_in_a_line),
    "commitments": lambda _: ["Agreed to every line"],
    "offences": each_item(offence_in_a_line),
    "driving": _driving,
    "employment": _employment,
    "education": several_lines("education"),
    "tattoos": yes_and_what("any", "describe"),
}
