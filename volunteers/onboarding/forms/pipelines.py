"""What an administrator fills in to change a strand's pipeline, and to decide a change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import Field, HiddenField
from wtforms.validators import Length, Regexp

from volunteers.extensions import LARGEST_ID
from volunteers.onboarding.service.pipelines import Proposal
from volunteers.strands.rules import Stage, StageKind, Strand
from volunteers.strands.rules.changes import DraftFault, may_need, movable, moves_to_choose
from volunteers.strands.rules.differences import checks_of, moves_of
from volunteers.strands.rules.versions import StageDraft, drafts_of, shifted, with_pipeline
from volunteers.web.fields import line, one_of, paragraph, several_of, tidy
from volunteers.web.forms import CreatingForm, Form, field_anchor

LONGEST_NAME = 60
LONGEST_EXPLANATION = 300
LONGEST_REASON = 500
WHOLE = Regexp(r"^\d{1,4}$", message="Enter the days as a whole number, like 14.")
KEEP, MOVE = "keep", "move"
ASKED = ("name", "public_name", "explains", "usual_days", "longest_days", "needs", "moves")


@dataclass(frozen=True)
class StageSection:
    """One stage on the page: its fields by what they ask, and whether it stands open and may change its place."""

    code: str
    heading: str
    place: str
    facts: tuple[str, ...]
    fields: dict[str, Field]
    is_open: bool
    may_rise: bool
    may_sink: bool

    @property
    def wording(self) -> list[Field]:
        return [self.fields[name] for name in ("name", "public_name", "explains")]

    @property
    def days(self) -> list[Field]:
        return [self.fields[name] for name in ("usual_days", "longest_days") if name in self.fields]

    @property
    def choices(self) -> list[Field]:
        return [self.fields[name] for name in ("needs", "moves") if name in self.fields]


class PipelineForm(CreatingForm):
    """A drafted pipeline: made for one strand by ``pipeline_form``. ``base`` is the version that was seen and changed,
    ``shift`` a press of a button that moves one stage, such as ``up:interview``.
    """

    page: Strand
    order = HiddenField(filters=[tidy], validators=[Length(max=2_000)])
    base = HiddenField(filters=[tidy])
    shift = HiddenField(filters=[tidy])
    again = HiddenField(filters=[tidy])
    reason = paragraph(
        "Why is the pipeline changed?", missing="Enter why the pipeline is changed.", longest=LONGEST_REASON,
        hint="The administrator who decides reads it, and so does anyone who looks at this version later.",
    )  # fmt: skip
    moves_running = one_of(
        "Applications under way",
        [(KEEP, "They keep the pipeline they follow now"), (MOVE, "They are moved to the changed pipeline")],
        missing=None,
    )

    @property
    def seen(self) -> int:
        """The version that was seen; one that no strand has, for anything that is no number."""
        given = str(self.base.data or "")
        return int(given) if given.isascii() and given.isdigit() and len(given) < len(str(LARGEST_ID)) else LARGEST_ID

    def drafts(self) -> tuple[StageDraft, ...]:
        """What was typed, as far as it can be read, in the order it was put in."""
        drafts = {draft.code: draft for draft in drafts_of(self.page)}
        order = [code for code in str(self.order.data or "").split(",") if code in drafts]
        rest = [code for code in drafts if code not in order]
        return tuple(self._draft(drafts[code]) for code in dict.fromkeys([*order, *rest]))

    def proposal(self) -> Proposal:
        """What is proposed, once the form is ready."""
        return Proposal(self.drafts(), self.seen, str(self.reason.data or ""), self.moves_running.data == MOVE)

    def take_shift(self) -> str | None:
        """Move the stage whose button was pressed, lead the way through it anew, and give its code."""
        way, _, code = str(self.shift.data or "").partition(":")
        if way not in ("up", "down"):
            return None
        made = shifted(self.drafts(), code, up=way == "up", movable=movable(self.page))
        self.order.data = ",".join(draft.code for draft in made)
        for draft in made:
            if (moves := self.field_of(draft.code, "moves")) is not None:
                moves.data = list(draft.moves)
        return code

    def field_of(self, stage: str, asked: str) -> Field | None:
        """The field that asks for one thing of one stage."""
        found: Field | None = self._fields.get(f"{stage}_{asked}")
        return found

    def blame(self, faults: Iterable[DraftFault]) -> None:
        """Show each fault beside the field to mend, where that says nothing yet of its own."""
        silent = {name for name, field in self._fields.items() if not field.errors}
        for fault in faults:
            field = self.field_of(fault.stage or "", fault.field)
            if field is None:
                self.form_errors.append(fault.words)
            elif field.name in silent:
                field.errors = [*field.errors, fault.words]

    def problems(self) -> list[dict[str, str]]:
        """One line per fault, also where a field has several; what a field says of itself is told with its stage."""
        lines = []
        for name, field in self._fields.items():
            stage = next((each for each in self.page.pipeline.stages if self._asks(name, each)), None)
            if stage is None:
                continue
            for words in field.errors:
                told = words if words[:1] == "“" or stage.name in words else f"“{stage.name}”: {_begun_small(words)}"
                lines.append({"text": told, "href": f"#{field_anchor(field)}"})
        asked = {f"#{field_anchor(self._fields[name])}" for name in self._fields if self._stage_of(name)}
        return [*lines, *(problem for problem in super().problems() if problem.get("href") not in asked)]

    def carried(self) -> Iterator[tuple[str, str]]:
        """Everything that was typed, to be sent once more by the next page."""
        for name, field in self._fields.items():
            if name not in ("csrf_token", "once", "shift", "again", "moves_running"):
                data = field.data if isinstance(field.data, list) else [field.data]
                yield from ((name, str(value)) for value in data if value not in (None, ""))

    def sections(self, opened: str | None = None) -> list[StageSection]:
        """The stages in the order they were put in. Those with a fault stand open, and the one just moved."""
        drafts = self.drafts()
        drafted, free = with_pipeline(self.page, drafts), movable(self.page)
        last = len(free)
        found = []
        for place, draft in enumerate(drafts):
            stage = self.page.pipeline.stage(draft.code)
            fields = {asked: field for asked in ASKED if (field := self.field_of(draft.code, asked)) is not None}
            is_free = draft.code in free
            found.append(
                StageSection(
                    code=draft.code,
                    heading=draft.name.strip() or stage.name,
                    place=_place(stage, place),
                    facts=_facts(drafted, drafted.pipeline.stage(draft.code)),
                    fields=fields,
                    is_open=draft.code == opened or any(field.errors for field in fields.values()),
                    may_rise=is_free and place > 2,
                    may_sink=is_free and place < last + 1,
                )
            )
        return found

    def _draft(self, kept: StageDraft) -> StageDraft:
        def typed(asked: str, otherwise: Any) -> Any:
            field = self.field_of(kept.code, asked)
            return otherwise if field is None else field.data

        checks = [check.code for check in self.page.checks]
        return StageDraft(
            code=kept.code,
            name=str(typed("name", kept.name) or ""),
            public_name=str(typed("public_name", kept.public_name) or ""),
            explains=str(typed("explains", kept.explains) or ""),
            usual_days=_number(typed("usual_days", kept.usual_days)),
            longest_days=_number(typed("longest_days", kept.longest_days)),
            needs=tuple(sorted(typed("needs", kept.needs) or (), key=lambda one: _index(checks, one))),
            moves=tuple(typed("moves", kept.moves) or ()),
        )

    def _asks(self, name: str, stage: Stage) -> bool:
        return any(name == f"{stage.code}_{asked}" for asked in ASKED)

    def _stage_of(self, name: str) -> bool:
        return any(self._asks(name, stage) for stage in self.page.pipeline.stages)


class DecisionForm(Form):
    """Agree to a proposal, or refuse it and say why."""

    decision = one_of(
        "What do you decide?",
        [("agree", "Agree: applications follow it from now on"), ("refuse", "Refuse: nothing changes")],
        missing="Choose whether you agree or refuse.",
    )
    reason = paragraph(
        "Why do you refuse it?", missing=None, longest=LONGEST_REASON,
        hint="Needed only if you refuse. Who proposed the change reads it.",
    )  # fmt: skip


class RunningForm(CreatingForm):
    """Which of those under way are moved to the current version."""

    version: Field
    current = HiddenField(filters=[tidy], validators=[Regexp(r"^\d{1,9}$", message="Open this page again.")])


def running_form(versions: Iterable[tuple[int, str]], current: int) -> RunningForm:
    """The form with the versions that applications under way follow."""

    class Chosen(RunningForm):
        version = one_of(
            "Which applications are moved?",
            [(str(number), words) for number, words in versions],
            missing="Choose which applications are moved.",
        )

    return Chosen(data={"current": str(current)})


def pipeline_form(page: Strand, now: Strand, number: int) -> PipelineForm:
    """The form of a strand, filled in with the version that is followed now where nothing was typed yet."""
    fields: dict[str, Any] = {"page": page}
    for stage in page.pipeline.stages:
        fields.update({f"{stage.code}_{asked}": field for asked, field in _fields_of(page, stage)})
    made: type[PipelineForm] = type("StrandPipelineForm", (PipelineForm,), fields)
    drafts = drafts_of(now)
    given: dict[str, Any] = {"order": ",".join(draft.code for draft in drafts), "base": str(number)}
    given["moves_running"] = KEEP
    for draft in drafts:
        given.update({f"{draft.code}_{asked}": _shown(getattr(draft, asked)) for asked in ASKED})
    return made(data=given)


def _fields_of(page: Strand, stage: Stage) -> Iterator[tuple[str, Field]]:
    yield "name", line("Name that staff see", missing=None, longest=LONGEST_NAME)
    yield "public_name", line("Name that applicants see", missing=None, longest=LONGEST_NAME)
    yield "explains", paragraph("What applicants read about it", missing=None, longest=LONGEST_EXPLANATION)
    if stage.kind is StageKind.OPEN:
        for asked, label in (("usual_days", "Usual days"), ("longest_days", "Longest days")):
            numeric = {"inputmode": "numeric"}
            yield asked, line(label, missing=None, longest=20, validators=[WHOLE], render_kw=numeric)
    if may_need(page, stage):
        yield (
            "needs",
            several_of(
                "Checks that must be passed first", [(check.code, check.name) for check in page.checks], missing=None
            ),
        )
    if choices := moves_to_choose(page, stage):
        yield "moves", several_of("Stages it may go on to", [(each.code, each.name) for each in choices], missing=None)


def _facts(strand: Strand, stage: Stage) -> tuple[str, ...]:
    """What a folded stage says of itself."""
    if stage.kind is not StageKind.OPEN:
        return (f"Needs {checks_of(strand, stage)}",) if stage.needs else ()
    days = f"Usually {stage.usual_days or '?'} days, at most {stage.longest_days or '?'}"
    needs = (f"Needs {checks_of(strand, stage)}",) if stage.needs else ()
    return (days, *needs, f"Goes on to {moves_of(strand, stage)}")


def _place(stage: Stage, place: int) -> str:
    if stage.kind is StageKind.OPEN:
        return f"Stage {place}"
    return {
        StageKind.DRAFT: "Before it is sent",
        StageKind.APPOINTED: "Cleared for duty",
    }.get(stage.kind, "Ending")


def _shown(value: object) -> object:
    return [*value] if isinstance(value, tuple) else value if value is None else str(value)


def _number(value: object) -> int | None:
    text = str(value if value is not None else "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _index(codes: list[str], code: str) -> int:
    return codes.index(code) if code in codes else len(codes)


def _begun_small(words: str) -> str:
    return words[:1].lower() + words[1:]
