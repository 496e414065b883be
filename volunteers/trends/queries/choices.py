"""What a viewer may choose to look at, and how exactly they may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from volunteers import clock
from volunteers.errors import NotFound
from volunteers.forces.queries import current_force
from volunteers.permissions import Permission, Viewer
from volunteers.strands.queries import all_strands
from volunteers.strands.rules import Strand
from volunteers.trends.queries.figures import Scope
from volunteers.trends.rules.counts import Counting

WHOLE_FORCE = "Whole force"
ALL_MINE = "All my areas"
YEARS_BACK = 3


@dataclass(frozen=True)
class Option:
    """One entry of a list to choose from."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class Chosen:
    """A strand and an area, or all areas that the viewer may see. ``is_whole`` when that is the whole force."""

    strand: Strand
    area: str | None
    areas: tuple[str, ...] | None
    is_whole: bool
    place: str
    counting: Counting

    @property
    def scope(self) -> Scope:
        return Scope(self.strand.code, self.areas)

    @property
    def bears_targets(self) -> bool:
        """Whether a target can be for exactly this: the whole force or one area."""
        return self.is_whole or self.area is not None


def choose(viewer: Viewer, *, slug: str | None, area: str | None) -> Chosen:
    """What the address asks for, within what the viewer may see; raises ``NotFound`` for anything else."""
    strand = next((s for s in strands_of(viewer) if slug in (None, "", s.slug)), None)
    if strand is None:
        raise NotFound("no such strand for this viewer")
    mine = areas_of(viewer, strand.code)
    is_all = viewer.may_in(Permission.TRENDS_READ, strand.code, None)
    if not mine:
        raise NotFound("no area for this viewer")
    if area:
        if area not in mine:
            raise NotFound("no such area for this viewer")
        return Chosen(
            strand, area, (area,), is_whole=False, place=current_force().area(area).name,
            counting=_counting(viewer, strand, (area,)),
        )  # fmt: skip
    areas = None if is_all else tuple(mine)
    place = WHOLE_FORCE if is_all else ALL_MINE if len(mine) > 1 else current_force().area(mine[0]).name
    return Chosen(strand, None, areas, is_whole=is_all, place=place, counting=_counting(viewer, strand, areas))


def strands_of(viewer: Viewer) -> list[Strand]:
    """The strands whose trends the viewer may read, anywhere at all."""
    grants = viewer.granting(Permission.TRENDS_READ)
    return [strand for strand in all_strands() if any(grant.strand in (None, strand.code) for grant in grants)]


def areas_of(viewer: Viewer, strand: str) -> list[str]:
    """The areas whose trends the viewer may read for a strand, those that ended among them: their past stays."""
    return [code for code in current_force().area_names if viewer.may_in(Permission.TRENDS_READ, strand, code)]


def _counting(viewer: Viewer, strand: Strand, areas: tuple[str, ...] | None) -> Counting:
    """Exact for those who may open the applications themselves; guarded for all others."""
    exact = all(viewer.may_in(Permission.APPLICATION_READ, strand.code, area) for area in areas or (None,))
    return Counting(exact, current_force().numbers.disclosure_threshold)


def strand_options(viewer: Viewer, chosen: Chosen) -> list[Option]:
    return [Option(one.slug, one.name, one is chosen.strand) for one in strands_of(viewer)]


def area_options(viewer: Viewer, chosen: Chosen) -> list[Option]:
    """All of them together first."""
    force, mine = current_force(), areas_of(viewer, chosen.strand.code)
    together = WHOLE_FORCE if viewer.may_in(Permission.TRENDS_READ, chosen.strand.code, None) else ALL_MINE
    each = [Option(code, force.area(code).name, code == chosen.area) for code in mine]
    return [Option("", together, chosen.area is None), *each]


def read_month(text: str | None, *, latest: date) -> date:
    """The month an address names, like 2026-10; the latest whole one if it names none. ``NotFound`` otherwise."""
    if not text:
        return latest
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise NotFound(f"no month {text!r}") from None
    if not clock.add_months(latest, -12 * YEARS_BACK) <= month <= latest:
        raise NotFound(f"no month {text!r}")
    return month


def month_options(chosen: date, *, latest: date) -> Sequence[Option]:
    """The latest whole month, the month chosen, and the ends of quarters of three years."""
    back = [clock.add_months(latest, -step) for step in range(1, 12 * YEARS_BACK + 1)]
    months = [latest, *(month for month in back if month.month % 3 == 0 or month == chosen)]
    return [Option(f"{month:%Y-%m}", f"12 months to {month:%B %Y}", month == chosen) for month in months]


def target_places(viewer: Viewer) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The strands and the places a viewer may enter targets for, each as (code, words); the whole force has no code."""
    force, grants = current_force(), viewer.granting(Permission.TARGET_SET)
    strands = [one for one in all_strands() if any(grant.strand in (None, one.code) for grant in grants)]
    areas = [one for one in force.areas if any(grant.area in (None, one.code) for grant in grants)]
    whole = [("", WHOLE_FORCE)] if any(grant.area is None for grant in grants) else []
    return [(one.code, one.name) for one in strands], [*whole, *((one.code, one.name) for one in areas)]
