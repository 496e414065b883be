"""The referees of an application, for those of its staff who may read what they say."""

from volunteers.errors import NotFound
from volunteers.onboarding.queries.case_file import CaseFile
from volunteers.permissions import Permission, Viewer
from volunteers.references.queries import RefereeLine, Referees, find_referees


def find_case_referees(case: CaseFile, viewer: Viewer) -> Referees | None:
    """Who was asked, when, and what became of it; None for those who may not see it, and where nobody is asked."""
    may = viewer.may_in(Permission.REFEREE_READ, case.application.strand, case.application.area)
    if not may or case.is_own:
        return None
    return find_referees(case.application.id, case.strand, case.application.stage)


def get_case_referee(case: CaseFile, referee_id: int, viewer: Viewer) -> RefereeLine:
    """One of them who has given a reference; raises ``NotFound`` for any other."""
    known = find_case_referees(case, viewer)
    for line in known.everyone if known else ():
        if line.id == referee_id and line.is_given:
            return line
    raise NotFound(f"no reference of referee {referee_id} for this viewer")
