"""Whatever edit of whatever strand is taken, its stages can be reached, lead out, and let nobody by unchecked."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strands.drafts import page
from volunteers.strands.rules import CheckFact, Pipeline, Strand, StrandCode, faults_of, refusals_to_move
from volunteers.strands.rules.changes import faults_of_change, may_need, movable, moves_to_choose
from volunteers.strands.rules.gates import gates_of, vetting_of
from volunteers.strands.rules.versions import StageDraft, drafts_of, shifted, with_pipeline

ON = date(2026, 5, 4)


@st.composite
def edits(draw: Any) -> tuple[Strand, tuple[StageDraft, ...]]:
    """A strand with a few things of its pipeline changed at random, as the page lets them be changed."""
    strand = page(draw(st.sampled_from(list(StrandCode))))
    drafts = drafts_of(strand)
    for _ in range(draw(st.integers(0, 5))):
        drafts = draw(st.sampled_from([_day, _need, _move, _shift]))(draw, strand, drafts)
    return strand, drafts


def _put(drafts: tuple[StageDraft, ...], code: str, **changes: Any) -> tuple[StageDraft, ...]:
    return tuple(replace(draft, **changes) if draft.code == code else draft for draft in drafts)


def _day(draw: Any, strand: Strand, drafts: tuple[StageDraft, ...]) -> tuple[StageDraft, ...]:
    code = draw(st.sampled_from([stage.code for stage in strand.pipeline.open_stages]))
    field = draw(st.sampled_from(["usual_days", "longest_days"]))
    return _put(drafts, code, **{field: draw(st.none() | st.integers(-1, 400))})


def _need(draw: Any, strand: Strand, drafts: tuple[StageDraft, ...]) -> tuple[StageDraft, ...]:
    code = draw(st.sampled_from([stage.code for stage in strand.pipeline.stages if may_need(strand, stage)]))
    check = draw(st.sampled_from([check.code for check in strand.checks]))
    needs = next(draft.needs for draft in drafts if draft.code == code)
    return _put(drafts, code, needs=tuple(set(needs) ^ {check}))


def _move(draw: Any, strand: Strand, drafts: tuple[StageDraft, ...]) -> tuple[StageDraft, ...]:
    stage = draw(st.sampled_from(strand.pipeline.open_stages))
    there = draw(st.sampled_from([each.code for each in moves_to_choose(strand, stage)]))
    moves = next(draft.moves for draft in drafts if draft.code == stage.code)
    return _put(drafts, stage.code, moves=tuple(set(moves) ^ {there}))


def _shift(draw: Any, strand: Strand, drafts: tuple[StageDraft, ...]) -> tuple[StageDraft, ...]:
    if not (free := movable(strand)):
        return drafts
    return shifted(drafts, draw(st.sampled_from(free)), up=draw(st.booleans()), movable=free)


def reach(pipeline: Pipeline, start: str) -> set[str]:
    """Every stage that moves lead to; written out apart from the rules."""
    found = {start}
    while more := {move for code in found for move in pipeline.stage(code).moves} - found:
        found |= more
    return found


@settings(max_examples=300, deadline=None)
@given(edits())
def test_what_is_taken_is_sound(edit: tuple[Strand, tuple[StageDraft, ...]]) -> None:
    strand, drafts = edit
    drafted = with_pipeline(strand, drafts)
    if faults_of_change(strand, drafts):
        return
    pipeline = drafted.pipeline
    assert faults_of(drafted) == []
    assert reach(pipeline, "draft") == {stage.code for stage in pipeline.stages}
    for stage in pipeline.open_stages:
        assert {pipeline.appointed.code, "unsuccessful", "withdrawn"} <= reach(pipeline, stage.code)
        onward = pipeline.onward(stage.code)
        assert onward is not None
        assert not onward.is_final or onward is pipeline.appointed
        assert not pipeline.is_back(stage.code, onward.code)
    assert pipeline.first.moves == (pipeline.submitted.code,)
    assert [stage.kind for stage in pipeline.stages] == [stage.kind for stage in strand.pipeline.stages]


@settings(max_examples=300, deadline=None)
@given(edits())
def test_what_the_page_finds_wrong_with_a_strand_is_never_taken(
    edit: tuple[Strand, tuple[StageDraft, ...]],
) -> None:
    strand, drafts = edit
    if faults_of(with_pipeline(strand, drafts)):
        found = faults_of_change(strand, drafts)
        assert found
        assert all(fault.stage is not None for fault in found)


@settings(max_examples=200, deadline=None)
@given(edits())
def test_moves_of_what_is_taken_are_those_that_the_rule_of_moves_allows(
    edit: tuple[Strand, tuple[StageDraft, ...]],
) -> None:
    strand, drafts = edit
    if faults_of_change(strand, drafts):
        return
    drafted = with_pipeline(strand, drafts)
    passed = {check.code: CheckFact(check.code, passed=True) for check in drafted.checks}
    for here in drafted.pipeline.stages:
        for there in drafted.pipeline.stages:
            asked = {"from_stage": here.code, "to_stage": there.code, "definitions": drafted.checks, "on": ON}
            found = refusals_to_move(drafted.pipeline, checks=passed, may=lambda _: True, reason="x", **asked)
            assert bool(found) is (there.code not in here.moves)
            bare = refusals_to_move(drafted.pipeline, checks={}, may=lambda _: True, reason="x", **asked)
            back = drafted.pipeline.is_back(here.code, there.code)
            if there.code in here.moves:
                assert len(bare) == (0 if back else len(there.needs))


@settings(max_examples=300, deadline=None)
@given(edits(), st.data())
def test_nobody_walks_by_a_gate(edit: tuple[Strand, tuple[StageDraft, ...]], data: Any) -> None:
    """A walk at random that passes every check but one never comes to a stage behind the gate of that one."""
    strand, drafts = edit
    if faults_of_change(strand, drafts):
        return
    drafted = with_pipeline(strand, drafts)
    pipeline = drafted.pipeline
    gates = [(stage, check) for stage, check, _ in gates_of(drafted)]
    gates += [(pipeline.appointed.code, check) for check in vetting_of(drafted)]
    if not gates:
        return
    closed, check = data.draw(st.sampled_from(gates))
    passed = {each.code: CheckFact(each.code, passed=True) for each in drafted.checks if each.code != check}
    here = pipeline.submitted.code
    for _ in range(12):
        ways = [
            move
            for move in pipeline.stage(here).moves
            if not refusals_to_move(
                pipeline, from_stage=here, to_stage=move, checks=passed, definitions=drafted.checks, on=ON,
                may=lambda _: True, reason="x",
            )
        ]  # fmt: skip
        if not ways:
            break
        here = data.draw(st.sampled_from(ways))
        assert here != closed
