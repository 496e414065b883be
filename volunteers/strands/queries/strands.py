"""The six strands as the force this process serves has them."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import ScalarSelect, SQLColumnExpression, func, select

from volunteers.errors import NotFound
from volunteers.extensions import db
from volunteers.forces.queries import current_force, load_force
from volunteers.strands.definitions import (
    cadets,
    community_speedwatch,
    farm_watch,
    neighbourhood_watch,
    specials,
    support_volunteers,
)
from volunteers.strands.definitions.sheets import SHEETS
from volunteers.strands.models import PipelineVersion
from volunteers.strands.rules import Strand, StrandCode
from volunteers.strands.rules.sheets import Sheet
from volunteers.strands.rules.versions import StageDraft, with_pipeline

PAGE = 0  # the pipeline of the strand's page in the code, before anyone changed it
_versions: dict[tuple[str, str, int], Strand] = {}

PAGES = (
    specials.page,
    support_volunteers.page,
    cadets.page,
    neighbourhood_watch.page,
    farm_watch.page,
    community_speedwatch.page,
)


@cache
def strands_of(force: str) -> tuple[Strand, ...]:
    """The six strands of a force, by its code; raises ``ForceFileError``."""
    return tuple(page(load_force(force)) for page in PAGES)


def all_strands() -> tuple[Strand, ...]:
    """The six strands, in the order of the Police and Crime Plan."""
    return strands_of(current_force().code)


def get_strand(code: str, version: int = PAGE) -> Strand:
    """The strand of that code, with its pipeline as its page has it or as a version has it; raises ``NotFound``.

    What runs keeps the version it began with: pass an application's own, or that of ``current_version``. A version
    never changes once it is agreed to, so it is read once by each process.
    """
    for strand in all_strands():
        if strand.code == code:
            return strand if version == PAGE else _version(strand, version)
    raise NotFound(f"no strand {code!r}")


def current_version(code: str) -> int:
    """The version of a strand's pipeline that applications sent now follow; one statement."""
    return db.session.scalar(select(latest_version(code))) or PAGE


def latest_version(code: str | SQLColumnExpression[str]) -> ScalarSelect[int]:
    """The same as part of another statement, for a strand or a column that holds one; NULL before any change."""
    latest = select(func.max(PipelineVersion.number)).where(
        PipelineVersion.strand == code, PipelineVersion.agreed_at.is_not(None)
    )
    return latest.scalar_subquery()


def current_strands() -> tuple[Strand, ...]:
    """The six strands with their pipelines as applications sent now follow them; one statement."""
    numbers = select(PipelineVersion.strand, func.max(PipelineVersion.number)).where(
        PipelineVersion.agreed_at.is_not(None)
    )
    rows = db.session.execute(numbers.group_by(PipelineVersion.strand))
    found = {code: number for code, number in rows}  # noqa: C416 - a row is no pair to mypy
    return tuple(get_strand(strand.code, found.get(strand.code) or PAGE) for strand in all_strands())


def current_strand(code: str) -> Strand:
    """The strand with its pipeline as applications sent now follow it; one statement."""
    return get_strand(code, current_version(code))


def _version(strand: Strand, number: int) -> Strand:
    place = (current_force().code, strand.code, number)
    if place not in _versions:
        stored = db.session.scalar(
            select(PipelineVersion.stages).where(
                PipelineVersion.strand == strand.code,
                PipelineVersion.number == number,
                PipelineVersion.agreed_at.is_not(None),
            )
        )
        if stored is None:
            raise NotFound(f"no version {number} of {strand.code!r}")
        _versions[place] = with_pipeline(strand, [StageDraft.read(each) for each in stored])
    return _versions[place]


def forget_versions() -> None:
    """Read every version anew; for a process whose database was made anew under it, such as a test's."""
    _versions.clear()


def find_by_slug(slug: str) -> Strand | None:
    """The strand at that place in a web address, or None."""
    return next((strand for strand in all_strands() if strand.slug == slug), None)


def get_by_slug(slug: str) -> Strand:
    """The strand at that place in a web address; raises ``NotFound``."""
    if (strand := find_by_slug(slug)) is None:
        raise NotFound(f"no strand at {slug!r}")
    return strand


def sheets_of(strand: str) -> Mapping[str, Sheet]:
    """The scoring sheets of a strand by the check they are about; empty where nothing is scored."""
    return SHEETS.get(StrandCode(strand), {})
