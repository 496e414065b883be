"""The page of one application as plain values: where it stands, its checks and what has happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from volunteers.documents.rules.opening import act_in_words
from volunteers.guardians.rules import Purpose
from volunteers.onboarding.rules.checks import CheckState, RecordedCheck
from volunteers.onboarding.rules.next_step import Case
from volunteers.permissions import Permission
from volunteers.strands.rules import CheckDefinition, Stage, Strand

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
    "likeness_decided": "Decided whether it is another applicant too",
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
class CheckLine:
    """One check of the strand as it stands for this application. Its record is None until it is first written down."""

    definition: CheckDefinition
    record: RecordedCheck | None
    is_needed_next: bool
    has_lapsed: bool
    is_permitted: bool
    may_record: bool

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.record is None:
            return "Not recorded"
        return "Run out" if self.has_lapsed else self.record.state.label

    @property
    def tone(self) -> str:
        """How that is coloured."""
        if self.record is None:
            return "quiet"
        if self.has_lapsed:
            return "poor"
        return {CheckState.ASKED: "waiting", CheckState.PASSED: "good", CheckState.FAILED: "poor"}[self.record.state]

    @property
    def asked_on(self) -> date | None:
        """When it was asked for, while the result is awaited."""
        waiting = self.record is not None and self.record.state is CheckState.ASKED
        return self.record.asked_on if self.record and waiting else None

    @property
    def is_passed(self) -> bool:
        return self.record is not None and self.record.state is CheckState.PASSED

    @property
    def good_without_end(self) -> str:
        """What to say of a check that has no last good day."""
        return "No end" if self.is_passed else "–"

    @property
    def validity_hint(self) -> str:
        """What happens when the last good day is left empty."""
        months = self.definition.valid_months
        if months is None:
            return "Leave it empty if it does not run out."
        years, rest = divmod(months, 12)
        lasts = f"{months} months" if rest or years == 0 else f"{years} year{'' if years == 1 else 's'}"
        to_confirm = ", which the force has still to confirm" if self.definition.confirm else ""
        return f"Leave it empty for the usual {lasts} from the result{to_confirm}."

    @property
    def reference_hint(self) -> str:
        """What to write down, and what not to."""
        if self.definition.recorded_by is Permission.VETTING_SET:
            return "The number of the vetting file. Never write reasons here: they stay in the vetting system."
        return "A file or certificate number."


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


def check_lines(case: Case, records: Sequence[RecordedCheck], *, only_own: bool) -> list[CheckLine]:
    """Every check of the strand in its order; ``only_own`` leaves those this person records.

    A guardian's consent is recorded by ringing them, once one was named, and has no page of its own then.
    """
    by_code = {record.code: record for record in records}
    stage, may = case.stage, case.may
    wanted = () if stage.is_final else case.strand.pipeline.gathered_at(stage.code)
    return [
        CheckLine(
            definition=check,
            record=(record := by_code.get(check.code)),
            is_needed_next=check.code in wanted,
            has_lapsed=record is not None and _has_lapsed(record, case.on),
            is_permitted=may(check.recorded_by),
            may_record=may(check.recorded_by) and not stage.is_final and check.code != case.recorded_by_ringing,
        )
        for check in case.strand.checks
        if may(check.recorded_by) or not only_own
    ]


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


def _has_lapsed(record: RecordedCheck, on: date) -> bool:
    passed = record.state is CheckState.PASSED
    return passed and record.valid_until is not None and record.valid_until < on
