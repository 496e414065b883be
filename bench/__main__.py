"""``make bench``: our pages beside the bare stack, in the same run, at three sizes.

Prints, for each page, processor milliseconds per request (application and PostgreSQL), its ratio to the ceiling
measured beside it, requests per second and p50/p95 at 1 and at 8 at once, SQL statements and bytes; then how each
grows from the small to the force size, the trends job against raw SQL, and the memory of a worker.
"""

import argparse
import math
import statistics
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import copies, jobs, pages
from bench.cast import Cast
from bench.load import Outcome, load
from bench.processes import cpu_ms, parent_of, resident_mb
from bench.scenarios import SCENARIOS, Scenario
from volunteers.local.servers import Addresses, running_servers

ROUNDS = 3
AT_ONCE = 8


@dataclass
class Measured:
    """One page at one size: medians over the rounds."""

    cpu: float
    one: Outcome
    eight: Outcome


@dataclass(frozen=True)
class Stand:
    """What a measurement needs: both web servers and the database's own processes."""

    ours: copies.Copy
    bare: copies.Copy
    postmaster: int


def measure(stand: Stand, copy: copies.Copy, requests: pages.Supply, count: int) -> Measured:
    """Processor time and latency of one page, one at a time and eight at once."""
    load(copy.port, requests, count=4, at_once=1)
    before = cpu_ms([copy.pid, stand.postmaster])
    one = load(copy.port, requests, count=count, at_once=1)
    cpu = (cpu_ms([copy.pid, stand.postmaster]) - before) / count
    eight = load(copy.port, requests, count=count, at_once=AT_ONCE)
    if one.failures or eight.failures:
        raise RuntimeError(f"{one.failures + eight.failures} of {2 * count} requests failed")
    return Measured(cpu, one, eight)


def rounds(stand: Stand, cast: Cast, scenario: Scenario, how_many: int) -> tuple[Measured, Measured]:
    """Ours and the ceiling, turn about, so that both feel the same machine."""
    ours, bare = [], []
    for _ in range(how_many):
        bare.append(measure(stand, stand.bare, pages.ceilings(cast, scenario.ceiling), scenario.count))
        ours.append(measure(stand, stand.ours, pages.supply(cast, scenario.key), scenario.count))
    return _median(ours), _median(bare)


def _median(found: list[Measured]) -> Measured:
    middle = statistics.median_low([one.cpu for one in found])
    return next(one for one in found if one.cpu == middle)


HEAD = (
    "| page | CPU ms | ceiling ms | ratio | goal | req/s c1 | p50/p95 c1 | req/s c8 | p50/p95 c8 | SQL | bytes | |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|---|"
)


def line(scenario: Scenario, ours: Measured, bare: Measured) -> str:
    ratio = ours.cpu / bare.cpu
    statements = int(ours.one.statements or 0)
    kept = ratio <= scenario.at_most and statements <= scenario.statements_at_most
    return (
        f"| {scenario.name} | {ours.cpu:.1f} | {bare.cpu:.1f} | {ratio:.1f} | ≤ {scenario.at_most:g} "
        f"| {ours.one.rate:.0f} | {ours.one.median_ms:.0f}/{ours.one.percentile_ms(0.95):.0f} "
        f"| {ours.eight.rate:.0f} | {ours.eight.median_ms:.0f}/{ours.eight.percentile_ms(0.95):.0f} "
        f"| {statements} | {ours.one.size:,} | {'kept' if kept else 'MISSED'} |"
    )


def at_scale(addresses: Addresses, scale: str, folder: Path, how_many: int, only: str) -> dict[str, Measured]:
    """Measure every page over a database of one size."""
    url = copies.make_database(addresses, f"bench_{scale}")
    settings = copies.environment(addresses, url, folder)
    copies.run_flask(settings, "db", "upgrade")
    seconds = copies.run_flask(settings, "demo", "bulk", "--scale", scale, "--seed", "1")
    print(f"\n## {scale}\n\nThe data took {seconds:.0f} s to make.\n\n{HEAD}")
    measured: dict[str, Measured] = {}
    with psycopg.connect(url) as connection:
        postmaster = parent_of(connection.info.backend_pid)
    cast = Cast.find(settings)
    with (
        copies.served(settings, "bench.served:app", "/") as ours,
        copies.served(settings, "bench.ceiling:app", "/template") as bare,
    ):
        stand = Stand(ours, bare, postmaster)
        for scenario in (one for one in SCENARIOS if only in one.key):
            found, ceiling = rounds(stand, cast, scenario, how_many)
            measured[scenario.key] = found
            print(line(scenario, found, ceiling), flush=True)
        print(
            f"\nMemory of a web worker: {max(resident_mb(ours.pid)):.0f} MB; bare: {max(resident_mb(bare.pid)):.0f} MB."
        )
    print(jobs.trends_against_raw_sql(settings, url))
    return measured


def growth(sizes: dict[str, dict[str, Measured]], ratios: dict[str, float]) -> None:
    """The exponent of growth from the first size to each later one, and whether the statements stayed the same."""
    first, *later = sizes
    for name in later:
        print(f"\n## Growth from {first} to {name}\n\n| page | exponent | statements |\n|---|---|---|")
        for key, found in sizes[name].items():
            begun = sizes[first][key]
            exponent = math.log(found.cpu / begun.cpu) / math.log(ratios[name])
            print(f"| {key} | {exponent:.2f} | {begun.one.statements} → {found.one.statements} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scales", default=",".join(copies.SCALES))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="", help="measure only pages whose key contains this")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, running_servers(Path(folder), environ={}) as addresses:
        sizes = {
            scale: at_scale(addresses, scale, Path(folder), chosen.rounds, chosen.only)
            for scale in chosen.scales.split(",")
        }
    # Volunteers: 200, 5,000; applications at the large size are 100,000 against some 1,000.
    growth(sizes, {"force": 25.0, "large": 100.0})


if __name__ == "__main__":
    main()
