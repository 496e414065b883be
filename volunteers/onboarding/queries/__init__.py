"""Reading the caseload and the applications on it, always as someone: what is out of their scope is not found."""

from volunteers.onboarding.queries.board import Board, get_board
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
from volunteers.onboarding.queries.caseload import Caseload, Wanted, get_caseload
from volunteers.onboarding.queries.documents import find_case_documents, get_case_document
from volunteers.onboarding.queries.export import groups_of, list_to_export
from volunteers.onboarding.queries.guardians import (
    CaseGuardians,
    find_case_guardians,
    get_case_guardian,
    get_health_rows,
)
from volunteers.onboarding.queries.likeness import Alike, find_alike
from volunteers.onboarding.queries.narrowing import Narrowed, narrow
from volunteers.onboarding.queries.referees import find_case_referees, get_case_referee
from volunteers.onboarding.queries.views import (
    MOST_VIEWS,
    SavedView,
    ViewLine,
    can_open,
    describe_views,
    get_view,
    list_views,
)
from volunteers.onboarding.queries.visible import visible_to

__all__ = [
    "MOST_VIEWS",
    "Alike",
    "Board",
    "CaseFile",
    "CaseGuardians",
    "Caseload",
    "Narrowed",
    "SavedView",
    "Story",
    "ViewLine",
    "Wanted",
    "can_open",
    "describe_views",
    "find_alike",
    "find_case_documents",
    "find_case_guardians",
    "find_case_referees",
    "get_application",
    "get_board",
    "get_case_document",
    "get_case_file",
    "get_case_guardian",
    "get_case_referee",
    "get_caseload",
    "get_health_rows",
    "get_story",
    "get_view",
    "groups_of",
    "list_checks",
    "list_to_export",
    "list_units",
    "list_views",
    "narrow",
    "options_of",
    "visible_to",
]
