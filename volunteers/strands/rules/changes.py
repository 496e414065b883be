"""May a strand's pipeline be changed like this? Every fault at once, in the words of the person who drafts it.

What the rules of a page find (``faults_of``) is found here too, with the names that were typed and the field to mend;
what only a change can break is found beside it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from volunteers.strands.rules.gates import gates_of, leads_forward, reached_around, reached_without, vetting_of
from volunteers.strands.rules.pipeline import Pipeline, Stage, StageKind
from volunteers.strands.rules.soundness import faults_of
from volunteers.strands.rules.strand import Strand
from volunteers.strands.rules.versions import StageDraft, drafts_of, with_pipeline

LONGEST_DAYS = 3_650
WORDING = ("name", "public_name", "explains")
WORDING_MISSING = {
    "name": "enter the name that staff see.",
    "public_name": "enter the name that applicants see.",
    "explains": "enter what applicants read about it.",
}


@dataclass(frozen=True)
class DraftFault:
    """One thing wrong with a draft: the words, and the stage and field to mend where there is one."""

    words: str
    stage: str | None = None
    field: str = ""


Judge = Callable[[Strand], Iterable[DraftFault]]


def faults_of_change(page: Strand, drafts: Sequence[StageDraft]) -> list[DraftFault]:
    """Everything that keeps drafted stages from becoming the pipeline of a strand; empty when they may.

    ``page`` is the strand as it is defined, whose stages, kinds and gates no change touches.
    """
    if shape := list(_shape(page, drafts)):
        return shape
    drafted = with_pipeline(page, drafts)
    judged = chain.from_iterable(judge(drafted) for judge in JUDGES)
    found = list(dict.fromkeys([*_wording(page, drafts), *judged]))
    return found or [DraftFault(f"{fault[:1].upper()}{fault[1:]}.") for fault in faults_of(drafted)]


def movable(page: Strand) -> tuple[str, ...]:
    """The stages whose place in the order may change: all open ones but the first, at which forms arrive."""
    return tuple(stage.code for stage in page.pipeline.open_stages[1:])


def may_need(page: Strand, stage: Stage) -> bool:
    """Whether a stage may ask for checks: nobody can send a form if the stage at which it arrives asks for one."""
    return stage.kind is StageKind.APPOINTED or stage.code in movable(page)


def moves_to_choose(page: Strand, stage: Stage) -> tuple[Stage, ...]:
    """The stages that may follow an open one. Back to the first it may go only where the page itself says so."""
    first = page.pipeline.submitted.code
    if stage.kind is not StageKind.OPEN:
        return ()
    return tuple(
        each
        for each in page.pipeline.stages
        if each.code != stage.code
        and each.kind is not StageKind.DRAFT
        and (each.code != first or first in page.pipeline.stage(stage.code).moves)
    )


def _shape(page: Strand, drafts: Sequence[StageDraft]) -> Iterator[DraftFault]:
    """Stages and kinds are those of the page, and what has to stay in its place does."""
    kept = [stage.code for stage in page.pipeline.stages]
    order = [draft.code for draft in drafts]
    if sorted(order) != sorted(kept):
        yield DraftFault("The stages of a pipeline can be changed, but none can be added or taken away.")
        return
    free = set(movable(page))
    if [code if code not in free else "" for code in order] != [code if code not in free else "" for code in kept]:
        yield DraftFault("The first stage, being appointed and the endings keep their places in the order.")
    yield from (fault for draft in drafts for fault in _fixed(page, draft))


def _fixed(page: Strand, draft: StageDraft) -> Iterator[DraftFault]:
    stage, was = page.pipeline.stage(draft.code), _draft_of(page, draft.code)
    if stage.kind is not StageKind.OPEN and (draft.moves, draft.usual_days, draft.longest_days) != (
        was.moves, was.usual_days, was.longest_days,
    ):  # fmt: skip
        yield DraftFault(f"“{stage.name}” keeps its days and where it leads.", draft.code)
    if draft.needs and not may_need(page, stage) and draft.needs != was.needs:
        yield DraftFault(f"“{stage.name}” cannot ask for checks.", draft.code)
    possible = {each.code for each in moves_to_choose(page, stage)}
    if stage.kind is StageKind.OPEN and not set(draft.moves) <= possible:
        yield DraftFault(f"“{stage.name}” cannot lead to one of the stages chosen.", draft.code, "moves")


def _wording(page: Strand, drafts: Sequence[StageDraft]) -> Iterator[DraftFault]:
    seen: set[str] = set()
    for draft in drafts:
        for field in WORDING:
            if not getattr(draft, field).strip():
                words = f"“{page.pipeline.stage(draft.code).name}”: {WORDING_MISSING[field]}"
                yield DraftFault(words, draft.code, field)
        name = draft.name.strip().casefold()
        if name and name in seen:
            yield DraftFault(
                f"Two stages are called “{draft.name}”. Give one of them another name.", draft.code, "name"
            )
        seen.add(name)


def _days(drafted: Strand) -> Iterator[DraftFault]:
    for stage in drafted.pipeline.open_stages:
        for field, word in (("usual_days", "usual"), ("longest_days", "longest")):
            days = getattr(stage, field)
            if days is None:
                yield DraftFault(f"“{stage.name}”: enter its {word} days.", stage.code, field)
            elif not 0 < days <= LONGEST_DAYS:
                words = f"“{stage.name}”: the {word} days must be a whole number from 1 to {LONGEST_DAYS:,}."
                yield DraftFault(words, stage.code, field)
        if stage.usual_days and stage.longest_days and stage.usual_days > stage.longest_days:
            words = f"“{stage.name}”: the usual days cannot be more than the longest days."
            yield DraftFault(words, stage.code, "usual_days")


def _ways(drafted: Strand) -> Iterator[DraftFault]:
    pipeline = drafted.pipeline
    reached = _reached(pipeline, pipeline.first.code)
    for stage in pipeline.stages:
        if stage.code not in reached:
            words = f"No application could ever come to “{stage.name}”. Let an earlier stage lead to it."
            yield DraftFault(words, _before(pipeline, stage), "moves")
    for stage in pipeline.open_stages:
        for end in (pipeline.unsuccessful, pipeline.withdrawn):
            if end.code not in stage.moves:
                words = f"There is no way out of “{stage.name}”: it must be able to end as “{end.name}”."
                yield DraftFault(words, stage.code, "moves")
        if pipeline.appointed.code not in _reached(pipeline, stage.code):
            words = f"There is no way from “{stage.name}” to “{pipeline.appointed.name}”."
            yield DraftFault(words, stage.code, "moves")
        elif not leads_forward(pipeline, stage.code):
            words = f"“{stage.name}” leads only back. Let it lead to a later stage too."
            yield DraftFault(words, stage.code, "moves")


def _needs(drafted: Strand) -> Iterator[DraftFault]:
    appointed, known = drafted.pipeline.appointed, {check.code: check.name for check in drafted.checks}
    needed = {code for stage in drafted.pipeline.stages for code in stage.needs}
    for stage in drafted.pipeline.stages:
        if unknown := [code for code in stage.needs if code not in known]:
            yield DraftFault(f"“{stage.name}”: there is no check called “{unknown[0]}”.", stage.code, "needs")
    for code, name in known.items():
        if code not in needed:
            words = f"No stage needs the check “{name}”, so nobody would be asked for it. Tick it for a stage."
            yield DraftFault(words, appointed.code, "needs")
    for code in drafted.duty.clearances:
        if code in known and code not in appointed.needs:
            words = f"“{appointed.name}” must need “{known[code]}”: nobody may be on duty without it."
            yield DraftFault(words, appointed.code, "needs")


def _gates(drafted: Strand) -> Iterator[DraftFault]:
    pipeline, names = drafted.pipeline, {check.code: check.name for check in drafted.checks}
    for code, check, why in gates_of(drafted):
        stage = pipeline.stage(code)
        if check not in stage.needs:
            yield DraftFault(f"“{stage.name}” must need “{names[check]}”. {why}", code, "needs")
        elif code in reached_without(pipeline, check):
            words = f"“{stage.name}” could be reached from a later stage without “{names[check]}”. {why}"
            yield DraftFault(words, code, "moves" if stage.moves else "needs")
    for check in vetting_of(drafted):
        if pipeline.appointed.code in reached_without(pipeline, check):
            words = f"Someone could come to “{pipeline.appointed.name}” without “{names[check]}”. Tick it for it."
            yield DraftFault(words, pipeline.appointed.code, "needs")


def _asked(drafted: Strand) -> Iterator[DraftFault]:
    """What an applicant is asked for at a stage, they are asked only if they come there."""
    pipeline = drafted.pipeline
    asked = {section.asked_at: "the applicant is asked to tell us more there" for section in drafted.asks}
    if drafted.references is not None:
        asked[drafted.references.asked_at] = "referees are asked there"
    for code, why in asked.items():
        stage = pipeline.find(code or "")
        if stage is not None and pipeline.appointed.code in reached_around(pipeline, stage.code):
            yield DraftFault(f"Nobody may pass by “{stage.name}”: {why}.", _before(pipeline, stage), "moves")


JUDGES: tuple[Judge, ...] = (_days, _ways, _needs, _gates, _asked)


def _before(pipeline: Pipeline, stage: Stage) -> str | None:
    """The open stage whose place is next before this one: the likeliest to be mended."""
    ahead = [each.code for each in pipeline.open_stages if not pipeline.is_back(stage.code, each.code)]
    earlier = [each.code for each in pipeline.open_stages if each.code not in ahead]
    return earlier[-1] if earlier else None


def _reached(pipeline: Pipeline, start: str) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        stage = pipeline.find(ahead.pop())
        if stage is not None and stage.code not in reached:
            reached.add(stage.code)
            ahead.extend(stage.moves)
    return reached


def _draft_of(page: Strand, code: str) -> StageDraft:
    return next(draft for draft in drafts_of(page) if draft.code == code)
