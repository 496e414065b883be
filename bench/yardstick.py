"""Ours beside TauArgus on the same tables: what is hidden, and what an outsider can prove of it.

**The same protection.** Of a cell of 1 to 9 people ours asks for an interval that reaches 10 and holds ten values.
TauArgus asks for an interval that reaches so far above the true number and so far below it. Its rule of frequencies
(``FREQ(10, 20)``) asks for 20% of the cell, which is less; so its optimiser is given the levels of each cell, as an
a-priori file would. Two levels enclose ours. *Less*: 10 - x above and none below; its optimum is never dearer than the
true one. *More*: 10 - x above and x - 1 below, which is enough for ours. Its third level, the length of the interval
whichever way, is what ours asks for; version 0.6.0 reads it and leaves it out of account. Where its audit finds that
the pattern for *less* keeps ours too, that is the true optimum. All cells cost their number, nobody 0.1; cells may be
anything from 0 up, so that a mark covers nobody too, and no bound from the table's own numbers is given away.

**The same audit.** TauArgus audits *our* pattern, and the attacker reads the same table unrounded.
"""

import json
import math
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.trends.attacker import Interval, attack
from tests.trends.attacker.documents import CODE, base_table, document, with_margins
from tests.trends.attacker.naming import Name
from tests.trends.attacker.puzzle import MOST
from volunteers.trends.disclosure.content import Content
from volunteers.trends.disclosure.hiding import hide
from volunteers.trends.disclosure.needs import small_cells
from volunteers.trends.disclosure.tables import Key, Row, SumOf, System

THRESHOLD = 10
GOAL = 1.1
ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Table:
    """A table with its margins, and how it adds up."""

    name: str
    system: System
    row_sums: Sequence[tuple[Row, tuple[Row, ...]]]

    @property
    def keys(self) -> list[Key]:
        """Its cells in order: TauArgus knows them by their number."""
        return sorted(self.system.values)

    def published(self, hidden: Collection[Key]) -> Content:
        """As it would be published, unrounded."""
        return document(self.system.values, hidden, row_sums=self.row_sums)

    def cost(self, hidden: Collection[Key]) -> int:
        """How many people the hidden cells hold."""
        return sum(self.system.values[key] for key in hidden)


@dataclass(frozen=True)
class Beside:
    """One table: our pattern and TauArgus' for less and for more, and both audits of ours."""

    table: Table
    ours: frozenset[Key]
    less: frozenset[Key] | None
    more: frozenset[Key] | None
    less_is_enough: bool
    audited: Mapping[Key, Interval]
    proved: Mapping[Key, Interval]

    def ratio(self, theirs: Collection[Key] | None) -> float | None:
        """What ours hides by what theirs does; None where it gave up or nothing has to be hidden."""
        return None if not theirs else self.table.cost(self.ours) / self.table.cost(theirs)


def a_table(name: str, cells: Mapping[Key, int]) -> Table:
    """Cells of two dimensions (place and group) or of three (measure too), with all their margins."""
    flat = with_margins(cells)
    measures = list(dict.fromkeys(key.measure for key in cells))
    places = [*dict.fromkeys(key.place for key in cells), "all"]
    exact = dict(flat)
    sums = [((measure, "all"), tuple((measure, place) for place in places[:-1])) for measure in measures]
    if len(measures) > 1:
        for key, number in flat.items():
            whole = key._replace(measure="every")
            exact[whole] = exact.get(whole, 0) + number
        sums.append((("every", "all"), tuple(("every", place) for place in places[:-1])))
        sums += [(("every", place), tuple((measure, place) for measure in measures)) for place in places]
    adding = document(exact, row_sums=sums).systems[0].sums
    return Table(name, System(CODE, exact, adding), sums)


def the_base_table() -> Table:
    """That of the worked examples."""
    return a_table(
        "base", {key: number for key, number in base_table().items() if "all" not in key and "total" not in key}
    )


def random_tables(count: int) -> list[Table]:
    """Two-way tables of 3x3 to 8x10 and three-way ones of 3x3x2 to 4x5x3, of skewed numbers, a tenth of them nobody."""
    found = []
    for seed in range(count):
        chance = Random(seed)
        if seed % 3 < 2:
            sizes = (1, chance.randint(3, 8), chance.randint(3, 10))
        else:
            sizes = (chance.randint(2, 3), chance.randint(3, 4), chance.randint(3, 5))
        cells = {
            Key("active" if sizes[0] == 1 else f"m{m}", f"p{p}", f"g{g}"): _number(chance)
            for m in range(sizes[0])
            for p in range(sizes[1])
            for g in range(sizes[2])
        }
        found.append(a_table(f"{seed:04}", cells))
    return found


def _number(chance: Random) -> int:
    return 0 if chance.random() < 0.1 else round(math.exp(chance.gauss(3.2, 1.1)))


def beside(tables: Sequence[Table]) -> list[Beside]:
    """Both on every table; TauArgus in a process of its own, after ours."""
    ours = [hide(table.system, small_cells(table.system, THRESHOLD)) for table in tables]
    with tempfile.TemporaryDirectory() as folder:
        for table, hidden in zip(tables, ours, strict=True):
            for kind in ("less", "more"):
                (Path(folder) / f"{table.name}.{kind}.hide.jj").write_text(as_jj(table, kind=kind))
            (Path(folder) / f"{table.name}.audit.jj").write_text(as_jj(table, hidden))
        _ask(folder)
        theirs = [{kind: _pattern(table, folder, kind) for kind in ("less", "more")} for table in tables]
        audits = [_audit(table, folder) for table in tables]
        for table, each in zip(tables, theirs, strict=True):
            (Path(folder) / f"{table.name}.audit.jj").write_text(as_jj(table, each["less"] or ()))
            for kind in ("less", "more"):
                (Path(folder) / f"{table.name}.{kind}.hide.jj").unlink()
        _ask(folder)
        kept = [_keeps(table, _audit(table, folder)) for table in tables]
    return [
        Beside(table, hidden, each["less"], each["more"], enough, audited, _proved(table, hidden))
        for table, hidden, each, enough, audited in zip(tables, ours, theirs, kept, audits, strict=True)
    ]


def as_jj(table: Table, hidden: Collection[Key] = (), *, kind: str = "more") -> str:
    """A table in the form TauArgus' solvers read: cells with cost, status, bounds and protection levels, and sums."""
    number = {key: place for place, key in enumerate(table.keys)}
    lines = ["0", str(len(number))]
    for key, place in number.items():
        value = table.system.values[key]
        is_small = 0 < value < THRESHOLD
        status = "u" if is_small else "m" if key in hidden else "s"
        above, below = (THRESHOLD - value, value - 1 if kind == "more" else 0) if is_small else (0, 0)
        lines.append(f"{place} {value} {max(10 * value, 1)} {status} 0 {MOST} {below} {above} 0")
    lines.append(str(len(table.system.sums)))
    return "\n".join([*lines, *(_sum_line(one, number) for one in table.system.sums)]) + "\n"


def _sum_line(one: SumOf, number: Mapping[Key, int]) -> str:
    parts = " ".join(f"{number[part]} (1)" for part in one.parts)
    return f"0 {len(one.parts) + 1} : {number[one.whole]} (-1) {parts}"


def _ask(folder: str) -> None:
    subprocess.run([sys.executable, "-m", "bench.tauargus", folder], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def _pattern(table: Table, folder: str, kind: str) -> frozenset[Key] | None:
    """The small cells and what TauArgus hides with them."""
    found = json.loads((Path(folder) / f"{table.name}.{kind}.hide.json").read_text())
    if found is None:
        return None
    return frozenset(small_cells(table.system, THRESHOLD)) | {table.keys[cell] for cell in found}


def _audit(table: Table, folder: str) -> dict[Key, Interval]:
    """Whole numbers within what TauArgus found, which are not whole ones everywhere."""
    found = json.loads((Path(folder) / f"{table.name}.audit.json").read_text())
    return {
        table.keys[int(cell)]: (math.ceil(least - 1e-6), math.floor(most + 1e-6))
        for cell, (least, most) in found.items()
    }


def _keeps(table: Table, audited: Mapping[Key, Interval]) -> bool:
    return all(
        audited[key][1] >= THRESHOLD and audited[key][1] - audited[key][0] + 1 >= THRESHOLD
        for key in small_cells(table.system, THRESHOLD)
    )


def _proved(table: Table, hidden: Collection[Key]) -> dict[Key, Interval]:
    content = table.published(hidden)
    proved = attack([content])
    return {key: proved[Name(content.name, CODE, key)] for key in hidden}


def report(found: Sequence[Beside]) -> str:
    """Means and maxima, and whether the audits agree."""
    exact = [one.ratio(one.less) for one in found if one.less_is_enough]
    kinds = {
        "TauArgus' optimum where it keeps our need": exact,
        "its optimum for less than our need (all)": [one.ratio(one.less) for one in found],
        "its optimum for more than our need (all)": [one.ratio(one.more) for one in found],
    }
    lines = [f"{len(found)} tables; people hidden by ours, by:"]
    for words, ratios in kinds.items():
        known = [ratio for ratio in ratios if ratio is not None]
        if known:
            over = sum(ratio > GOAL for ratio in known)
            shares = f"mean {statistics.mean(known):.3f}, most {max(known):.3f}"
            lines.append(f"- {words}: {shares}; over {GOAL} in {over} of {len(known)}")
    cells = sum(len(one.proved) for one in found)
    apart = [(one.table.name, key) for one in found for key in one.proved if one.proved[key] != one.audited.get(key)]
    lines.append(f"- intervals of our patterns: {cells - len(apart)} of {cells} the same in both audits {apart[:5]}")
    return "\n".join(lines)
