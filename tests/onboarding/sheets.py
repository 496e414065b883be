"""Scoring sheets for tests."""

from volunteers.applications.models import Application
from volunteers.onboarding.models import Assessment
from volunteers.onboarding.rules.assessments import Recommendation, SheetEntry
from volunteers.onboarding.service.assessments import save_sheet, take_seat
from volunteers.permissions import Viewer
from volunteers.strands.queries import sheets_of

INTERVIEW = "interview"


def a_sheet(
    score: int = 3, words: str = "Told us of the flood.", recommendation: Recommendation = Recommendation.RECOMMEND,
    *, strand: str = "special_constabulary", code: str = INTERVIEW, **scores: int,
) -> SheetEntry:  # fmt: skip
    """A whole sheet: the same score for everything that is not named."""
    codes = [each.code for each in sheets_of(strand)[code].criteria]
    return SheetEntry({each: scores.get(each, score) for each in codes}, dict.fromkeys(codes, words), recommendation)


def sits(application: Application, by: Viewer, entry: SheetEntry | None = None) -> Assessment:
    """Someone who took a seat and, where there is an entry, sent their sheet."""
    row = take_seat(application.id, INTERVIEW, by=by)
    if entry is not None:
        row = save_sheet(application.id, INTERVIEW, entry, seen_version=row.version, send=True, by=by)
    return row
