"""The checks of an application side by side: how each stands, in words, and what is needed next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.onboarding.rules.checks import Attempt, CheckState, RecordedCheck, counted
from volunteers.onboarding.rules.next_step import Case
from volunteers.onboarding.rules.retakes import attempts_left, retake_in_words
from volunteers.onboarding.rules.waiting import REFERENCES
from volunteers.people.rules.standing import SOON
from volunteers.permissions import Permission
from volunteers.strands.rules import CheckDefinition, in_words

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


@dataclass(frozen=True)
class CheckLine:
    """One check of the strand as it stands for this application. Its record is None until it is first written down."""

    definition: CheckDefinition
    record: RecordedCheck | None
    is_needed_next: bool
    has_lapsed: bool
    is_permitted: bool
    may_record: bool
    lapses_soon: bool = False

    @property
    def is_missing_next(self) -> bool:
        """Whether the next stage waits for it: needed, and not passed or no longer good."""
        return self.is_needed_next and (self.has_lapsed or not self.is_passed)

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.record is None:
            return "Not recorded"
        if self.has_lapsed:
            return "Run out"
        return "Runs out soon" if self.lapses_soon else self.record.state.label

    @property
    def tone(self) -> str:
        """How that is coloured."""
        if self.record is None:
            return "quiet"
        if self.has_lapsed:
            return "poor"
        if self.lapses_soon:
            return "fair"
        return {CheckState.ASKED: "waiting", CheckState.PASSED: "good", CheckState.FAILED: "poor"}[self.record.state]

    @property
    def asked_on(self) -> date | None:
        """When it was asked for, while the result is awaited."""
        waiting = self.record is not None and self.record.state is CheckState.ASKED
        return self.record.asked_on if self.record and waiting else None

    @property
    def again_from(self) -> date | None:
        """From when one that was not passed may be taken again."""
        return self.record.again_from if self.record else None

    @property
    def is_passed(self) -> bool:
        return self.record is not None and self.record.state is CheckState.PASSED

    @property
    def latest(self) -> Attempt | None:
        """The result that counts now, with what shows it."""
        return self.record.latest if self.record else None

    @property
    def when(self) -> date | None:
        """The day of the result, or since when it is awaited."""
        return self.asked_on or (self.record.result_on if self.record else None)

    @property
    def paper_id(self) -> int | None:
        """The applicant's document that shows it."""
        return self.latest.document_id if self.latest else None

    @property
    def course_words(self) -> str:
        """The course and where it was held, where they were written down."""
        return ", ".join(each for each in (self.latest.course, self.latest.place) if each) if self.latest else ""

    @property
    def has_evidence(self) -> bool:
        """Whether anything was written down that shows it."""
        return bool(self.paper_id or self.course_words or (self.record and self.record.reference))

    @property
    def attempts(self) -> tuple[Attempt, ...]:
        """The results that count, the newest first."""
        return tuple(reversed(counted(self.record.attempts))) if self.record else ()

    @property
    def story(self) -> tuple[Attempt, ...]:
        """Everything that was ever written down, corrections too, the newest first."""
        return tuple(reversed(self.record.attempts)) if self.record else ()

    @property
    def attempt_words(self) -> str:
        """Which attempt it is; empty for the first."""
        count = len(self.attempts)
        return "" if count < 2 else f"{_ordinal(count)} {self.noun}"

    @property
    def noun(self) -> str:
        """What one more result is called: another attempt or, where nothing limits them, another result."""
        return "attempt" if self.definition.retake else "result"

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
        return self.definition.evidence.words if self.definition.evidence else "A file or certificate number."

    @property
    def reference_label(self) -> str:
        """What the number is called on its page; needed for a pass where no document shows it."""
        wanted = self.definition.evidence
        return "Or its number" if wanted and wanted.is_needed else "Reference (optional)"

    @property
    def reason_hint(self) -> str:
        """When a reason opens the way, and what belongs into it."""
        when = "a reference is missing" if self.definition.code == REFERENCES else "another attempt was allowed"
        return f"Only where {when}: why, and who decided. Nothing about their health: they can ask to read it."

    @property
    def retake_words(self) -> str:
        """How often it may be taken, and what is left of that."""
        words = retake_in_words(self.definition)
        left = attempts_left(self.definition, self.story)
        if not words or left is None or not self.attempts:
            return words
        return f"{words} {left} {'attempt is' if left == 1 else 'attempts are'} left."

    @property
    def must_say_which(self) -> bool:
        """Whether one who records it has to say if it is another result or mends the last one."""
        return bool(self.attempts) and (self.definition.retake is not None or self.definition.valid_months is not None)

    @property
    def may_be_explained(self) -> bool:
        """Whether a reason can open the way for what a rule alone does not let count."""
        tried = self.definition.retake is not None and any(not each.is_passed for each in self.attempts)
        return tried or self.definition.code == REFERENCES

    @property
    def last_result(self) -> str:
        """The result that another one would follow, in words."""
        if not self.attempts:
            return ""
        last = self.attempts[0]
        return f"{last.state.label.lower()} on {in_words(last.result_on)}"


def check_lines(case: Case, records: Sequence[RecordedCheck], *, only_own: bool) -> list[CheckLine]:
    """Every check of the strand, what is needed next first; ``only_own`` leaves those this person records.

    A guardian's consent is recorded by ringing them, once one was named, and has no page of its own then.
    """
    by_code = {record.code: record for record in records}
    stage, may = case.stage, case.may
    wanted = () if stage.is_final else case.strand.pipeline.gathered_at(stage.code)
    lines = [
        CheckLine(
            definition=check,
            record=(record := by_code.get(check.code)),
            is_needed_next=check.code in wanted,
            has_lapsed=(last := _last_day(record)) is not None and last < case.on,
            is_permitted=may(check.recorded_by),
            may_record=_may_record(case, check),
            lapses_soon=last is not None and case.on <= last <= case.on + SOON,
        )
        for check in case.strand.checks
        if may(check.recorded_by) or not only_own
    ]
    return sorted(lines, key=lambda line: (not line.is_missing_next, not line.is_needed_next))


def _may_record(case: Case, check: CheckDefinition) -> bool:
    """Whether this person records it on a page of the check; vetting has a room of its own."""
    has_page = check.recorded_by is not Permission.VETTING_SET and check.code != case.recorded_by_ringing
    return has_page and case.may(check.recorded_by) and not case.stage.is_final


def _last_day(record: RecordedCheck | None) -> date | None:
    """The last good day of a check that was passed."""
    return record.valid_until if record is not None and record.state is CheckState.PASSED else None


def _ordinal(count: int) -> str:
    return ORDINALS[count - 1] if count <= len(ORDINALS) else f"{count}th"
