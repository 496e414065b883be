"""Is a strand's page sound? The faults an editor of a page can make, each in words."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from volunteers.strands.rules.pipeline import Pipeline, StageKind
from volunteers.strands.rules.strand import Strand


def faults_of(strand: Strand) -> list[str]:
    """Every fault of a page, in words; empty when it is sound."""
    if kinds := list(_kinds(strand)):
        return kinds
    checks: tuple[Callable[[Strand], Iterable[str]], ...] = (
        _doubled, _unknown_moves, _unreachable, _dead_ends, _no_way_out, _days, _needs, _duty, _asked, _referees,
        _skills,
    )  # fmt: skip
    return list(chain.from_iterable(check(strand) for check in checks))


def _kinds(strand: Strand) -> Iterator[str]:
    counted = Counter(stage.kind for stage in strand.pipeline.stages)
    for kind in StageKind:
        if kind is StageKind.OPEN and not counted[kind]:
            yield "there is no open stage"
        if kind is not StageKind.OPEN and counted[kind] != 1:
            yield f"there must be one stage of kind {kind}, not {counted[kind]}"


def _doubled(strand: Strand) -> Iterator[str]:
    families = {
        "stage": [stage.code for stage in strand.pipeline.stages],
        "check": [check.code for check in strand.checks],
        "grade": [grade.code for grade in strand.grades],
        "rank": [rank.code for rank in strand.ranks],
        "section": [section.code for section in strand.asks],
        "question": [question for section in strand.asks for question in section.questions],
        "skill": [skill.code for skill in strand.skills.skills] if strand.skills else [],
        "eligibility rule": [rule.question for rule in strand.eligibility],
    }
    for family, codes in families.items():
        yield from (f"{family} {code} stands twice" for code, count in Counter(codes).items() if count > 1)


def _unknown_moves(strand: Strand) -> Iterator[str]:
    for stage in strand.pipeline.stages:
        for code in stage.moves:
            if strand.pipeline.find(code) is None:
                yield f"stage {stage.code} moves to {code}, which does not exist"


def _reached(pipeline: Pipeline, start: str) -> set[str]:
    reached: set[str] = set()
    ahead = [start]
    while ahead:
        stage = pipeline.find(ahead.pop())
        if stage is not None and stage.code not in reached:
            reached.add(stage.code)
            ahead.extend(stage.moves)
    return reached


def _unreachable(strand: Strand) -> Iterator[str]:
    pipeline = strand.pipeline
    reached = _reached(pipeline, pipeline.first.code)
    yield from (f"stage {stage.code} cannot be reached" for stage in pipeline.stages if stage.code not in reached)


def _dead_ends(strand: Strand) -> Iterator[str]:
    for stage in strand.pipeline.stages:
        if stage.is_final and stage.moves:
            yield f"stage {stage.code} is final but has moves"
        if not stage.is_final and strand.pipeline.appointed.code not in _reached(strand.pipeline, stage.code):
            yield f"no way leads from stage {stage.code} to being appointed"


def _no_way_out(strand: Strand) -> Iterator[str]:
    pipeline = strand.pipeline
    for stage in pipeline.open_stages:
        for end in (pipeline.unsuccessful, pipeline.withdrawn):
            if end.code not in stage.moves:
                yield f"stage {stage.code} cannot end {end.code}"
    if not pipeline.unsuccessful.reason_needed:
        yield "declining must need a reason"


def _days(strand: Strand) -> Iterator[str]:
    for stage in strand.pipeline.open_stages:
        if stage.usual_days is None or stage.longest_days is None:
            yield f"stage {stage.code} says nothing of its days"
        elif not 0 < stage.usual_days <= stage.longest_days:
            yield f"stage {stage.code} has a usual time longer than its longest, or none"


def _needs(strand: Strand) -> Iterator[str]:
    known = {check.code for check in strand.checks}
    needed: set[str] = set()
    for stage in strand.pipeline.stages:
        needed.update(stage.needs)
        yield from (f"stage {stage.code} needs check {code}, undefined" for code in stage.needs if code not in known)
    yield from (f"check {code} is needed by no stage" for code in sorted(known - needed))


def _duty(strand: Strand) -> Iterator[str]:
    known, grades = {check.code for check in strand.checks}, {grade.code for grade in strand.grades}
    at_appointment = strand.pipeline.appointed.needs
    for code in strand.duty.clearances:
        if code not in known:
            yield f"a duty demands clearance {code}, undefined"
        elif code not in at_appointment:
            yield f"a duty demands clearance {code}, which being appointed does not need"
    for grade in (strand.appointed_grade, strand.duty.lowest_grade):
        if grade is not None and grade not in grades:
            yield f"grade {grade} is named but undefined"


def _asked(strand: Strand) -> Iterator[str]:
    asked = {question for section in strand.asks for question in section.questions}
    for rule in strand.eligibility:
        if rule.question not in asked:
            yield f"eligibility rule {rule.question} is not asked"
    for question, condition in strand.conditions.items():
        yield from (f"{each} is named in a condition but not asked" for each in {question, condition.question} - asked)
    yield from (f"question {question} is sealed but not asked" for question in sorted(strand.sealed - asked))
    stages = {stage.code for stage in strand.pipeline.open_stages}
    yield from (
        f"section {section.code} is asked at {section.asked_at}, which is no open stage"
        for section in strand.asks
        if section.asked_at not in (None, *stages)
    )
    if not strand.eligibility:
        yield "there is no eligibility question"


def _referees(strand: Strand) -> Iterator[str]:
    if (wanted := strand.references) is None:
        return
    if wanted.count < 1:
        yield "it asks referees, but none"
    if wanted.asked_at not in {stage.code for stage in strand.pipeline.open_stages}:
        yield f"referees are asked at {wanted.asked_at}, which is no open stage"
    if "references" not in {check.code for check in strand.checks}:
        yield "referees are asked, but there is no check called references"


def _skills(strand: Strand) -> Iterator[str]:
    grades = {grade.code for grade in strand.grades}
    for skill in strand.skills.skills if strand.skills else ():
        if skill.needed_for is not None and skill.needed_for not in grades:
            yield f"skill {skill.code} is needed for {skill.needed_for}, which is no grade"
