"""The scoring sheets of an application, as far as a viewer may see them.

What an assessor wrote leaves this module in two ways only: to that assessor, and to everyone who assesses in scope once
both sheets of the round are in. Everything else here is who sits where, and whether their sheet is in.
"""

import json
from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import aliased

from volunteers.applications.models import Application
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db, sealing_key
from volunteers.forces.queries import current_force
from volunteers.onboarding.models import Assessment, AssessmentResult, DeclaredRelation
from volunteers.onboarding.queries.case_file import CaseFile
from volunteers.onboarding.rules import CheckLine
from volunteers.onboarding.rules.assessments import (
    Compared,
    Outcome,
    Recommendation,
    Round,
    Seat,
    SheetEntry,
    compared,
    refusals_to_sit,
    round_to_sit,
    rounds_of,
)
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.sealing import unseal
from volunteers.strands.queries import sheets_of
from volunteers.strands.rules.sheets import Scale, Sheet, scale_of


@dataclass(frozen=True)
class CaseSheet:
    """One check that is scored by a sheet: its rounds, and what this viewer may do about it."""

    line: CheckLine
    sheet: Sheet
    scale: Scale
    rounds: tuple[Round, ...]
    viewer_id: int
    is_over: bool
    refusals: tuple[Refusal, ...]

    @property
    def highest(self) -> int | None:
        """The end of the scale of the round under way; None before anyone sits in it."""
        return self.sitting.seats[0].highest if self.sitting.seats else None

    @property
    def code(self) -> str:
        return self.line.definition.code

    @property
    def name(self) -> str:
        return self.line.definition.name

    @property
    def sitting(self) -> Round:
        """The round under way, or the one that would begin."""
        return round_to_sit(self.rounds)

    @property
    def scale_of_sitting(self) -> Scale:
        """The scale of the round under way, which it keeps when the force changes its own meanwhile."""
        return self.scale if self.highest is None else self.scale.up_to(self.highest)

    @property
    def ended(self) -> tuple[Round, ...]:
        return tuple(each for each in self.rounds if each.outcome is not None)

    @property
    def is_under_way(self) -> bool:
        return bool(self.sitting.seats)

    @property
    def may_sit(self) -> bool:
        return not self.refusals

    @property
    def own_seat(self) -> Seat | None:
        """The viewer's own seat in the round under way."""
        return self.sitting.seat_of(self.viewer_id)

    @property
    def may_agree(self) -> bool:
        """Whether a result can be written down by this viewer now."""
        return self.sitting.is_in and self.line.is_permitted and not self.is_over

    @property
    def may_free(self) -> bool:
        """Whether seats can be freed: a sheet that is in stays."""
        return not self.is_over and any(not seat.is_in for seat in self.sitting.seats)


@dataclass(frozen=True)
class CaseSheets:
    """Everything about scoring on the page of an application."""

    sheets: tuple[CaseSheet, ...]
    is_related: bool


@dataclass(frozen=True)
class OwnSheet:
    """A viewer's own sheet as it is stored."""

    seat: Seat
    entry: SheetEntry
    version: int


@dataclass(frozen=True)
class BothSheets:
    """The two sheets of a round beside each other, and what was made of them."""

    round: Round
    scale: Scale
    rows: tuple[Compared, ...]
    recommendations: tuple[Recommendation | None, Recommendation | None]
    reason: str

    @property
    def far(self) -> int:
        """How many criteria lie far apart."""
        return sum(row.is_far for row in self.rows)


def find_case_sheets(case: CaseFile, viewer: Viewer) -> CaseSheets | None:
    """What is scored of an application, for those who assess in its strand and area; None where nothing is.

    Never for one's own application. In one statement.
    """
    application = case.application
    known = sheets_of(application.strand)
    if (
        case.is_own
        or not known
        or not viewer.may_in(Permission.APPLICATION_ASSESS, application.strand, application.area)
    ):
        return None
    rounds, is_related = _read(application.id, viewer)
    scored = [
        _case_sheet(case, line, known[code], rounds.get(code, ()), viewer)
        for line in case.checks
        if (code := line.definition.code) in known
    ]
    shown = tuple(each for each in scored if each.rounds or each.may_sit)
    return CaseSheets(shown, is_related) if shown else None


def get_case_sheet(case: CaseFile, code: str, viewer: Viewer) -> CaseSheet:
    """One check that is scored and that this viewer may take part in scoring; raises ``NotFound``."""
    found = find_case_sheets(case, viewer)
    for each in found.sheets if found and not found.is_related else ():
        if each.code == code:
            return each
    raise NotFound(f"no scoring sheet {code!r} for this viewer")


def get_own_sheet(case: CaseFile, scored: CaseSheet, viewer: Viewer) -> OwnSheet:
    """The viewer's own sheet of the round under way; raises ``NotFound`` when they have no seat in it."""
    seat = scored.own_seat
    if seat is None:
        raise NotFound("no seat of this viewer")
    row = _row(case.application.id, scored.code, seat)
    return OwnSheet(seat, entry_of(row), row.version)


def get_both_sheets(case: CaseFile, scored: CaseSheet, number: int) -> BothSheets:
    """The two sheets of a round; raises ``NotFound`` before both are in, just as for a round there never was."""
    for each in scored.rounds:
        if each.number == number and each.is_in:
            return _both(case.application.id, scored, each)
    raise NotFound(f"no round {number} of which both sheets are in")


def entry_of(row: Assessment) -> SheetEntry:
    """What stands on a sheet. Callers are its assessor, or have seen that both are in."""
    comments = json.loads(unseal(row.sealed, key=sealing_key(), place=row.place)) if row.sealed else {}
    return SheetEntry({code: int(score) for code, score in row.scores.items()}, comments, row.recommendation)


def is_being_scored(application_id: int, code: str) -> bool:
    """Whether assessors sit over a check now: it is then recorded by what they agree, and in no other way."""
    rounds = list_rounds(application_id, code)
    return bool(rounds) and rounds[0].outcome is None


def list_rounds(application_id: int, code: str) -> tuple[Round, ...]:
    """The rounds of one check, latest first; nothing of what stands on the sheets."""
    return _read(application_id, None)[0].get(code, ())


def current_scale() -> Scale:
    """The scale the force scores by now."""
    return scale_of(current_force())


def scale_on(row: Assessment) -> Scale:
    """The scale a sheet was begun with."""
    return current_scale().up_to(row.highest)


def _case_sheet(case: CaseFile, line: CheckLine, sheet: Sheet, rounds: tuple[Round, ...], viewer: Viewer) -> CaseSheet:
    is_over = case.stage.is_final
    refusals = refusals_to_sit(
        line.definition.name,
        rounds,
        account_id=viewer.account_id,
        is_gathered=not is_over and line.definition.code in case.strand.pipeline.gathered_at(case.stage.code),
        is_passed=line.is_passed,
    )
    return CaseSheet(line, sheet, current_scale(), rounds, viewer.account_id, is_over, tuple(refusals))


def _read(application_id: int, viewer: Viewer | None) -> tuple[dict[str, tuple[Round, ...]], bool]:
    """The rounds by check, without a word of any sheet; and whether the viewer said that they know the applicant."""
    decider = aliased(Account)
    knows = exists().where(
        DeclaredRelation.application_id == application_id,
        DeclaredRelation.account_id == (viewer.account_id if viewer else None),
    )
    of_round = and_(
        AssessmentResult.application_id == Assessment.application_id,
        AssessmentResult.code == Assessment.code,
        AssessmentResult.round == Assessment.round,
    )
    rows = db.session.execute(
        select(
            knows, Assessment.code, Assessment.round, Assessment.seat, Assessment.assessor_id, Account.full_name,
            Assessment.taken_at, Assessment.sent_at, Assessment.highest,
            AssessmentResult.passed, decider.full_name, AssessmentResult.decided_at,
        )
        .select_from(Application)
        .outerjoin(Assessment, Assessment.application_id == Application.id)
        .outerjoin(Account, Account.id == Assessment.assessor_id)
        .outerjoin(AssessmentResult, of_round)
        .outerjoin(decider, decider.id == AssessmentResult.decided_by_id)
        .where(Application.id == application_id)
    )  # fmt: skip
    seats: dict[str, list[Seat]] = defaultdict(list)
    outcomes: dict[str, dict[int, Outcome]] = defaultdict(dict)
    is_related = False
    for knows_them, code, number, seat, who, name, taken_at, sent_at, highest, passed, by, at in rows:
        is_related = is_related or bool(knows_them)
        if code is not None:
            seats[code].append(Seat(number, seat, who, name, taken_at, sent_at, highest))
        if passed is not None:
            outcomes[code][number] = Outcome(number, passed, by, at)
    return {code: rounds_of(each, [*outcomes[code].values()]) for code, each in seats.items()}, is_related


def _row(application_id: int, code: str, seat: Seat) -> Assessment:
    return db.session.scalars(
        select(Assessment)
        .where(
            Assessment.application_id == application_id, Assessment.code == code,
            Assessment.round == seat.round, Assessment.seat == seat.number,
        )
        .execution_options(populate_existing=True)
    ).one()  # fmt: skip


def _both(application_id: int, scored: CaseSheet, found: Round) -> BothSheets:
    one, other = (_row(application_id, scored.code, seat) for seat in found.seats)
    result = db.session.scalars(
        select(AssessmentResult).where(
            AssessmentResult.application_id == application_id, AssessmentResult.code == scored.code,
            AssessmentResult.round == found.number,
        )
    ).one_or_none()  # fmt: skip
    scale, first, second = scale_on(one), entry_of(one), entry_of(other)
    rows = compared(scored.sheet, scale, first, second, result.scores if result else None)
    reason = unseal(result.sealed, key=sealing_key(), place=result.place) if result and result.sealed else ""
    return BothSheets(found, scale, rows, (first.recommendation, second.recommendation), reason)
