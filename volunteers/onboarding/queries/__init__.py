"""Reading the caseload and the applications on it, always as someone: what is out of their scope is not found."""

from volunteers.onboarding.queries.board import Board, get_board
from volunteers.onboarding.queries.case_file import (
    CaseFile,
    get_application,
    get_case_file,
    list_checks,
    list_units,
    options_of,
)
from volunteers.onboarding.queries.caseload import Caseload, Wanted, get_caseload
from volunteers.onboarding.queries.deciding import clearing_in_words, list_others_who_decide
from volunteers.onboarding.queries.decisions import PERMISSIONS as DECISION_PERMISSIONS
from volunteers.onboarding.queries.decisions import (
    WaitingDecision,
    count_waiting_decisions,
    find_open_proposal,
    get_proposal,
    kinds_waiting,
    list_proposals,
    list_waiting_decisions,
)
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
from volunteers.onboarding.queries.notes import find_notes, get_note
from volunteers.onboarding.queries.owners import list_coordinators
from volunteers.onboarding.queries.referees import find_case_referees, get_case_referee
from volunteers.onboarding.queries.timeline import Story, find_last_move, get_story
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
    "DECISION_PERMISSIONS",
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
    "WaitingDecision",
    "Wanted",
    "can_open",
    "clearing_in_words",
    "count_waiting_decisions",
    "describe_views",
    "find_alike",
    "find_case_documents",
    "find_case_guardians",
    "find_case_referees",
    "find_last_move",
    "find_notes",
    "find_open_proposal",
    "get_application",
    "get_board",
    "get_case_document",
    "get_case_file",
    "get_case_guardian",
    "get_case_referee",
    "get_caseload",
    "get_health_rows",
    "get_note",
    "get_proposal",
    "get_story",
    "get_view",
    "groups_of",
    "kinds_waiting",
    "list_checks",
    "list_coordinators",
    "list_others_who_decide",
    "list_proposals",
    "list_to_export",
    "list_units",
    "list_views",
    "list_waiting_decisions",
    "narrow",
    "options_of",
    "visible_to",
]
