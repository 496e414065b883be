"""May this application move there? One function for any move of any strand, and it answers in words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.errors import Refusal
from volunteers.permissions import Permission
from volunteers.strands.rules.checks import CheckDefinition, CheckFact, in_words
from volunteers.strands.rules.pipeline import Party, Pipeline, Stage

RECORDERS = {Permission.VETTING_SET: "the vetting officer", Permission.CHECK_RECORD: "the coordinator"}


@dataclass(frozen=True)
class MoveOption:
    """A stage that may follow, with everything that stands in the way; empty when the move is open."""

    stage: Stage
    refusals: tuple[Refusal, ...]

    @property
    def is_open(self) -> bool:
        return not self.refusals


def refusals_to_move(
    pipeline: Pipeline,
    *,
    from_stage: str,
    to_stage: str,
    checks: Mapping[str, CheckFact],
    definitions: Sequence[CheckDefinition],
    on: date,
    may: Callable[[Permission], bool],
    reason: str | None = None,
) -> list[Refusal]:
    """Everything that stands in the way of a move on a date; empty when it is allowed. Never raises.

    Checks are judged on the way forward only: an application whose vetting has lapsed may go back to be vetted again.
    """
    here, there = pipeline.find(from_stage), pipeline.find(to_stage)
    if here is None or there is None:
        return [_unknown_stage(from_stage if here is None else to_stage)]
    if there.code not in here.moves:
        return [_not_in_the_table(pipeline, here, there)]
    back = pipeline.is_back(here.code, there.code)
    return [
        *_not_permitted(there, may),
        *_reason_missing(there, reason, back=back),
        *([] if back else refusals_of_checks(there.needs, checks=checks, definitions=definitions, on=on)),
    ]


def moves_from(
    pipeline: Pipeline,
    *,
    from_stage: str,
    checks: Mapping[str, CheckFact],
    definitions: Sequence[CheckDefinition],
    on: date,
    may: Callable[[Permission], bool],
) -> list[MoveOption]:
    """Every stage the table allows next that this person may move to, and what still stands in the way of each.

    A reason is asked for when the move is made, so a missing one does not close the option.
    """
    here = pipeline.find(from_stage)
    stages = [pipeline.stage(code) for code in here.moves] if here else []
    return [
        MoveOption(
            stage,
            tuple(
                refusals_to_move(
                    pipeline,
                    from_stage=from_stage,
                    to_stage=stage.code,
                    checks=checks,
                    definitions=definitions,
                    on=on,
                    may=may,
                    reason="given with the move",
                )
            ),
        )
        for stage in stages
        if not _not_permitted(stage, may)
    ]


def refusals_of_checks(
    needs: Iterable[str],
    *,
    checks: Mapping[str, CheckFact],
    definitions: Sequence[CheckDefinition],
    on: date,
) -> list[Refusal]:
    """What is missing, failed or lapsed on a date among the needed checks."""
    known = {definition.code: definition for definition in definitions}
    return [
        refusal
        for code in needs
        if (refusal := _check_in_the_way(code, known.get(code), checks.get(code), on)) is not None
    ]


def parties_awaited(
    pipeline: Pipeline,
    stage: str,
    *,
    checks: Mapping[str, CheckFact],
    definitions: Sequence[CheckDefinition],
    on: date,
) -> tuple[Party, ...]:
    """Who has to act now: those behind the checks the next stage still waits for, else the stage's own party."""
    here = pipeline.find(stage)
    if here is None:
        return ()
    known = {definition.code: definition for definition in definitions}
    missing = [
        known[code]
        for code in pipeline.gathered_at(stage)
        if code in known and not (code in checks and checks[code].holds_on(on))
    ]
    return tuple(dict.fromkeys(check.waiting_on for check in missing)) or (here.waiting_on,)


def reason_is_needed(pipeline: Pipeline, *, from_stage: str, to_stage: str) -> bool:
    """Whether a move must say why: declining someone, or sending an application back."""
    here, there = pipeline.find(from_stage), pipeline.find(to_stage)
    if here is None or there is None:
        return False
    return there.reason_needed or pipeline.is_back(here.code, there.code)


def _unknown_stage(code: str) -> Refusal:
    return Refusal("unknown_stage", f"There is no stage called “{code}” for this kind of volunteering.")


def _not_in_the_table(pipeline: Pipeline, here: Stage, there: Stage) -> Refusal:
    if here.code == there.code:
        return Refusal("already_there", f"This application is already at {here.name}.")
    if here.is_final:
        return Refusal("not_a_move", f"This application ended at {here.name} and cannot be moved to {there.name}.")
    names = [stage.name for code in here.moves if (stage := pipeline.find(code))]
    possible = " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return Refusal(
        "not_a_move",
        f"An application cannot move from {here.name} to {there.name}. From {here.name} it can move to {possible}.",
    )


def _not_permitted(there: Stage, may: Callable[[Permission], bool]) -> list[Refusal]:
    if any(may(permission) for permission in (there.permission, *there.also_by)):
        return []
    return [Refusal("not_permitted", f"You do not have the right to move an application to {there.name}.")]


def _reason_missing(there: Stage, reason: str | None, *, back: bool) -> list[Refusal]:
    if (reason and reason.strip()) or not (there.reason_needed or back):
        return []
    verb = "send it back" if back else "move it"
    return [Refusal("reason_needed", f"Give a reason to {verb} to {there.name}.")]


def _check_in_the_way(
    code: str, definition: CheckDefinition | None, fact: CheckFact | None, on: date
) -> Refusal | None:
    if definition is None:
        return Refusal("unknown_check", f"The check “{code}” is needed first, but is not set up for this volunteering.")
    who = RECORDERS.get(definition.recorded_by, "the force")
    if fact is not None and fact.failed:
        return _not_passed(definition, fact, who)
    if fact is None or not fact.passed:
        now = f" Now: {fact.state_words}." if fact and fact.state_words else ""
        return Refusal(f"{code}_missing", f"{definition.name} has not been passed yet.{now}", who)
    return None if fact.holds_on(on) else _not_on_the_day(definition, fact, on, who)


def _not_on_the_day(definition: CheckDefinition, fact: CheckFact, on: date, who: str) -> Refusal | None:
    if fact.valid_until is not None and fact.valid_until < on:
        ended = in_words(fact.valid_until)
        return Refusal(f"{fact.code}_lapsed", f"{definition.name} ran out on {ended} and has to be renewed.", who)
    if fact.valid_from is not None and fact.valid_from > on:
        begins = in_words(fact.valid_from)
        return Refusal(f"{fact.code}_not_begun", f"{definition.name} counts from {begins}.", who, fact.valid_from)
    return None


def _not_passed(definition: CheckDefinition, fact: CheckFact, who: str) -> Refusal:
    code = f"{definition.code}_failed"
    if fact.again_from is None:
        return Refusal(code, f"{definition.name} was not passed.", who)
    words = f"{definition.name} was not passed. They may try again from {in_words(fact.again_from)}."
    return Refusal(code, words, who, fact.again_from)
