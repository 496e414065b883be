"""Everything the page of one application shows, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.applications.queries import as_read, strand_of
from volunteers.applications.rules import SectionInWords, answers_in_words
from volunteers.applications.rules.choices import WITHDRAWAL_REASONS
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.guardians.queries import consents_of
from volunteers.guardians.rules import Consent
from volunteers.history.models import HistoryEntry
from volunteers.notifications.queries import list_about
from volunteers.onboarding.models import Check
from volunteers.onboarding.queries.attempts import attempts_of
from volunteers.onboarding.queries.visible import visible_to
from volunteers.onboarding.rules import (
    Case,
    CheckLine,
    Event,
    Moved,
    NextStep,
    Noted,
    RecordedCheck,
    Sent,
    WayMark,
    check_lines,
    events_of,
    facts_of,
    judged_by_consent,
    needs_consent,
    next_step,
    sees_whole,
    tone_of,
    way_of,
)
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.strands.rules import Lateness, MoveOption, Stage, StageKind, Strand, lateness, moves_from

MOST_EVENTS = 200


@dataclass(frozen=True)
class CaseFile:
    """One application as a member of staff sees it."""

    application: Application
    strand: Strand
    stage: Stage
    area: str
    since: date
    days: int
    lateness: Lateness
    is_own: bool
    is_whole: bool
    age: int | None
    may_open_volunteer: bool
    way: tuple[WayMark, ...]
    step: NextStep
    in_the_way: tuple[Refusal, ...]
    options: tuple[MoveOption, ...]
    checks: tuple[CheckLine, ...]

    @property
    def tone(self) -> str:
        """How the days at the stage are coloured."""
        return tone_of(self.lateness)

    @property
    def phone(self) -> str:
        return str(self.application.answers.get("contact", {}).get("phone") or "")

    @property
    def clearances(self) -> tuple[CheckLine, ...]:
        """The passed checks that become clearances."""
        codes = {check.code for check in self.strand.clearances}
        return tuple(line for line in self.checks if line.definition.code in codes and line.is_passed)

    @property
    def may_move(self) -> bool:
        """Whether there is any move this person could make."""
        return bool(self.options) and not self.is_own

    @property
    def may_record(self) -> bool:
        """Whether there is any check this person could record."""
        return not self.is_own and any(line.may_record for line in self.checks)

    @property
    def appointment(self) -> MoveOption | None:
        """The move that clears them for duty, where it is one of the next."""
        return next((option for option in self.options if option.stage.kind is StageKind.APPOINTED), None)

    @property
    def other_moves(self) -> tuple[MoveOption, ...]:
        """Every next stage but being appointed, which has a page of its own."""
        return tuple(option for option in self.options if option != self.appointment)

    def check(self, code: str) -> CheckLine:
        """The check of that code, if it is shown; raises ``NotFound``."""
        for line in self.checks:
            if line.definition.code == code:
                return line
        raise NotFound(f"no check {code!r}")


@dataclass(frozen=True)
class Story:
    """What the applicant said, what happened since, and what they were sent."""

    sections: tuple[SectionInWords, ...]
    events: tuple[Event, ...]
    messages: tuple[Sent, ...]


def get_application(reference: str, viewer: Viewer) -> Application:
    """An application in the viewer's scope; raises ``NotFound`` for any other, and for a draft."""
    found = db.session.scalars(
        select(Application)
        .where(Application.reference == reference, visible_to(viewer))
        .options(joinedload(Application.account).load_only(Account.email))
    ).one_or_none()
    if found is None:
        raise NotFound(f"no application {reference!r} for this viewer")
    return found


def get_case_file(reference: str, viewer: Viewer) -> CaseFile:
    """Where an application stands and what may be done; raises ``NotFound`` when it is out of the viewer's scope."""
    application = get_application(reference, viewer)
    strand = strand_of(application)
    stage, on, since = strand.pipeline.stage(application.stage), clock.today(), clock.on(application.stage_since)
    records = list_checks(application)
    is_whole = sees_whole(viewer, application.strand, application.area)
    areas = {area.code: area.name for area in current_force().areas}

    def may(permission: Permission) -> bool:
        return viewer.may_in(permission, application.strand, application.area)

    is_own = application.account_id == viewer.account_id
    options = options_of(application, strand, records, viewer)
    consent = consents_of([application.id]).get(application.id) if needs_consent(strand) else None
    case = Case(strand, stage, facts_of(records), options, on, may, is_own=is_own, consent=consent)
    return CaseFile(
        application=application,
        strand=strand,
        stage=stage,
        area=areas.get(application.area or "", application.area or "No area given"),
        since=since,
        days=(on - since).days,
        lateness=lateness(stage, since=since, on=on),
        is_own=is_own,
        is_whole=is_whole,
        age=clock.years_between(application.birth_date, on) if application.birth_date else None,
        may_open_volunteer=application.volunteer_id is not None and may(Permission.VOLUNTEER_READ),
        way=tuple(way_of(strand, stage)),
        step=next_step(case),
        in_the_way=case.in_the_way,
        options=options,
        checks=tuple(check_lines(case, records, only_own=not is_whole)),
    )


def get_story(case: CaseFile) -> Story:
    """The rest of an application's page. Messages are for those who see all of it."""
    application = case.application
    areas = {area.code: area.name for area in current_force().areas}
    return Story(
        sections=tuple(answers_in_words(as_read(case.strand, application.answers), application.answers, areas=areas)),
        events=tuple(events_of(case.strand, _list_moves(application.id), _list_notes(application.id))),
        messages=tuple(_list_sent(application.id)) if case.is_whole else (),
    )


def options_of(
    application: Application, strand: Strand, records: Sequence[RecordedCheck], viewer: Viewer
) -> tuple[MoveOption, ...]:
    """The moves this viewer may make or may have to wait for, each with what stands in its way today."""
    return tuple(
        moves_from(
            strand.pipeline,
            from_stage=application.stage,
            checks=facts_of(records),
            definitions=strand.checks,
            on=clock.today(),
            may=lambda permission: viewer.may_in(permission, application.strand, application.area),
        )
    )


def list_checks(application: Application) -> list[RecordedCheck]:
    """The checks of an application as they count, with the name of who recorded each.

    That of a guardian's consent follows the consent itself, so that every rule sees at once when it is taken back.
    """
    rows = db.session.execute(
        select(
            Check.code, Check.state, Check.asked_on, Check.result_on, Check.valid_until, Check.reference,
            Account.full_name, Check.recorded_at, Check.version, Check.again_from,
        )
        .join(Account, Account.id == Check.recorded_by_id)
        .where(Check.application_id == application.id)
    )  # fmt: skip
    consent = consents_of([application.id]) if needs_consent(strand_of(application)) else {}
    attempts = attempts_of(application.id)
    records = [replace(RecordedCheck(*row), attempts=tuple(attempts.get(row.code, ()))) for row in rows]
    return as_they_count(records, consent.get(application.id))


def as_they_count(records: Sequence[RecordedCheck], consent: Consent | None) -> list[RecordedCheck]:
    """Checks on record as they count beside the consent of a guardian."""
    at = consent.since if consent else None
    return judged_by_consent(records, consent, on=clock.on(at) if at else None, at=at)


def list_units(strand: str, area: str | None) -> list[tuple[int, str]]:
    """The units of an area that someone of a strand can serve from, by name."""
    rows = db.session.execute(
        select(Unit.id, Unit.name)
        .where(Unit.area == area, Unit.strand.is_(None) | (Unit.strand == strand))
        .order_by(Unit.name, Unit.id)
        .limit(500)
    )
    return [(number, name) for number, name in rows]


def _list_sent(application_id: int) -> list[Sent]:
    return [Sent(each.kind, each.state.value, each.created_at) for each in list_about("application", application_id)]


def _list_moves(application_id: int) -> list[Moved]:
    rows = db.session.execute(
        select(StageChange.from_stage, StageChange.to_stage, StageChange.at, Account.full_name, StageChange.reason)
        .outerjoin(Account, Account.id == StageChange.by_account_id)
        .where(StageChange.application_id == application_id)
        .order_by(StageChange.at.desc(), StageChange.id.desc())
        .limit(MOST_EVENTS)
    )
    reasons = dict(WITHDRAWAL_REASONS)
    return [Moved(here, there, at, by, reasons.get(why or "", why)) for here, there, at, by, why in rows]


def _list_notes(application_id: int) -> list[Noted]:
    rows = db.session.execute(
        select(HistoryEntry.act, HistoryEntry.at, Account.full_name, HistoryEntry.details)
        .outerjoin(Account, Account.id == HistoryEntry.by_account_id)
        .where(HistoryEntry.subject == "application", HistoryEntry.subject_id == application_id)
        .order_by(HistoryEntry.id.desc())
        .limit(MOST_EVENTS)
    )
    return [Noted(*row) for row in rows]
