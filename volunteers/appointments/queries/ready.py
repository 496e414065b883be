"""Who is ready for a session, in order, and who is left out with why: a fixed number of statements for any number."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import load_only

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.appointments.models import Session
from volunteers.appointments.queries.facts import applicants_facts, checks_of, session_facts
from volunteers.appointments.rules import ApplicantFacts
from volunteers.appointments.rules.inviting import refusals_to_invite
from volunteers.appointments.rules.readiness import Candidate, in_order, is_on_it, lacking, stages_for
from volunteers.errors import Refusal
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import CheckFact

MOST_SHOWN = 200
OWN = Refusal("own_application", "This is your own application.", "Another coordinator")
ON_IT = Refusal("on_it", "Is on the course already. Move someone who missed it back to where they wait for one.")


@dataclass(frozen=True)
class Ready:
    """Those who may be asked to a session, in order, and those left out. ``more`` are further ones, not shown."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[Candidate, ...]
    more: int

    @property
    def ready(self) -> int:
        """How many of them lack nothing."""
        return sum(each.is_ready for each in self.candidates)


def list_ready(session: Session, viewer: Viewer, *, area: str | None, for_place: bool = False) -> Ready:
    """Who in the viewer's scope, and in an area, is ready for what a session is for.

    ``for_place`` counts those who were invited and have not answered in: a place may be given to them all the same.
    """
    people = _applications(session, viewer, area)
    checks = checks_of(people)
    facts = applicants_facts(people, session, checks)
    found = [
        _candidate(each, session, checks[each.id], _why_not(each, session, facts, viewer, for_place)) for each in people
    ]
    open_to = in_order(each for each in found if not each.refusals)
    left_out = in_order(each for each in found if each.refusals)
    shown = open_to[:MOST_SHOWN]
    return Ready(tuple(shown), tuple(left_out[:MOST_SHOWN]), len(open_to) - len(shown))


def _applications(session: Session, viewer: Viewer, area: str | None) -> list[Application]:
    """The applications at a stage at which people are thought of for the session."""
    mine = viewer.within(Permission.APPOINTMENT_EDIT, Application.strand, Application.area)
    versions = db.session.scalars(
        select(Application.pipeline_version).where(Application.strand == session.strand, mine).distinct()
    )
    stages = {version: _stages(session, version) for version in versions}
    query = select(Application).where(
        Application.strand == session.strand, mine, Application.stage.in_(set().union(*stages.values()))
    )
    if area is not None:
        query = query.where(Application.area == area)
    rows = db.session.scalars(query.options(load_only(*COLUMNS)).order_by(Application.id))
    return [each for each in rows if each.stage in stages[each.pipeline_version]]


COLUMNS = (
    Application.id, Application.reference, Application.account_id, Application.strand, Application.area,
    Application.stage, Application.stage_since, Application.pipeline_version, Application.first_name,
    Application.last_name,
)  # fmt: skip


def _stages(session: Session, version: int) -> Iterable[str]:
    return stages_for(get_strand(session.strand, version).pipeline, session.kind, session.check_code)


def _why_not(
    application: Application, session: Session, facts: dict[int, ApplicantFacts], viewer: Viewer, for_place: bool
) -> tuple[Refusal, ...]:
    if application.account_id == viewer.account_id:
        return (OWN,)
    if is_on_it(strand_of(application).pipeline, application.stage, session.kind, session.check_code):
        return (ON_IT,)
    refusals = refusals_to_invite(session_facts(session), facts[application.id], today=clock.today())
    return tuple(each for each in refusals if not (for_place and each.code == "invited"))


def _candidate(
    application: Application, session: Session, checks: dict[str, CheckFact], refusals: tuple[Refusal, ...]
) -> Candidate:
    strand, since = strand_of(application), clock.on(application.stage_since)
    areas = {area.code: area.name for area in current_force().areas}
    return Candidate(
        application.id, application.reference, application.name, areas.get(application.area or "", ""),
        strand.pipeline.stage(application.stage).name, since, (clock.today() - since).days,
        lacking(
            strand, application.stage, session.kind, session.check_code, checks, clock.on(session.starts_at)
        ),
        refusals,
    )  # fmt: skip
