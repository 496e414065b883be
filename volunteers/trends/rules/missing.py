"""Who is missing: places with fewer volunteers for their residents than all places together, beyond chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volunteers.trends.rules.counts import Counting
from volunteers.trends.rules.rates import Rate, rate_of


@dataclass(frozen=True)
class Missing:
    """One strand in one area whose range of chance lies wholly below the rate of all areas together."""

    slug: str
    strand: str
    area: str
    place: str
    rate: Rate
    together: float
    fewer: int

    @property
    def share(self) -> float:
        return self.rate.value / self.together


def missing_in(
    slug: str, strand: str, people: Mapping[str, int], residents: Mapping[str, int], names: Mapping[str, str],
    counting: Counting,
) -> list[Missing]:  # fmt: skip
    """The places where one strand is missing, the furthest below first. Nothing where fewer than two can be compared.

    A number too small to be shown is not judged either: it would be told by what is said of it.
    """
    compared = [area for area in names if residents.get(area)]
    total, living = sum(people.get(area, 0) for area in compared), sum(residents[area] for area in compared)
    if len(compared) < 2 or not total:
        return []
    found = []
    for area in compared:
        known = counting.people(people.get(area, 0)).known
        if known is None:
            continue
        rate, together = rate_of(known, residents[area]), total / living
        if rate.high < together * 100_000:
            fewer = round(together * residents[area]) - known
            found.append(Missing(slug, strand, area, names[area], rate, together * 100_000, fewer))
    return sorted(found, key=lambda one: one.share)


def most_missing(found: Sequence[Missing]) -> list[Missing]:
    """What is said of the place that most strands are missing in; of several, the one furthest below."""
    by_area: dict[str, list[Missing]] = {}
    for one in found:
        by_area.setdefault(one.area, []).append(one)
    places = by_area.values()
    return max(places, key=lambda them: (len(them), -min(one.share for one in them)), default=[])
