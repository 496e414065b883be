"""The page of one application as plain values: where it stands, its checks and what has happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from volunteers.documents.rules.opening import act_in_words
from volunteers.guardians.rules import Purpose
from volunteers.strands.rules import Stage, Strand

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
    "pipeline_changed": "Follows a changed pipeline from now on",
    "application_recorded": "Written down for the applicant by staff",
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


@dataclass(frozen=True)
class Sent:
    """A message to the applicant, and how far it has come."""

    kind: str
    state: str
    at: datetime

    @property
    def words(self) -> str:
        return SENT_WORDS.get(self.kind, self.kind.replace("_", " ").capitalize())

    @property
    def state_words(self) -> str:
        if self.state == "by_hand":
            return "has no e-mail: tell them by telephone or letter"
        return "not sent yet" if self.state in ("pending", "claimed") else self.state.replace("_", " ")


@dataclass(frozen=True)
class WayMark:
    """One stage of the straight way from the form to being appointed."""

    name: str
    is_done: bool
    is_now: bool

    @property
    def state(self) -> str:
        if self.is_now:
            return "now"
        return "done" if self.is_done else "ahead"


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
    """An act as it is read from the history: what was done, by whom, with ids and field names."""

    act: str
    at: datetime
    by: str | None
    details: Mapping[str, object]


def way_of(strand: Strand, stage: Stage) -> list[WayMark]:
    """The straight way with the stage marked; empty for an application that ended off it."""
    path = strand.pipeline.path[1:]
    if stage not in path:
        return []
    place = path.index(stage)
    return [
        WayMark(each.name, is_done=number < place or stage.is_final, is_now=number == place and not stage.is_final)
        for number, each in enumerate(path)
    ]


def events_of(strand: Strand, moves: Sequence[Moved], notes: Sequence[Noted]) -> list[Event]:
    """What happened, newest first. A move stands in both records and is told once."""
    told = [
        Event(note.at, f"{strand.check(code).name} recorded", note.by)
        for note in notes
        if note.act == "check_recorded" and (code := str(note.details.get("check"))) in _codes(strand)
    ]
    told += [
        Event(note.at, _of_guardian(words, note), note.by) for note in notes if (words := GUARDIAN_WORDS.get(note.act))
    ]
    told += [Event(note.at, words, note.by) for note in notes if (words := APPLICANT_WORDS.get(note.act))]
    papers = [
        Event(note.at, said[0], note.by, said[1]) for note in notes if (said := act_in_words(note.act, note.details))
    ]
    moved = [Event(move.at, _words(strand, move), move.by, move.reason) for move in moves]
    return sorted([*told, *papers, *moved], key=lambda event: event.at, reverse=True)


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
