"""A letter to many: who gets it, who has to agree, and from when it can no longer be stopped.

Source: assurance.md T35, after a published incident: first see who is on the list, then send.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from volunteers.errors import Refusal

SECOND_PERSON_OVER = 50
HOLD = timedelta(minutes=10)
BATCH = 200


class Audience(StrEnum):
    """Who is written to."""

    APPLICANTS = "applicants"
    VOLUNTEERS = "volunteers"

    @property
    def label(self) -> str:
        return {"applicants": "Applicants", "volunteers": "Volunteers"}[self]


class MailingState(StrEnum):
    """How far it has come."""

    DRAFT = "draft"
    WAITS = "waits"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return {
            "draft": "Draft", "waits": "Waits for a second person", "held": "About to be sent",
            "sending": "Being sent", "sent": "Sent", "stopped": "Stopped",
        }[self]  # fmt: skip

    @property
    def tone(self) -> str:
        """How it is coloured; the colour only repeats the words."""
        return {"sent": "good", "stopped": "quiet", "draft": "quiet"}.get(self, "waiting")


class LeftOut(StrEnum):
    """Why someone is not written to."""

    NO_MAIL = "no_mail"
    CLOSED = "closed"
    ENDED = "ended"
    NOT_WANTED = "not_wanted"
    APART = "apart"
    NOT_YOURS = "not_yours"
    ONESELF = "oneself"

    @property
    def words(self) -> str:
        return {
            "no_mail": "Has no e-mail address: write or ring",
            "closed": "Their account is closed",
            "ended": "Withdrew, ended or left",
            "not_wanted": "Asked not to be sent mailings",
            "apart": "Young people and adults are never written to together: write a mailing of its own",
            "not_yours": "Not in the strands and areas that you may write to",
            "oneself": "Is you",
        }[self]


@dataclass(frozen=True)
class Candidate:
    """Someone who was chosen, as it stands now."""

    has_mail: bool
    is_disabled: bool
    has_ended: bool
    opted_out: bool
    is_cadet: bool
    in_scope: bool
    is_author: bool


def left_out_because(candidate: Candidate, *, for_cadets: bool) -> LeftOut | None:
    """The first reason why someone is not written to; None when they are."""
    reasons = (
        (not candidate.in_scope, LeftOut.NOT_YOURS),
        (candidate.is_cadet is not for_cadets, LeftOut.APART),
        (candidate.has_ended, LeftOut.ENDED),
        (candidate.is_disabled, LeftOut.CLOSED),
        (candidate.opted_out, LeftOut.NOT_WANTED),
        (not candidate.has_mail, LeftOut.NO_MAIL),
        (candidate.is_author, LeftOut.ONESELF),
    )
    return next((reason for holds, reason in reasons if holds), None)


def takes_second(receivers: int) -> bool:
    """Whether a second person has to agree."""
    return receivers > SECOND_PERSON_OVER


def refusals_to_ask(state: MailingState, receivers: int) -> list[Refusal]:
    """Why a second person cannot be asked."""
    return _not_a_draft(state) or _nobody(receivers)


def refusals_to_send(state: MailingState, receivers: int) -> list[Refusal]:
    """Why the author cannot send it alone."""
    alone = [
        Refusal(
            "second_person",
            f"This goes to {receivers} people. Over {SECOND_PERSON_OVER} a second person has to agree first.",
            "Another coordinator of the same strands and areas",
        )
    ]
    return _not_a_draft(state) or _nobody(receivers) or (alone if takes_second(receivers) else [])


def refusals_to_agree(state: MailingState, *, author: int, by: int) -> list[Refusal]:
    """Why this person cannot agree, or refuse."""
    if by == author:
        return [Refusal("own_mailing", "You wrote this. Someone else has to agree.", "Another coordinator")]
    if state is not MailingState.WAITS:
        return [Refusal("not_waiting", f"This does not wait for a second person. It is: {state.label.lower()}.")]
    return []


def refusals_to_stop(
    state: MailingState, *, author: int, agreed_by: int | None, by: int, held_until: datetime | None, now: datetime
) -> list[Refusal]:
    """Why this person cannot stop it: it is gone, or they neither wrote it nor agreed to it."""
    if by not in (author, agreed_by):
        return [Refusal("not_theirs", "Only whoever wrote this, or agreed to it, can stop it.", "The author")]
    if state in (MailingState.SENDING, MailingState.SENT) or (held_until is not None and held_until <= now):
        return [Refusal("gone", "It is too late to stop this: it is being sent.")]
    return [Refusal("stopped", "This was stopped already.")] if state is MailingState.STOPPED else []


def _not_a_draft(state: MailingState) -> list[Refusal]:
    if state is MailingState.DRAFT:
        return []
    return [Refusal("not_a_draft", f"This is no draft any more. It is: {state.label.lower()}.")]


def _nobody(receivers: int) -> list[Refusal]:
    return [] if receivers else [Refusal("nobody", "Nobody is left to write to. Choose others.")]
