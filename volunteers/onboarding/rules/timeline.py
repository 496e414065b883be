"""What has happened to an application, and what its applicant was sent, in words and newest first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from volunteers.documents.rules.opening import act_in_words
from volunteers.guardians.rules import Purpose
from volunteers.notifications.rules.catalogue import CATALOGUE
from volunteers.notifications.rules.standing import in_words
from volunteers.onboarding.rules.decisions import DecisionOutcome, ProposedDecision
from volunteers.strands.rules import Strand

SENT_WORDS = {
    "application_submitted": "Application received",
    "application_moved": "News: moved on",
    "application_closed": "News: ended",
    "application_withdrawn": "Withdrawal confirmed",
    "cleared_for_duty": "News: cleared for duty",
    "guardian_asked": "Guardian: asked",
    "guardian_reminder": "Guardian: reminder",
    "guardian_link": "Guardian: new link",
    "guardian_answered": "News: guardian answered",
    "guardian_copied": "Guardian: copy of news",
    "referees_wanted": "Asked to name a referee",
    "referee_unreachable": "Told that a referee was not reached",
    "reference_overdue": "Told that a reference is late",
}

# What applicants did after they had sent their form, and how it came here.
APPLICANT_WORDS = {
    "details_corrected": "The applicant corrected how to reach them",
    "answers_completed": "The applicant sent what this stage asks for",
    "application_recorded": "Written down for the applicant by staff",
    "pipeline_changed": "Follows a changed pipeline from now on",
    "likeness_decided": "Decided whether it is another applicant too",
    "assessment_seat_taken": "Took a seat to score",
    "assessment_seat_freed": "Freed a seat to score",
    "assessment_sent": "A scoring sheet is in",
    "assessment_agreed": "Agreed the result of two scoring sheets",
    "relation_declared": "Said that they know the applicant",
    "warned_of_lapse": "Told that a check runs out",
}
# What guardians did, and what was done about them.
GUARDIAN_WORDS = {
    "guardian_asked": "Guardian asked",
    "guardian_disowned": "The address was not a guardian's",
    "consent_given": "Guardian said yes",
    "consent_refused": "Guardian said no",
    "consent_withdrawn": "Guardian took a yes back",
    "guardian_called": "Guardian rung",
    "guardian_closed_off": "Guardian marked “do not disclose”",
    "guardian_opened_again": "“Do not disclose” taken away",
    "health_form_sent": "Health and permission form sent",
    "health_form_read": "Health and permission form opened",
}
# What coordinators did for each other. Of a note only that it is there: its words stand with it and nowhere else.
CASE_WORDS = {
    "note_written": "Note written",
    "note_changed": "Note changed",
    "note_removed": "Note removed",
    "case_taken": "Taken as their own case",
    "case_given_up": "Given up: nobody’s case",
}


SIMPLE_WORDS = {**APPLICANT_WORDS, **CASE_WORDS}


@dataclass(frozen=True)
class Sent:
    """A message to the applicant, and how far it has come."""

    kind: str
    state: str
    at: datetime
    id: int = 0
    attempts: int = 0
    failure: str | None = None

    @property
    def words(self) -> str:
        known = CATALOGUE.get(self.kind)
        return SENT_WORDS.get(self.kind, known.title if known else self.kind.replace("_", " ").capitalize())

    @property
    def state_words(self) -> str:
        return in_words(self.state, attempts=self.attempts, failure=self.failure)


@dataclass(frozen=True)
class Event:
    """Something that happened, with who did it where it was a person."""

    at: datetime
    words: str
    by: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Moved:
    """A dated stage change as it is read from the record."""

    from_stage: str
    to_stage: str
    at: datetime
    by: str | None
    reason: str | None


@dataclass(frozen=True)
class Noted:
    """An act as it is read from the history: what was done, by whom, with ids and field names.

    ``given_to`` is the name of who was given the case.
    """

    act: str
    at: datetime
    by: str | None
    details: Mapping[str, object]
    given_to: str | None = None


def events_of(
    strand: Strand, moves: Sequence[Moved], notes: Sequence[Noted], proposals: Sequence[ProposedDecision] = ()
) -> list[Event]:
    """What happened, newest first. A move stands in both records and is told once."""
    told = [
        Event(note.at, f"{strand.check(code).name} recorded", note.by)
        for note in notes
        if note.act == "check_recorded" and (code := str(note.details.get("check"))) in _codes(strand)
    ]
    told += [
        Event(note.at, _of_guardian(words, note), note.by) for note in notes if (words := GUARDIAN_WORDS.get(note.act))
    ]
    told += [Event(note.at, words, note.by) for note in notes if (words := SIMPLE_WORDS.get(note.act))]
    told += [Event(note.at, f"Given to {note.given_to}", note.by) for note in notes if note.act == "case_given"]
    told += [event for proposal in proposals for event in _of_proposal(proposal)]
    papers = [
        Event(note.at, said[0], note.by, said[1]) for note in notes if (said := act_in_words(note.act, note.details))
    ]
    moved = [Event(move.at, _words(strand, move), move.by, move.reason) for move in moves]
    return sorted([*told, *papers, *moved], key=lambda event: event.at, reverse=True)


def _of_proposal(proposal: ProposedDecision) -> list[Event]:
    """That it was proposed, and what became of it. What was agreed to is told as the move that it made."""
    label = proposal.kind.label
    told = [Event(proposal.proposed_at, f"Proposed: {label}", proposal.proposed_by, proposal.reason)]
    if proposal.outcome and proposal.decided_at:
        is_agreed = proposal.outcome is DecisionOutcome.AGREED
        words = f"Agreed by a second person: {label}" if is_agreed else f"Proposal {proposal.outcome.label}: {label}"
        told.append(Event(proposal.decided_at, words, proposal.decided_by, proposal.note))
    return told


def _of_guardian(words: str, note: Noted) -> str:
    """What a guardian did, with the purpose it is about where there is one."""
    purpose = note.details.get("purpose")
    return f"{words}: {Purpose(str(purpose)).label.lower()}" if purpose else words


def _codes(strand: Strand) -> set[str]:
    return {check.code for check in strand.checks}


def _words(strand: Strand, move: Moved) -> str:
    pipeline = strand.pipeline
    if move.from_stage == pipeline.first.code:
        return "Application sent"
    there = pipeline.find(move.to_stage)
    name = there.name if there else move.to_stage
    here = pipeline.find(move.from_stage)
    if here and there and pipeline.is_back(here.code, there.code):
        return f"Sent back to {name}"
    return f"Ended: {name}" if there and there.is_final else f"Moved to {name}"
