"""Everything the page of one application shows, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.errors import NotFound, Refusal
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.guardians.queries import consents_of
from volunteers.guardians.rules import Consent
from volunteers.onboarding.models import Check
from volunteers.onboarding.queries.attempts import attempts_of
from volunteers.onboarding.queries.decisions import list_proposals
from volunteers.onboarding.queries.declines import find_held_decline
from volunteers.onboarding.queries.visible import visible_to
from volunteers.onboarding.rules import (
    Case,
    CheckLine,
    NextStep,
    ProposedDecision,
    RecordedCheck,
    WayMark,
    check_lines,
    facts_of,
    judged_by_consent,
    kind_of,
    needs_consent,
    next_step,
    sees_whole,
    tone_of,
    way_of,
)
from volunteers.onboarding.rules.declines import HeldDecline
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.places.models import Unit
from volunteers.places.queries import offered
from volunteers.strands.rules import Lateness, MoveOption, Stage, StageKind, Strand, lateness, moves_from


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
    proposals: tuple[ProposedDecision, ...]
    held: HeldDecline | None
    takes_two: bool

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
        """Whether there is any move this person could make now."""
        return bool(self.options) and not self.is_own and self.proposal is None and self.held is None

    @property
    def proposal(self) -> ProposedDecision | None:
        """The decision that waits for a second person, if one does."""
        return next((one for one in self.proposals if one.is_open), None)

    @property
    def may_be_owned(self) -> bool:
        """Whether this person may say whose case it is."""
        return self.is_whole and not self.is_own and not self.stage.is_final

    @property
    def unit(self) -> str:
        """The unit it was made for; empty where it names none."""
        return self.application.unit.name if self.application.unit else ""

    @property
    def role(self) -> str:
        """The role it was made for, by its name; empty where the strand has none."""
        roles = {role.code: role.name for role in current_force().roles}
        return roles.get(code, code) if (code := self.application.role) else ""

    @property
    def adjustments(self) -> str:
        """What help they asked for, in their words; empty where they need none."""
        said = self.application.answers.get("adjustments", {})
        return str(said.get("what") or "See the answers") if self.application.needs_adjustments else ""

    def takes_second(self, option: MoveOption) -> bool:
        """Whether a second person has to agree to this move."""
        return self.takes_two and kind_of(option.stage) is not None

    def stands_against(self, proposal: ProposedDecision) -> tuple[Refusal, ...]:
        """What stands in the way of what was proposed, as things are now."""
        return next((option.refusals for option in self.options if kind_of(option.stage) is proposal.kind), ())

    @property
    def may_record(self) -> bool:
        """Whether there is any check this person could record."""
        return not self.is_own and any(line.may_record for line in self.checks)

    @property
    def appointment(self) -> MoveOption | None:
        """The move that clears them for duty, where it is one of the next."""
        return next((option for option in self.options if option.stage.kind is StageKind.APPOINTED), None)

    @property
    def may_clear(self) -> bool:
        """Whether this person could clear them, or propose it, now."""
        return self.may_move and self.appointment is not None and self.appointment.is_open

    @property
    def other_moves(self) -> tuple[MoveOption, ...]:
        """Every next stage but being appointed and being declined, which have pages of their own."""
        return tuple(option for option in self.options if option not in (self.appointment, self.decline))

    @property
    def decline(self) -> MoveOption | None:
        """The move that declines them, where it may be made from here."""
        return next((option for option in self.options if option.stage.kind is StageKind.UNSUCCESSFUL), None)

    def check(self, code: str) -> CheckLine:
        """The check of that code, if it is shown; raises ``NotFound``."""
        for line in self.checks:
            if line.definition.code == code:
                return line
        raise NotFound(f"no check {code!r}")


def get_application(reference: str, viewer: Viewer) -> Application:
    """An application in the viewer's scope; raises ``NotFound`` for any other, and for a draft."""
    found = db.session.scalars(
        select(Application)
        .where(Application.reference == reference, visible_to(viewer))
        .options(
            joinedload(Application.account).load_only(Account.email),
            joinedload(Application.owner).load_only(Account.full_name),
            joinedload(Application.unit),
            joinedload(Application.opening),
        )
    ).one_or_none()
    if found is None:
        raise NotFound(f"no application {reference!r} for this viewer")
    return found


def get_case_file(reference: str, viewer: Viewer) -> CaseFile:
    """Where an application stands and what may be done; raises ``NotFound`` when it is out of the viewer's scope."""
    application = get_application(reference, viewer)
    strand, held = strand_of(application), find_held_decline(application.id)
    stage, on, since = strand.pipeline.stage(application.stage), clock.today(), clock.on(application.stage_since)
    consent = consents_of([application.id]).get(application.id) if needs_consent(strand) else None
    records = as_they_count(_records(application), consent)
    force, proposals = current_force(), list_proposals(application.id)
    takes_two = force.decisions.take_two(strand.code)

    def may(permission: Permission) -> bool:
        return viewer.may_in(permission, application.strand, application.area)

    is_own, options = application.account_id == viewer.account_id, options_of(application, strand, records, viewer)
    case = Case(
        strand, stage, facts_of(records), options, on, may, is_own=is_own, consent=consent,
        proposal=next((one for one in proposals if one.is_open), None), viewer_id=viewer.account_id,
        held=held, takes_two=takes_two,
    )  # fmt: skip
    return CaseFile(
        application=application,
        strand=strand,
        stage=stage,
        area=force.area_names.get(application.area or "", application.area or "No area given"),
        since=since,
        days=(on - since).days,
        lateness=lateness(stage, since=since, on=on),
        is_own=is_own,
        is_whole=(is_whole := sees_whole(viewer, application.strand, application.area)),
        age=clock.years_between(application.birth_date, on) if application.birth_date else None,
        may_open_volunteer=application.volunteer_id is not None and may(Permission.VOLUNTEER_READ),
        way=tuple(way_of(strand, stage)),
        step=next_step(case),
        in_the_way=case.in_the_way,
        options=options,
        checks=tuple(check_lines(case, records, only_own=not is_whole)),
        proposals=tuple(proposals),
        held=held,
        takes_two=takes_two,
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
    consent = consents_of([application.id]) if needs_consent(strand_of(application)) else {}
    return as_they_count(_records(application), consent.get(application.id))


def _records(application: Application) -> list[RecordedCheck]:
    rows = db.session.execute(
        select(
            Check.code, Check.state, Check.asked_on, Check.result_on, Check.valid_until, Check.reference,
            Account.full_name, Check.recorded_at, Check.version, Check.again_from,
        )
        .join(Account, Account.id == Check.recorded_by_id)
        .where(Check.application_id == application.id)
    )  # fmt: skip
    attempts = attempts_of(application.id)
    return [replace(RecordedCheck(*row), attempts=tuple(attempts.get(row.code, ()))) for row in rows]


def as_they_count(records: Sequence[RecordedCheck], consent: Consent | None) -> list[RecordedCheck]:
    """Checks on record as they count beside the consent of a guardian."""
    at = consent.since if consent else None
    return judged_by_consent(records, consent, on=clock.on(at) if at else None, at=at)


def list_units(strand: str, area: str | None) -> list[tuple[int, str]]:
    """The units of an area that someone of a strand can serve from, by name."""
    rows = db.session.execute(
        select(Unit.id, Unit.name)
        .where(Unit.area == area, Unit.strand.is_(None) | (Unit.strand == strand), offered())
        .order_by(Unit.name, Unit.id)
        .limit(500)
    )
    return [(number, name) for number, name in rows]
