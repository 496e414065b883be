"""The versions of the strands' pipelines, and who is under way on which."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, cast, exists, func, literal, null, or_, select
from sqlalchemy.orm import aliased

from volunteers import clock
from volunteers.applications.models import OPEN, Application
from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.onboarding.models import Check, CheckState
from volunteers.onboarding.rules.pipelines import Preview, Standing, newly_needed, preview, version_in_words
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer
from volunteers.strands.models import PipelineVersion
from volunteers.strands.queries import PAGE, all_strands, find_by_slug, get_strand
from volunteers.strands.rules import Strand
from volunteers.strands.rules.differences import StageDifferences, differences
from volunteers.strands.rules.versions import StageDraft, with_pipeline

CAME_ON = cast(func.timezone("Europe/London", Application.stage_since), Date)


@dataclass(frozen=True)
class VersionLine:
    """One version or proposal, with who proposed and who decided."""

    id: int
    strand: str
    number: int | None
    reason: str
    moves_running: bool
    proposed_by: str
    proposed_by_id: int
    proposed_at: datetime
    decided_by: str | None
    decided_by_id: int | None
    agreed_at: datetime | None
    refused_at: datetime | None
    decision_reason: str | None

    @property
    def is_open(self) -> bool:
        return self.agreed_at is None and self.refused_at is None

    @property
    def is_taken_back(self) -> bool:
        return self.refused_at is not None and self.decided_by_id == self.proposed_by_id

    @property
    def words(self) -> str:
        """Version 3."""
        return version_in_words(self.number).capitalize()


@dataclass(frozen=True)
class PipelineLine:
    """One strand in the list: its pipeline now, what is proposed for it, and what was before."""

    strand: Strand
    agreed: tuple[VersionLine, ...]
    proposal: VersionLine | None
    refused: tuple[VersionLine, ...]

    @property
    def current(self) -> VersionLine | None:
        """The version followed now; None for the pipeline as it was set up."""
        return self.agreed[0] if self.agreed else None

    @property
    def number(self) -> int:
        return self.current.number or PAGE if self.current else PAGE

    @property
    def words(self) -> str:
        return version_in_words(self.number).capitalize()

    @property
    def earlier(self) -> tuple[VersionLine, ...]:
        return self.agreed[1:]

    @property
    def has_earlier(self) -> bool:
        """Whether there was any other version or proposal before."""
        return bool(self.agreed or self.refused)


@dataclass(frozen=True)
class Compared:
    """A version beside the one before it."""

    strand: Strand
    before: Strand
    after: Strand
    changes: tuple[StageDifferences, ...]


@dataclass(frozen=True)
class Running:
    """How many under way follow a version that is not the current one."""

    number: int
    count: int

    @property
    def words(self) -> str:
        return version_in_words(self.number).capitalize()


def may_edit(strand: Strand, viewer: Viewer) -> bool:
    """Whether the viewer changes the pipeline of a strand: for all of its areas, as a pipeline has none."""
    return viewer.may_in(Permission.PIPELINE_EDIT, strand.code, None)


def list_pipelines(viewer: Viewer) -> list[PipelineLine]:
    """The strands whose pipelines the viewer may change, each with its versions; one statement."""
    lines = _lines(PipelineVersion.strand.in_([each.code for each in all_strands()]))
    return [_line(strand, lines) for strand in all_strands() if may_edit(strand, viewer)]


def get_pipeline(slug: str, viewer: Viewer) -> PipelineLine:
    """One strand of that list; raises ``NotFound`` where it is not the viewer's to change."""
    strand = find_by_slug(slug)
    if strand is None or not may_edit(strand, viewer):
        raise NotFound(f"no pipeline at {slug!r} for this viewer")
    return _line(strand, _lines(PipelineVersion.strand == strand.code))


def get_proposal(slug: str, proposal_id: int, viewer: Viewer) -> tuple[PipelineLine, VersionLine]:
    """A proposal, decided or not, with its strand; raises ``NotFound``."""
    pipeline = get_pipeline(slug, viewer)
    known = [*pipeline.agreed, *pipeline.refused, *([pipeline.proposal] if pipeline.proposal else [])]
    for line in known:
        if line.id == proposal_id:
            return pipeline, line
    raise NotFound(f"no proposal {proposal_id}")


def compare_proposal(strand: Strand, line: VersionLine, current: int) -> Compared:
    """What a proposal says otherwise than the version that is followed now."""
    stored = db.session.scalars(select(PipelineVersion.stages).where(PipelineVersion.id == line.id)).one()
    return compare(strand, get_strand(strand.code, current), [StageDraft.read(each) for each in stored])


def compare(strand: Strand, before: Strand, drafts: Sequence[StageDraft]) -> Compared:
    """What drafts say otherwise than a version."""
    after = with_pipeline(strand, drafts)
    return Compared(strand, before, after, differences(before, after))


def compare_version(strand: Strand, number: int) -> Compared:
    """What an agreed version said otherwise than the one before it; raises ``NotFound``. The first changed nothing."""
    return compare_between(strand, max(number - 1, PAGE), number)


def compare_between(strand: Strand, older: int, newer: int) -> Compared:
    """What one version said otherwise than another; raises ``NotFound``."""
    before, after = get_strand(strand.code, older), get_strand(strand.code, newer)
    return Compared(strand, before, after, differences(before, after))


def preview_of(strand: Strand, after: Strand, *, version: int | None = None) -> Preview:
    """What following a pipeline would do to those under way, or to those of one version; two statements at most."""
    today = clock.today()
    standings = _standings(strand, after, today, version)
    needed = {
        (each.version, each.stage): codes
        for each in standings
        if (codes := newly_needed(get_strand(strand.code, each.version), after, each.stage))
    }
    waiting = _waiting(strand, needed, today) if needed else {}
    return preview(
        after,
        [
            Standing(
                each.stage, each.version, each.count, each.newly_overdue, waiting.get((each.version, each.stage), 0)
            )
            for each in standings
        ],
    )


def list_running(strand: Strand, current: int) -> list[Running]:
    """The versions other than the current one that applications under way follow, the newest first."""
    rows = db.session.execute(
        select(Application.pipeline_version, func.count())
        .where(Application.strand == strand.code, OPEN, Application.pipeline_version != current)
        .group_by(Application.pipeline_version)
        .order_by(Application.pipeline_version.desc())
    )
    return [Running(number, count) for number, count in rows]


@dataclass(frozen=True)
class ToMove:
    """A version to which those under way are moved."""

    strand: str
    number: int
    decided_by_id: int | None


def list_to_move(ids: Sequence[int] | None = None) -> list[ToMove]:
    """The newest version of each strand that says that those under way follow it, of these rows or of all."""
    row = PipelineVersion
    chosen = [row.agreed_at.is_not(None), row.moves_running]
    rows = db.session.execute(
        select(row.strand, row.number, row.decided_by_id)
        .where(*chosen, *([] if ids is None else [row.id.in_(ids)]))
        .order_by(row.strand, row.number)
    )
    newest = {strand: ToMove(strand, number, by) for strand, number, by in rows if number is not None}
    return list(newest.values())


def _standings(strand: Strand, after: Strand, today: date, version: int | None) -> list[Standing]:
    days = [(Application.stage == stage.code, literal(stage.longest_days)) for stage in after.pipeline.open_stages]
    late_then = CAME_ON + case(*days, else_=null()) < today
    newly = and_(late_then, Application.longest_until >= today)
    rows = db.session.execute(
        select(Application.stage, Application.pipeline_version, func.count(), func.count().filter(newly))
        .where(*_under_way(strand, version))
        .group_by(Application.stage, Application.pipeline_version)
    )
    return [Standing(stage, number, count, overdue) for stage, number, count, overdue in rows]


def _waiting(strand: Strand, needed: dict[tuple[int, str], tuple[str, ...]], today: date) -> dict[tuple[int, str], int]:
    lacking = or_(
        *(
            and_(
                Application.pipeline_version == number,
                Application.stage == stage,
                or_(*(~_held(code, today) for code in codes)),
            )
            for (number, stage), codes in needed.items()
        )
    )
    rows = db.session.execute(
        select(Application.pipeline_version, Application.stage, func.count())
        .where(*_under_way(strand, None), lacking)
        .group_by(Application.pipeline_version, Application.stage)
    )
    return {(number, stage): count for number, stage, count in rows}


def _under_way(strand: Strand, version: int | None) -> list[Any]:
    every = [Application.strand == strand.code, OPEN]
    return every if version is None else [*every, Application.pipeline_version == version]


def _held(code: str, today: date) -> ColumnElement[bool]:
    """Passed and good today, as ``CheckFact.holds_on`` judges it."""
    return exists().where(
        Check.application_id == Application.id,
        Check.code == code,
        Check.state == CheckState.PASSED,
        or_(Check.valid_until.is_(None), Check.valid_until >= today),
        or_(Check.result_on.is_(None), Check.result_on <= today),
    )


def _lines(condition: ColumnElement[bool]) -> list[VersionLine]:
    """Proposals and versions, the newest first."""
    decider = aliased(Account)
    row = PipelineVersion
    rows: Sequence[Any] = db.session.execute(
        select(
            row.id, row.strand, row.number, row.reason, row.moves_running, Account.full_name, row.proposed_by_id,
            row.proposed_at, decider.full_name, row.decided_by_id, row.agreed_at, row.refused_at, row.decision_reason,
        )
        .join(Account, Account.id == row.proposed_by_id)
        .outerjoin(decider, decider.id == row.decided_by_id)
        .where(condition)
        .order_by(row.id.desc())
    ).all()  # fmt: skip
    return [VersionLine(*found) for found in rows]


def _line(strand: Strand, lines: Sequence[VersionLine]) -> PipelineLine:
    own = [line for line in lines if line.strand == strand.code]
    return PipelineLine(
        strand=strand,
        agreed=tuple(sorted((one for one in own if one.agreed_at), key=lambda one: -(one.number or 0))),
        proposal=next((one for one in own if one.is_open), None),
        refused=tuple(one for one in own if one.refused_at),
    )
