"""``python -m bench.forecasts``: the back-tests of the bare-series forecast on the published series, as tables.

Mean absolute scaled error by method, the pooled forecast's as a share of the best baseline's, and how often its range
of 80% held. What was used to choose the model and its beliefs is said above each table (docs/adr/0039).
"""

import csv
import time
from collections.abc import Sequence
from pathlib import Path

from volunteers.trends.forecast.backtest import back_test
from volunteers.trends.forecast.series import Series
from volunteers.trends.forecast.series_file import read_series

FOLDER = Path(__file__).parent.parent / "volunteers" / "trends" / "published"


def main() -> None:
    forces = forces_since_2014()
    _show("24 forces, 2014 to 2019: seven known, four ahead (never used for choosing)", forces, [7], 4)
    _show("24 forces, 2014 to 2019: rolling, 4 to 10 known", forces, range(4, 11), 4)
    _show("24 forces, 1980 to 2001, uneven: rolling (used for choosing)", forces_in_hansard(), range(4, 8), 4)
    _show("Police support volunteers, 2017 to 2019: rolling (used for choosing)", support_volunteers(), [3, 4], 2)
    alone = avon_and_somerset()
    _show("Avon and Somerset since 1979, alone, uneven: rolling", alone, range(6, len(alone[0].points)), 4)


def forces_since_2014() -> tuple[Series, ...]:
    """The Home Office's half-yearly counts."""
    return _read("special_constables_by_force_2014_2019.csv")


def forces_in_hansard() -> tuple[Series, ...]:
    """The written answers' counts."""
    return _read("special_constables_by_force_hansard_1980_2001.csv", area="force")


def support_volunteers() -> tuple[Series, ...]:
    """Police support volunteers by force."""
    return _read("police_support_volunteers_by_force_2017_2019.csv", level="force")


def avon_and_somerset() -> tuple[Series, ...]:
    """The force's own history, only exact counts; a year alone stands for its end."""
    return _read("avon_somerset_special_constables_1979_2023.csv", area=None, precision="exact")


def _read(name: str, *, area: str | None = "area", **only: str) -> tuple[Series, ...]:
    """Through the reader of the command, with the columns named as it wants them."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if all(row[column] == value for column, value in only.items())]
    lines = ["area,as_at,headcount"]
    for row in rows:
        on = row["as_at"] if len(row["as_at"]) > len("1989") else f"{row['as_at']}-12-31"
        lines.append(f'"{row[area] if area else "Avon and Somerset"}",{on},{row["headcount"]}')
    return read_series("\n".join(lines).encode())


def _show(title: str, series: Sequence[Series], origins: Sequence[int], horizon: int) -> None:
    begun = time.perf_counter()
    found = back_test(series, origins=origins, horizon=horizon)
    seconds = (time.perf_counter() - begun) / len(origins)
    horizons = sorted({row.horizon for row in found.rows if row.horizon})
    print(f"\n{title}\n")
    print(f"| {'method':14} | MASE  | " + " | ".join(f"{at} ahead" for at in horizons) + " | 80% held | forecasts |")
    print("|---|" + "---|" * (len(horizons) + 3))
    for row in (row for row in found.rows if row.horizon is None):
        apart = {one.horizon: one.mase for one in found.rows if one.method == row.method}
        held = "" if row.held80 is None else f"{row.held80:.1%}"
        errors = " | ".join(f"{apart[at]:7.3f}" for at in horizons)
        print(f"| {row.method:14} | {row.mase:.3f} | {errors} | {held:8} | {row.forecasts:9} |")
    assert found.ratio is not None
    assert found.held80 is not None
    share = f"Pooled / {found.best_baseline}: {found.ratio:.3f}"
    print(f"\n{share}; its 80% range held {found.held80:.1%}; {seconds:.2f} s each.")


if __name__ == "__main__":
    main()
