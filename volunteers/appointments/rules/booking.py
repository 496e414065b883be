"""Who may take, wait for, move and give up a place: one check to a function, all of them strung together at the end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from volunteers.appointments.rules.facts import ApplicantFacts, Engaged, SessionFacts
from volunteers.appointments.rules.kinds import BookingState, SessionState
from volunteers.errors import Refusal
from volunteers.web.wording import day_words

FULL = Refusal("full", "Every place in this session is taken.")
NO_REASON = Refusal("reason_needed", "Say why, so that they can be told.")


@dataclass(frozen=True)
class Voice:
    """Whom the refusals speak to, and whether the applicant acts or staff do it for them: staff have no cut-off."""

    subject: str
    possessive: str
    is_staff: bool


YOU = Voice("You", "Your", is_staff=False)
THEY = Voice("They", "Their", is_staff=True)


def refusals_to_book(
    session: SessionFacts, applicant: ApplicantFacts, *, now: datetime, today: date, voice: Voice
) -> list[Refusal]:
    """Why someone cannot take a place, or wait for one, in a session; empty when they can.

    Whether there is a free place is asked last and apart, by ``refusals_for_places``.
    """
    return [
        *_session(session, now, voice),
        *_applicant(session, applicant, voice),
        *refusals_of_check(session, applicant, voice),
        *_own_choice(session, applicant, now, today, voice),
        *_already(session, applicant.live(session.purpose), voice),
        *_clashes(session, applicant, voice),
    ]


def refusals_to_move(
    booking: Engaged, away: SessionFacts, to: SessionFacts, applicant: ApplicantFacts, *,
    now: datetime, today: date, voice: Voice,
) -> list[Refusal]:  # fmt: skip
    """Why a booking cannot be moved to another session; empty when it can. It is judged without the old booking."""
    if to.id == away.id:
        return [Refusal("same_session", f"{voice.subject} already have this time.")]
    if to.purpose != booking.purpose:
        return [Refusal("other_purpose", "A booking can only be moved to another time for the same thing.")]
    others = tuple(each for each in applicant.engaged if each.booking_id != booking.booking_id)
    without = ApplicantFacts(
        applicant.strand, applicant.is_open, others, applicant.passed, applicant.failed, applicant.again_from,
        applicant.invited, None,
    )  # fmt: skip
    return [
        *refusals_to_cancel(booking.state, away, now=now, reason="moved", voice=voice),
        *refusals_to_book(to, without, now=now, today=today, voice=voice),
    ]


def refusals_to_cancel(
    state: BookingState, session: SessionFacts, *, now: datetime, reason: str, voice: Voice
) -> list[Refusal]:
    """Why a place cannot be given up, or a waiting list left; empty when it can. Staff have to say why."""
    if not state.is_live:
        return [Refusal("not_live", "This booking is not open any more. Look at the page again.")]
    if now >= session.starts_at:
        return [Refusal("begun", "This session has begun. Mark who came instead." if voice.is_staff else _too_late())]
    if voice.is_staff:
        return [] if reason.strip() else [NO_REASON]
    if state is BookingState.BOOKED and session.is_past_cut_off(now):
        return [_past_cut_off(session, "give up or move this place")]
    return []


def refusals_for_places(session: SessionFacts, wanted: int = 1) -> list[Refusal]:
    """Why a session has no room for so many more; empty when it has."""
    if session.free >= wanted:
        return []
    if wanted == 1:
        return [FULL]
    words = f"There are {session.free} free places and you chose {wanted} people. Choose fewer, or add places."
    return [Refusal("full", words)]


def refusals_of_check(session: SessionFacts, applicant: ApplicantFacts, voice: Voice) -> list[Refusal]:
    """Why the check that a session is for cannot be taken on its day; empty when it can."""
    if applicant.passed:
        return [Refusal("passed", f"{voice.subject} have passed this already.")]
    if applicant.failed and applicant.again_from is None:
        words = f"{voice.subject} did not pass this, and no attempt is left."
        return [Refusal("failed", words, "A coordinator decides")]
    if applicant.again_from is not None and session.starts_on < applicant.again_from:
        words = f"{voice.subject} may try again from {day_words(applicant.again_from)}."
        return [Refusal("too_soon", words, clears_on=applicant.again_from)]
    return []


def may_be_given(session: SessionFacts, now: datetime) -> bool:
    """Whether a place that frees goes to the first who waits by itself: while they could still give it up again."""
    return session.state is SessionState.OPEN and session.free > 0 and not session.is_past_cut_off(now)


def _session(session: SessionFacts, now: datetime, voice: Voice) -> Iterable[Refusal]:
    if session.state is SessionState.CANCELLED:
        yield Refusal("session_cancelled", "This session was cancelled. Choose another one.")
    elif session.state is SessionState.HELD or now >= session.ends_at:
        yield Refusal("over", f"This session is over: it was on {session.when}.")
    elif now >= session.starts_at and not voice.is_staff:
        yield Refusal("begun", _too_late())


def _applicant(session: SessionFacts, applicant: ApplicantFacts, voice: Voice) -> Iterable[Refusal]:
    if applicant.strand != session.strand:
        yield Refusal("other_strand", "This session is for another kind of volunteering.")
    if not applicant.is_open:
        yield Refusal("ended", f"{voice.possessive} application is not under way any more.")


def _own_choice(
    session: SessionFacts, applicant: ApplicantFacts, now: datetime, today: date, voice: Voice
) -> Iterable[Refusal]:
    """What binds applicants alone: they were invited, answer in time, and book before the cut-off."""
    if voice.is_staff:
        return
    if not applicant.invited:
        yield Refusal("not_invited", f"You were not invited to this session. Ask us at {session.contact}.")
    elif applicant.reply_by is not None and today > applicant.reply_by:
        words = f"You were asked to choose by {day_words(applicant.reply_by)}. Ask us at {session.contact}."
        yield Refusal("answer_late", words, "The team that invited you")
    if session.is_past_cut_off(now) and now < session.starts_at:
        yield _past_cut_off(session, "book this yourself")


def _already(session: SessionFacts, live: Engaged | None, voice: Voice) -> Iterable[Refusal]:
    if live is None:
        return
    if live.session_id != session.id:
        where = "are on the waiting list for" if live.state is BookingState.WAITING else "already have a place on"
        words = f"{voice.subject} {where} {live.when}. Move that instead of booking a second one."
        yield Refusal("booked_elsewhere", words)
    elif live.state is BookingState.BOOKED:
        yield Refusal("already_booked", f"{voice.subject} already have a place in this session.")


def _clashes(session: SessionFacts, applicant: ApplicantFacts, voice: Voice) -> Iterable[Refusal]:
    for other in applicant.engaged:
        overlaps = other.starts_at < session.ends_at and session.starts_at < other.ends_at
        if overlaps and other.purpose != session.purpose:
            yield Refusal("clash", f"{voice.subject} have something else at that time: {other.title}, {other.when}.")


def _past_cut_off(session: SessionFacts, what: str) -> Refusal:
    words = f"You could {what} until {session.closes}. It is too late for that here: ask us at {session.contact}."
    return Refusal("past_cut_off", words, "The team that runs the session")


def _too_late() -> str:
    return "This session has begun."
