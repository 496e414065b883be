"""The Special Constabulary's own answers, in words."""

from volunteers.applications.rules import choices
from volunteers.applications.rules.wording.saying import Sayer, Values, chosen, labelled, several_lines, yes_and_what


def _driving(values: Values) -> list[str]:
    return [chosen(choices.LICENCES, values.get("licence")), labelled("Licence number", values.get("number"))]


def _employment(values: Values) -> list[str]:
    return [
        " at ".join(str(values[part]) for part in ("occupation", "employer") if values.get(part)),
        *str(values.get("history") or "").splitlines(),
    ]


TITLES = {
    "driving": "Driving licence",
    "employment": "Work",
    "education": "Education and qualifications",
    "tattoos": "Tattoos",
}
WORDS: dict[str, Sayer] = {
    "driving": _driving,
    "employment": _employment,
    "education": several_lines("education"),
    "tattoos": yes_and_what("any", "describe"),
}
