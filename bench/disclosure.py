"""``python -m bench.disclosure``: whether releases hold against an outsider, what they cost, and what they show.

- ``--populations 2000``: releases of that many random populations of 20 to 500 people, attacked with all releases at
  once (``tests/trends/attacker``), over two processes. Goal: 0 failures.
- ``--tauargus``: what is hidden beside TauArgus' optimum on the same tables, and its audit beside our attacker
  (``bench/yardstick.py`` says how it is given the same protection). Goal: 1.1 times its optimum at most, equal
  intervals.
- ``--usefulness``: the share of cells with a figure at force level, at the size of a force. Goal: at least 80%.
"""

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from random import Random

from bench.yardstick import beside, random_tables, report, the_base_table
from tests.trends.attacker import Attack
from tests.trends.attacker.exact import Exact
from tests.trends.attacker.judging import Broken, small_cells, thresholds_of
from tests.trends.attacker.naming import Name
from tests.trends.attacker.populations import LAST, STAGES, Force, Population, a_population
from tests.trends.attacker.rounds import Verdict, attacked, released
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.frozen import StrandShape
from volunteers.trends.disclosure.quarters import before

PROCESSES = 2
# So many protected cells of a population are asked for their exact interval.
ASKED = 20
# A force of the usual size: how volunteers fall to five strands and five areas, how many of a hundred are lost at each
# stage, and how those who say so fall to the groups of the lists (near the Census of 2021 for the force's area).
STRANDS, AREAS, LOST = (45, 35, 10, 6, 4), (30, 25, 18, 15, 12), (0.3, 0.2, 0.15, 0.1)
SHARES: dict[str, tuple[float, ...]] = {
    "ethnicity": (92, 2, 3, 2, 1),
    "sex": (42, 58),
    "age": (18, 22, 17, 16, 15, 12),
    "disability": (14, 86),
    "religion": (47, 44, 0.6, 0.6, 0.2, 2.6, 0.3, 0.6),
    "orientation": (94, 2.5, 2.5, 1),
}


@dataclass(frozen=True)
class Line:
    """What came of one population."""

    seed: int
    seconds: float
    releases: int
    cells: int
    given: int
    widths: tuple[int, ...]
    broken: tuple[Broken, ...] = ()
    fault: str = ""


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--populations", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the seed of the first population")
    parser.add_argument("--tauargus", action="store_true")
    parser.add_argument("--tables", type=int, default=200, help="how many random tables TauArgus is given")
    parser.add_argument("--usefulness", action="store_true")
    options = parser.parse_args()
    if options.populations:
        populations(range(options.first, options.first + options.populations))
    if options.tauargus:
        print(report(beside([the_base_table(), *random_tables(options.tables)])))
    if options.usefulness:
        usefulness()


def populations(seeds: range) -> None:
    """Attack the releases of many populations, with a line of progress now and then and a summary."""
    lines: list[Line] = []
    with ProcessPoolExecutor(PROCESSES) as pool:
        for done in as_completed([pool.submit(one_population, seed) for seed in seeds]):
            lines.append(done.result())
            newest = lines[-1]
            if newest.broken or newest.fault:
                print(f"seed {newest.seed}: {newest.fault} {newest.broken[:5]}", flush=True)
            if len(lines) % 20 == 0 or len(lines) == len(seeds):
                print(summary(lines), flush=True)


def one_population(seed: int) -> Line:
    """Make and attack the releases of one population. A fault of ours is told by its words, not raised."""
    begun = time.perf_counter()
    try:
        verdict = attacked(a_population(seed))
        widths = _widths(verdict)
    except Exception as fault:  # one population that cannot be published must not end the others
        return Line(seed, time.perf_counter() - begun, 0, 0, 0, (), (), f"{type(fault).__name__}: {fault}")
    return Line(
        seed, time.perf_counter() - begun, len(verdict.releases), verdict.cells, verdict.given, widths, verdict.broken
    )


def _widths(verdict: Verdict) -> tuple[int, ...]:
    """How many values some of the protected cells may have, exactly."""
    small = small_cells(Exact(verdict.population).truth(verdict.releases), thresholds_of(verdict.releases))
    chosen = Random(verdict.population.seed).sample(sorted(small), min(ASKED, len(small)))
    return tuple(high - low + 1 for low, high in Attack(verdict.releases).cells(chosen).values())


def summary(lines: Iterable[Line]) -> str:
    """One line about what was found so far."""
    known = list(lines)
    failed = sum(bool(line.broken) for line in known)
    faults = sum(bool(line.fault) for line in known)
    widths = [width for line in known for width in line.widths] or [0]
    cells, given = sum(line.cells for line in known), sum(line.given for line in known)
    return (
        f"{len(known)} populations, {sum(line.releases for line in known)} releases: {failed} failed, {faults} not"
        f" published; protected cells may have {statistics.median(widths):g} values (median), {min(widths)} at least;"
        f" {given / max(cells, 1):.0%} of cells given; {statistics.median(line.seconds for line in known):.1f} s each"
    )


def force_sized(seed: int = 7) -> Population:
    """About 600 adult volunteers and 450 applications a year, of groups as residents of the force area are."""
    chance = Random(seed)
    stages = tuple((code, code) for code in STAGES)
    strands = tuple(
        StrandShape(f"strand_{number}", f"Strand {number}", is_of_children=False, stages=stages)
        for number in range(len(STRANDS))
    )
    areas = [f"area_{number}" for number in range(len(AREAS))]
    likely: dict[tuple[str, str], Sequence[float]] = {
        ("strand", ""): STRANDS,
        ("area", ""): AREAS,
        ("leaving", ""): [0.04],
    }
    likely |= {("stage", stage): [share] for stage, share in zip(STAGES, LOST, strict=True)}
    likely |= {("adults", code): (*shares, 4, 11 if code != "age" else 0) for code, shares in SHARES.items()}
    likely["adults", "age"] = (*SHARES["age"], 0, 0)
    force = Force(chance, strands, areas, likely)
    force.serving = [force.somebody() for _ in range(600)]
    quarters = [force.quarter(before(LAST, 4 - number), 112) for number in range(5)]
    return Population(seed, strands, tuple((area, area) for area in areas), tuple(quarters))


def usefulness() -> None:
    """The share of cells with a figure at force level, system by system, of the newest release."""
    population = force_sized()
    releases = released(population)
    newest, truth = releases[-1], Exact(population).truth(releases)
    small = set(small_cells(truth, thresholds_of(releases)))
    print("| System | Cells | Given | Of these as before | Of few people |\n|---|---|---|---|---|")
    for words in ("all strands", "each strand"):
        together: Counter[str] = Counter()
        for system in newest.systems:
            chosen = {
                key: count
                for key, count in system.counts.items()
                if (key.place == "all") == (words == "all strands")
                and "area:" not in key.place
                and "@" not in key.place
            }
            few = sum(Name(newest.name, system.code, key) in small for key in chosen)
            print(_share(f"{system.code}, {words}", chosen.values(), newest), f"{few / len(chosen):.0%} |")
            given = sum(count.shown is not None for count in chosen.values())
            together.update({"cells": len(chosen), "given": given, "few": few})
        cells, given, few = together["cells"], together["given"], together["few"]
        share = f"**{given / cells:.0%}** (goal: 80%); of those that are not of few people {given / (cells - few):.0%}"
        print(f"| {words} together | {cells} | {share} | | {few / cells:.0%} |")


def _share(code: str, counts: Iterable[PublishedCount], content: Content) -> str:
    known = list(counts)
    given = [count for count in known if count.shown is not None]
    before = sum(count.as_at != content.cut_off for count in given)
    return f"| {code} | {len(known)} | {len(given) / len(known):.0%} | {before} |"


if __name__ == "__main__":
    main()
