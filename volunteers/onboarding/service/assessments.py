"""Scoring by two assessors who do not see each other's sheet: taking a seat, writing, sending, and the result."""

import json

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.history.service import record
from volunteers.onboarding.models import Assessment, AssessmentResult, Check, DeclaredRelation
from volunteers.onboarding.queries import assessments as queries
from volunteers.onboarding.queries import list_checks
from volunteers.onboarding.rules import CheckEntry, CheckState, facts_of
from volunteers.onboarding.rules.assessments import (
    Agreed,
    Compared,
    Round,
    SheetEntry,
    compared,
    missing_to_send,
    refusals_to_agree,
    refusals_to_sit,
    round_to_sit,
)
from volunteers.onboarding.service.checks import record_check
from volunteers.onboarding.service.taking import take
from volunteers.permissions import Permission, Viewer
from volunteers.sealing import seal
from volunteers.strands.queries import sheets_of
from volunteers.strands.rules import Strand
from volunteers.strands.rules.sheets import Sheet

OTHER_TAB = Refusal(
    "saved_meanwhile", "This sheet was saved in another window while you had this one open. Compare the two."
)
SENT = Refusal("sent_already", "Your sheet is in, so it can no longer be changed.")
DECIDED = Refusal("decided_meanwhile", "Somebody else wrote down the result while you had the page open.")


def take_seat(application_id: int, code: str, *, by: Viewer) -> Assessment:
    """Take a free seat to score a check, in the round under way or in the next one.

    Refused on their own application and on that of someone they know, twice in one round, when both seats are taken,
    and when the check is not scored now. ``NotFound`` out of scope and for a check without a sheet.
    """
    application = _take(application_id, by=by)
    strand, rounds = strand_of(application), queries.list_rounds(application_id, code)
    _sheet(application, code)
    _judge_seat(application, strand, code, rounds, by=by)
    sitting = round_to_sit(rounds)
    row = Assessment(
        application_id=application.id, code=code, round=sitting.number, seat=sitting.free[0],
        assessor_id=by.account_id, highest=_highest(application.id, code, sitting), taken_at=clock.now(),
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    _record("assessment_seat_taken", row, by=by)
    return row


def declare_relation(application_id: int, *, by: Viewer) -> None:
    """Note that someone knows the applicant: their seats are freed, and they act on the application no more.

    A sheet they had sent stays. Twice is once.
    """
    application = _take(application_id, by=by)
    own = (Assessment.application_id == application.id, Assessment.assessor_id == by.account_id)
    db.session.execute(delete(Assessment).where(*own, Assessment.sent_at.is_(None)))
    db.session.execute(
        insert(DeclaredRelation)
        .values(application_id=application.id, account_id=by.account_id, declared_at=clock.now())
        .on_conflict_do_nothing()
    )
    record("relation_declared", subject="application", subject_id=application.id, by=by.account_id)


def free_seat(application_id: int, code: str, seat: int, *, by: Viewer) -> None:
    """Free a seat of the round under way, with whatever draft was on it. Refused once its sheet is in."""
    application = _take(application_id, by=by)
    row = _seat(application.id, code, round_to_sit(queries.list_rounds(application.id, code)), seat)
    if row.sent_at is not None:
        raise Refused(Refusal("sheet_is_in", "The sheet of this seat is in, so it stays."))
    _record("assessment_seat_freed", row, by=by)
    db.session.delete(row)


def save_sheet(
    application_id: int, code: str, entry: SheetEntry, *, seen_version: int, send: bool = False, by: Viewer
) -> Assessment:
    """Keep an assessor's own sheet over the version that was seen, and send it when asked to: then it is final.

    ``Conflict`` when it was saved in another window meanwhile. Refused, with everything that is missing, when it is
    sent before it is whole; and once it was sent, or the application has ended.
    """
    application = _take(application_id, by=by)
    sheet = _sheet(application, code)
    sitting = round_to_sit(queries.list_rounds(application.id, code))
    own = sitting.seat_of(by.account_id)
    if own is None:
        raise NotFound("no seat of this viewer")
    row = _seat(application.id, code, sitting, own.number)
    _judge_save(application, row, seen_version)
    if send and (missing := missing_to_send(sheet, entry)):
        raise Refused([Refusal(field, words) for field, words in missing.items()])
    _write(row, sheet, entry)
    if send:
        row.sent_at = row.saved_at
        _record("assessment_sent", row, by=by)
    db.session.flush()
    return row


def agree(application_id: int, code: str, number: int, agreed: Agreed, *, seen_version: int, by: Viewer) -> Check:
    """Write down what came of a round, and record the check by it.

    ``NotFound`` before both sheets are in. ``Conflict`` when someone else was first. Refused while a score is not
    agreed or a reason is missing, and for whatever stands in the way of recording the check.
    """
    application = _take(application_id, by=by)
    sheet = _sheet(application, code)
    found = next((each for each in queries.list_rounds(application.id, code) if each.number == number), None)
    if found is None or not found.is_in:
        raise NotFound(f"no round {number} of which both sheets are in")
    if found.outcome is not None:
        raise Conflict(DECIDED)
    rows = _judge_agreement(application, sheet, code, found, agreed)
    result = AssessmentResult(
        application_id=application.id, code=code, round=number, scores=agreed.whole(rows), passed=agreed.passed,
        decided_by_id=by.account_id, decided_at=clock.now(),
    )  # fmt: skip
    if agreed.reason:
        result.sealed = seal(agreed.reason, key=sealing_key(), place=result.place)
    db.session.add(result)
    db.session.flush()
    record(
        "assessment_agreed", subject="application", subject_id=application.id, by=by.account_id, check=code,
        round=number,
    )  # fmt: skip
    entry = CheckEntry(CheckState.PASSED if agreed.passed else CheckState.FAILED, agreed.result_on)
    return record_check(application.id, code, entry=entry, seen_version=seen_version, by=by)


def _take(application_id: int, *, by: Viewer) -> Application:
    """The application, locked: seats, sheets and results of one application come one after the other."""
    application = take(application_id, by=by)
    if not by.may_in(Permission.APPLICATION_ASSESS, application.strand, application.area):
        raise NotFound(f"no application {application_id} for this viewer to assess")
    return application


def _sheet(application: Application, code: str) -> Sheet:
    found = sheets_of(application.strand).get(code)
    if found is None:
        raise NotFound(f"no scoring sheet {code!r}")
    return found


def _judge_seat(application: Application, strand: Strand, code: str, rounds: tuple[Round, ...], *, by: Viewer) -> None:
    fact = facts_of(list_checks(application)).get(code)
    refusals = refusals_to_sit(
        strand.check(code).name,
        rounds,
        account_id=by.account_id,
        is_gathered=not strand.pipeline.stage(application.stage).is_final
        and code in strand.pipeline.gathered_at(application.stage),
        is_passed=fact is not None and fact.passed,
    )
    if refusals:
        raise Refused(refusals)


def _highest(application_id: int, code: str, sitting: Round) -> int:
    """The end of the scale: that of the other sheet of the round, so that the two can be compared."""
    if sitting.seats:
        return _seat(application_id, code, sitting, sitting.seats[0].number).highest
    return queries.current_scale().highest


def _seat(application_id: int, code: str, sitting: Round, seat: int) -> Assessment:
    row = db.session.scalars(
        select(Assessment)
        .where(
            Assessment.application_id == application_id, Assessment.code == code,
            Assessment.round == sitting.number, Assessment.seat == seat,
        )
        .execution_options(populate_existing=True)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound(f"no seat {seat}")
    return row


def _judge_save(application: Application, row: Assessment, seen_version: int) -> None:
    if row.sent_at is not None:
        raise Conflict(SENT)
    if row.version != seen_version:
        raise Conflict(OTHER_TAB)
    stage = strand_of(application).pipeline.stage(application.stage)
    if stage.is_final:
        raise Refused(Refusal("ended", f"This application ended at {stage.name}, so nothing more is scored."))


def _write(row: Assessment, sheet: Sheet, entry: SheetEntry) -> None:
    scale, known = queries.scale_on(row), {each.code for each in sheet.criteria}
    if not all(code in known and scale.holds(score) for code, score in entry.scores.items()):
        raise Refused(Refusal("no_such_score", "Choose one of the scores shown."))
    comments = {code: words for code, words in entry.comments.items() if code in known and words}
    row.scores, row.recommendation, row.saved_at = dict(entry.scores), entry.recommendation, clock.now()
    row.sealed = seal(json.dumps(comments), key=sealing_key(), place=row.place) if comments else None


def _judge_agreement(
    application: Application, sheet: Sheet, code: str, found: Round, agreed: Agreed
) -> tuple[Compared, ...]:
    one, other = (_seat(application.id, code, found, each.number) for each in found.seats)
    first, second, scale = queries.entry_of(one), queries.entry_of(other), queries.scale_on(one)
    rows = compared(sheet, scale, first, second)
    refusals = refusals_to_agree(rows, scale, agreed, (first.recommendation, second.recommendation))
    if refusals:
        raise Refused(refusals)
    return rows


def _record(act: str, row: Assessment, *, by: Viewer) -> None:
    """Note an act about a seat: which check and round, and nothing that stands on the sheet."""
    record(
        act, subject="application", subject_id=row.application_id, by=by.account_id, check=row.code, round=row.round,
        seat=row.seat,
    )  # fmt: skip
