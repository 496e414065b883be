"""``python -m bench.rosters``: rosters filled by us, by plain CP-SAT and by plain HiGHS, given the same time each.

Prints a table in Markdown, a line as soon as it is known, and then what it comes to. Every solution is looked at by the
checker of the tests. Without arguments it takes about an hour; nothing else should be running.
"""

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from bench.rosters.instances import KINDS, make
from bench.rosters.measured import METHODS, Outcome, measure

# Volunteers, duties, days, and the seconds the service asks for itself.
SIZES = {"small": (60, 60, 14, 10), "middle": (500, 600, 28, 60), "large": (2000, 3000, 28, 300)}
IN_TURN = ("tight", "jobs", "skilled", "ample")  # one for each seed, unless they are named
COLUMNS = ("Problem", "By", "Weight", "At most", "Gap", "Seconds", "Peak MB", "Short h", "km", "Places", "How it ended")
Case = tuple[str, str, int]  # size, kind, seed


def main() -> None:
    options = _options()
    print(f"Python {platform.python_version()}, highspy {version('highspy')}, OR-Tools {version('ortools')}, ", end="")
    print(f"{os.cpu_count()} processors. Gap: the part of what is not ruled out that is not reached.\n")
    print(f"| {' | '.join(COLUMNS)} |\n|{' --- |' * 2}{' ---: |' * (len(COLUMNS) - 3)} --- |")
    found: dict[Case, list[Outcome]] = {}
    with tempfile.TemporaryDirectory(prefix="rosters-") as folder:
        for case in _cases(options):
            size, kind, seed = case
            volunteers, duties, days, usual = SIZES[size]
            problem = make(volunteers, duties, days, seed, kind=kind)
            for method in options.methods:
                outcome = measure(
                    method, problem, Path(folder), options.seconds or usual, reasons=options.reasons and size != "large"
                )
                found.setdefault(case, []).append(outcome)
                print(_line(case, outcome), flush=True)
    print("", *_words(found), sep="\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.rosters", description=__doc__)

    def several(text: str) -> list[str]:
        return text.split(",")

    parser.add_argument("--sizes", type=several, default=list(SIZES), help=",".join(SIZES))
    parser.add_argument("--seeds", type=lambda text: [int(one) for one in several(text)], default=[1, 2, 3])
    parser.add_argument("--kinds", type=several, help=f"{','.join(KINDS)}; without it one for each seed in turn")
    parser.add_argument("--methods", type=several, default=list(METHODS), help=",".join(METHODS))
    parser.add_argument("--seconds", type=float, help="instead of what each size has")
    parser.add_argument("--reasons", action="store_true", help="count the reasons anew too, but for the largest")
    options = parser.parse_args()
    for name, known in (("sizes", SIZES), ("kinds", KINDS), ("methods", METHODS)):
        if unknown := set(getattr(options, name) or []) - set(known):
            parser.error(f"unknown {name}: {', '.join(sorted(unknown))}")
    return options


def _cases(options: argparse.Namespace) -> Iterator[Case]:
    for size in options.sizes:
        for seed in options.seeds:
            for kind in options.kinds or [IN_TURN[(seed - 1) % len(IN_TURN)]]:
                yield size, kind, seed


def _line(case: Case, one: Outcome) -> str:
    size, kind, seed = case
    volunteers, duties, days, _ = SIZES[size]
    cells = [
        f"{volunteers:,} x {duties:,}, {days} days, {kind}, seed {seed}",
        one.method,
        f"{one.weight:,}",
        f"{one.bound:,}",
        f"{one.gap:.2%}",
        f"{one.seconds:.1f}",
        f"{one.peak_mb:,.0f}",
        f"{one.shortfall:,.1f}",
        f"{one.kilometres:,.0f}",
        f"{one.places:,}",
        "; ".join([one.status, *one.trouble[:2]]),
    ]
    return f"| {' | '.join(cells)} |"


def _words(found: dict[Case, list[Outcome]]) -> Iterator[str]:
    """What the table comes to; a weight that another method says is impossible is a fault of one of the two."""
    for case, outcomes in found.items():
        name = f"{case[0]}, {case[1]}, seed {case[2]}"
        good = [one for one in outcomes if one.status != "none" and not one.trouble]
        least = min((one.bound for one in good), default=0)
        for one in good:
            if one.weight > least:
                yield f"- FAULT {name}: {one.method} has {one.weight:,}, and another proved at most {least:,}."
        for one in outcomes:
            if one.trouble:
                yield f"- FAULT {name}: {one.method}: {one.trouble[0]}."
        ours, others = [one for one in good if one.method == "ours"], [one for one in good if one.method != "ours"]
        if ours and others:
            yield f"- {name}: {_beside(ours[0], others, least)}"


def _beside(ours: Outcome, others: list[Outcome], least: int) -> str:
    best = max(others, key=_rank)
    how = "better than" if _rank(ours) > _rank(best) else "as good as" if _rank(ours) == _rank(best) else "WORSE THAN"
    gap = (least - ours.weight) / least if least else 0.0
    return (
        f"{how} the better plain one ({best.method}: {best.weight:,}, ours {ours.weight:,}); "
        f"{ours.seconds:.1f} s against {best.seconds:.1f} s; within {gap:.2%} of the least bound of all."
    )


def _rank(one: Outcome) -> tuple[int, float, float]:
    return one.weight, -round(one.shortfall, 2), -round(one.kilometres, 1)


if __name__ == "__main__":
    main()
