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
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from random import Random

from bench.yardstick import beside, random_tables, report, the_base_table
from tests.trends.attacker import Attack
from tests.trends.attacker.exact import Exact
from tests.trends.attacker.judging import Broken, small_cells, thresholds_of
from tests.trends.attacker.populations import Population, a_population
from tests.trends.attacker.rounds import Verdict, attacked
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.counts import PublishedCount

PROCESSES = 2
# So many protected cells of a population are asked for their exact interval.
ASKED = 20


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
    parser.add_argument("--crossed", action="store_true", help="attack with the groups of rows that only count people")
    options = parser.parse_args()
    if options.populations:
        populations(range(options.first, options.first + options.populations), crossed=options.crossed)
    if options.tauargus:
        print(report(beside([the_base_table(), *random_tables(options.tables)])))
    if options.usefulness:
        usefulness()


def populations(seeds: range, *, crossed: bool = False) -> None:
    """Attack the releases of many populations, with a line of progress now and then and a summary."""
    lines: list[Line] = []
    with ProcessPoolExecutor(PROCESSES) as pool:
        for done in as_completed([pool.submit(one_population, seed, crossed=crossed) for seed in seeds]):
            lines.append(done.result())
            newest = lines[-1]
            if newest.broken or newest.fault:
                print(f"seed {newest.seed}: {newest.fault} {newest.broken[:5]}", flush=True)
            if len(lines) % 20 == 0 or len(lines) == len(seeds):
                print(summary(lines), flush=True)


def one_population(seed: int, *, crossed: bool = False) -> Line:
    """Make and attack the releases of one population. A fault of ours is told by its words, not raised."""
    begun = time.perf_counter()
    try:
        verdict = attacked(a_population(seed), crossed=crossed)
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
    """About 600 adult volunteers and 450 applications a year."""
    return a_population(seed, people=600, quarters=5, strands=4)


def usefulness() -> None:
    """The share of cells with a figure at force level, system by system, of the newest release."""
    verdict = attacked(force_sized())
    newest = verdict.releases[-1]
    print("| System | Cells | Given | Of these as before |\n|---|---|---|---|")
    together: Counter[str] = Counter()
    for system in newest.systems:
        counts = {
            key: count for key, count in system.counts.items() if "area:" not in key.place and "@" not in key.place
        }
        print(_share(system.code, counts.values(), newest))
        together.update(cells=len(counts), given=sum(count.shown is not None for count in counts.values()))
    print(f"\n{together['given'] / together['cells']:.0%} of {together['cells']} cells at force level; goal: 80%.")


def _share(code: str, counts: Iterable[PublishedCount], content: Content) -> str:
    known = list(counts)
    given = [count for count in known if count.shown is not None]
    before = sum(count.as_at != content.cut_off for count in given)
    return f"| {code} | {len(known)} | {len(given) / len(known):.0%} | {before} |"


if __name__ == "__main__":
    main()
