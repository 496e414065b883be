"""What one applicant can be booked for: the coming sessions, and what stands in the way of each."""

from dataclasses import dataclass

from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import strand_of
from volunteers.appointments.queries.facts import applicants_facts, session_facts
from volunteers.appointments.queries.sessions import SessionLine, line_of, list_open_for
from volunteers.appointments.rules import THEY, ApplicantFacts, SessionFacts, refusals_for_places, refusals_to_book
from volunteers.appointments.rules.inviting import refusals_to_invite
from volunteers.appointments.rules.purposes import Purpose, purposes_of
from volunteers.appointments.rules.readiness import stages_for
from volunteers.errors import Refusal
from volunteers.permissions import Viewer

MOVES = "booked_elsewhere"


@dataclass(frozen=True)
class Choice:
    """A coming session for one applicant. ``moves_from`` is the booking that would be moved to it, if they have one."""

    line: SessionLine
    when: str
    refusals: tuple[Refusal, ...]
    moves_from: int | None

    @property
    def may_be_chosen(self) -> bool:
        return not self.refusals

    @property
    def does(self) -> str:
        """What choosing it does."""
        if self.moves_from is not None:
            return "moves their booking here"
        if self.line.is_full:
            return "full: puts them on the waiting list"
        return f"{self.line.capacity - self.line.taken} of {self.line.capacity} places free"


def purposes_for(application: Application) -> list[Purpose]:
    """What an application can come to a session for at its stage."""
    strand = strand_of(application)
    return [
        each
        for each in purposes_of(strand)
        if application.stage in stages_for(strand.pipeline, each.kind, each.check_code)
    ]


def list_to_invite(application: Application, viewer: Viewer) -> list[tuple[int, str]]:
    """Of each thing they need at their stage and can be invited to, the soonest session and what it is for."""
    purposes = {each.check_code or each.kind.value: each.name for each in purposes_for(application)}
    found: dict[str, tuple[int, str]] = {}
    for session in list_open_for(application.strand, purposes, viewer):
        if session.purpose in found:
            continue
        facts, shown = applicants_facts([application], session)[application.id], session_facts(session)
        if not refusals_to_invite(shown, facts, today=clock.today()):
            found[session.purpose] = (session.id, purposes[session.purpose])
    return list(found.values())


def list_choices(application: Application, viewer: Viewer) -> list[Choice]:
    """The coming sessions for what they need at their stage, soonest first, with what stands in the way of each."""
    wanted = {each.check_code or each.kind.value for each in purposes_for(application)}
    found = []
    for session in list_open_for(application.strand, wanted, viewer):
        facts, shown = applicants_facts([application], session)[application.id], session_facts(session)
        found.append(_choice(line_of(session), shown, facts))
    return found


def _choice(line: SessionLine, shown: SessionFacts, facts: ApplicantFacts) -> Choice:
    now = clock.now()
    refusals = refusals_to_book(shown, facts, now=now, today=clock.on(now), voice=THEY)
    live = facts.live(shown.purpose)
    moves = live.booking_id if live is not None and live.session_id != shown.id else None
    if moves is not None:
        refusals = [each for each in refusals if each.code != MOVES] + refusals_for_places(shown)
    return Choice(line, shown.when, tuple(refusals), moves)
