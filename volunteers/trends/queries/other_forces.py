"""Our force beside the others, from the series that the Home Office and Parliament published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from volunteers.errors import NotFound
from volunteers.forces.queries import current_force
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode
from volunteers.trends.queries.choices import Option
from volunteers.trends.queries.published import get_published
from volunteers.trends.rules import forces
from volunteers.trends.rules.charts import Multiples, Ranked
from volunteers.trends.rules.comparison import ALL, GROUPS, Comparison, Period, compare
from volunteers.trends.rules.context import Credit, PublishedNumber, credits_of
from volunteers.trends.rules.force_pictures import each_force, index_picture, ranking
from volunteers.trends.rules.pictures import Picture
from volunteers.trends.rules.published import NATIONAL_SPECIALS

SEPTEMBER_2014, SEPTEMBER_2019 = date(2014, 9, 30), date(2019, 9, 30)


@dataclass(frozen=True)
class Kind:
    """A kind of volunteering that is counted for other forces too: its series, and the periods to choose from."""

    strand: StrandCode
    people: str
    by_force: str
    national: str | None
    periods: tuple[Period, ...]
    held: str


KINDS = (
    Kind(
        StrandCode.SPECIAL_CONSTABULARY, "Special Constables", forces.SPECIALS_BY_FORCE, NATIONAL_SPECIALS,
        (
            Period(SEPTEMBER_2014, SEPTEMBER_2019), Period(date(2016, 9, 30), SEPTEMBER_2019),
            Period(date(2018, 9, 30), SEPTEMBER_2019), Period(date(1997, 9, 30), date(2001, 9, 30)),
            Period(date(1980, 12, 31), SEPTEMBER_2019),
        ),
        "24 of the 43 forces are in the file. England and Wales is all 43.",
    ),
    Kind(
        StrandCode.POLICE_SUPPORT_VOLUNTEERS, "Police Support Volunteers", forces.SUPPORT_BY_FORCE,
        None,
        (Period(date(2017, 9, 30), SEPTEMBER_2019), Period(date(2018, 9, 30), SEPTEMBER_2019)),
        "All 43 forces are in the file. Where a number of a force is not available at some date, it is left out of the "
        "sum of forces, because a total of ever more forces would rise by itself.",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class ForcesPage:
    """Everything the page of the comparison shows."""

    people: str
    place: str
    strands: Sequence[Option]
    periods: Sequence[Option]
    groups: Sequence[Option]
    period: str
    sentence: str
    held: str
    comparison: Comparison
    index: Picture | None
    ranking: Sequence[Ranked]
    each: Multiples
    credits: Sequence[Credit]


def get_forces_page(*, slug: str | None, period: str | None, group: str | None) -> ForcesPage:
    """The comparison as the address asks for it; raises ``NotFound`` for a strand, period or group that is none."""
    kind = _kind(slug)
    during = _period(kind, period)
    if (group := group or ALL) not in GROUPS:
        raise NotFound(f"no group {group!r}")
    stored = get_published(*([kind.national] if kind.national else []), starting=f"{kind.by_force}/")
    force = current_force()
    found = compare(
        _by_force(kind, stored), _values(stored.get(kind.national, ())) if kind.national else None,
        ours=forces.slug_of(force.short_name), place=force.short_name, period=during, group=group,
    )  # fmt: skip
    return ForcesPage(
        people=kind.people, place=force.short_name,
        strands=[Option(get_strand(one.strand).slug, one.people, one is kind) for one in KINDS],
        periods=[Option(one.code, one.words, one is during) for one in kind.periods],
        groups=[Option(code, words, code == group) for code, words in GROUPS.items()],
        period=during.words, sentence=found.sentence(kind.people), held=kind.held, comparison=found,
        index=index_picture(found), ranking=ranking(found), each=each_force(found),
        credits=credits_of([one for name in stored for one in stored[name] if _lies_in(during, one)]),
    )  # fmt: skip


def _kind(slug: str | None) -> Kind:
    found = next((one for one in KINDS if slug in (None, "", get_strand(one.strand).slug)), None)
    if found is None:
        raise NotFound(f"{slug!r} is not counted for other forces")
    return found


def _period(kind: Kind, code: str | None) -> Period:
    """The period asked for. One of the other kind, left in the address by a change of kind, gives way to the first."""
    if code and not any(code == one.code for every in KINDS for one in every.periods):
        raise NotFound(f"no period {code!r}")
    return next((one for one in kind.periods if one.code == code), kind.periods[0])


def _by_force(kind: Kind, stored: Mapping[str, Sequence[PublishedNumber]]) -> dict[str, dict[date, int]]:
    prefix = f"{kind.by_force}/"
    return {name.removeprefix(prefix): _values(found) for name, found in stored.items() if name.startswith(prefix)}


def _values(numbers: Sequence[PublishedNumber]) -> dict[date, int]:
    return {one.as_at: one.value for one in numbers}


def _lies_in(period: Period, number: PublishedNumber) -> bool:
    return period.first <= number.as_at <= period.last
