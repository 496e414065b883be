"""What a referee does with their link: write, send, or say that they cannot; and staff opening what was sent."""

import json
from collections.abc import Mapping

from sqlalchemy import select, true, update

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.extensions import db, sealing_key
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.references import queries
from volunteers.references.models import APPLICATIONS, Referee
from volunteers.references.queries import SUBJECT
from volunteers.references.rules import (
    ANSWERABLE,
    DeclineReason,
    PageInWords,
    RefereeState,
    in_words,
    missing_of,
    pages_for,
)
from volunteers.references.service.asking import tell_applicant
from volunteers.references.service.taking import lock
from volunteers.sealing import seal
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Party

CLOSED = Refusal("closed", "This reference can no longer be changed.")


def keep_page(referee_id: int, values: Mapping[str, str]) -> Referee:
    """Keep what a referee wrote on one page, under the same link. Refused once it was sent, declined or replaced."""
    referee = _take(referee_id)
    _write(referee, {**queries.answers_of(referee), **values})
    referee.state = RefereeState.STARTED
    return referee


def give(referee_id: int) -> Referee:
    """Send what was written: no more of it can be changed or seen by the link.

    When it is the last one wanted, the application is marked as waiting for the coordinator's decision. Sending twice
    gives the same reference and sends one message. Refused while a question is unanswered.
    """
    # The last two of an application, sent at once, must see each other: one of them makes the decision due.
    application_id = db.session.scalar(select(Referee.application_id).where(Referee.id == referee_id))
    if application_id is not None:
        lock(application_id)
    referee = _take(referee_id, or_when=RefereeState.GIVEN)
    if referee.state is RefereeState.GIVEN:
        return referee
    pages = pages_for(referee.strand, with_children=referee.with_children)
    answers = queries.answers_of(referee)
    missing = missing_of(pages, answers)
    if missing:
        raise Refused([Refusal(f"{each.code}_missing", each.missing) for each in missing])
    asked = {each.code for page in pages for each in page.questions if each.is_asked(answers)}
    _write(referee, {code: value for code, value in answers.items() if code in asked})
    referee.state, referee.answered_at = RefereeState.GIVEN, clock.now()
    record("reference_given", subject="application", subject_id=referee.application_id, by=None, referee_id=referee.id)
    notify(
        MessageKind.REFERENCE_GIVEN, to=referee.email, subject=(SUBJECT, referee.id), of_strand=referee.strand,
        name=referee.name,
    )  # fmt: skip
    db.session.flush()
    _mark_decision(referee)
    return referee


def decline(referee_id: int, reason: DeclineReason) -> Referee:
    """Note that someone gives no reference, and ask the applicant for another person, without saying why.

    What was half written is thrown away. Declining twice is declining once. Refused once it was sent or replaced.
    """
    referee = _take(referee_id, or_when=RefereeState.DECLINED)
    if referee.state is RefereeState.DECLINED:
        return referee
    referee.state, referee.answered_at = RefereeState.DECLINED, clock.now()
    referee.decline_reason, referee.sealed = reason, None
    record(
        "reference_declined", subject="application", subject_id=referee.application_id, by=None, referee_id=referee.id
    )
    applied = queries.get_applied(referee.application_id)
    if not applied.has_ended:
        if reason is DeclineReason.NOT_ME:
            tell_applicant(applied, MessageKind.REFEREE_UNREACHABLE)
        else:
            tell_applicant(applied, MessageKind.REFEREES_WANTED, wanted=1, has_declined=True)
    return referee


def open_reference(referee_id: int, *, application_id: int, by: int) -> list[PageInWords]:
    """What a referee said, for a member of staff who may see it; that they opened it stands in the history first.

    ``NotFound`` for a referee of another application, and while nothing has been given.
    """
    own = (Referee.id == referee_id, Referee.application_id == application_id)
    referee = db.session.scalars(select(Referee).where(*own, Referee.state == RefereeState.GIVEN)).one_or_none()
    if referee is None:
        raise NotFound(f"no reference given by referee {referee_id}")
    record("reference_opened", subject="application", subject_id=application_id, by=by, referee_id=referee.id)
    return in_words(pages_for(referee.strand, with_children=referee.with_children), queries.answers_of(referee))


def _take(referee_id: int, *, or_when: RefereeState | None = None) -> Referee:
    """The referee, locked; ``Conflict`` when they can no longer answer, unless they are in the state named."""
    locked = select(Referee).where(Referee.id == referee_id).with_for_update()
    referee = db.session.scalars(locked.execution_options(populate_existing=True)).one_or_none()
    if referee is None:
        raise NotFound(f"no referee {referee_id}")
    if referee.state not in ANSWERABLE and referee.state is not or_when:
        raise Conflict(CLOSED)
    return referee


def _write(referee: Referee, answers: Mapping[str, str]) -> None:
    referee.sealed = seal(json.dumps(dict(answers)), key=sealing_key(), place=referee.content_place)


def _mark_decision(referee: Referee) -> None:
    """Put the application at the top of the coordinator's list, if it is still where its references are gathered.

    A guarded update of another room's table: whoever holds the row finds its version changed. Onboarding judges it
    anew at whatever is recorded next.
    """
    strand = get_strand(referee.strand)
    if strand.references is None or not queries.are_all_given(referee.application_id, strand):
        return
    db.session.execute(
        update(APPLICATIONS)
        .where(
            APPLICATIONS.c.id == referee.application_id,
            APPLICATIONS.c.stage == strand.references.asked_at,
        )
        .values(decision_due=true(), waits_on=[Party.COORDINATOR.value], version=APPLICATIONS.c.version + 1)
    )
