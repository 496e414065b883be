"""Reading the caseload and the applications on it, always as someone: what is out of their scope is not found."""

from volunteers.onboarding.queries.case_file import (
    CaseFile,
    Story,
    get_application,
    get_case_file,
    get_story,
    list_checks,
    list_units,
    options_of,
)
from volunteers.onboarding.queries.caseload import Caseload, Wanted, get_caseload, list_facts
from volunteers.onboarding.queries.visible import visible_to

__all__ = [
    "CaseFile",
    "Caseload",
    "Story",
    "Wanted",
    "get_application",
    "get_case_file",
    "get_caseload",
    "get_story",
    "list_checks",
    "list_facts",
    "list_units",
    "options_of",
    "visible_to",
]
