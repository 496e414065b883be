"""How the forecasts of bare series fare on what others published. Only a worker comes here: it takes seconds."""

import csv
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sqlalchemy import delete, select

from volunteers import clock
from volunteers.extensions import db
from volunteers.trends.forecast.backtest import back_test
from volunteers.trends.forecast.series import Series
from volunteers.trends.models import BackTest
from volunteers.trends.rules.published import read_date

log = logging.getLogger(__name__)

FOLDER = Path(__file__).parent.parent / "published"
HOME_OFFICE = "Home Office, police workforce tables"
WRITTEN_ANSWERS = "House of Commons, written answers"
POOLED = "pooled"  # as the back-test calls our own way with several series


@dataclass(frozen=True)
class Published:
    """A file of published series, and from how many known points how many more are asked for."""

    code: str
    title: str
    asked_words: str
    source: str
    file: str
    area: str | None
    origins: Sequence[int]
    horizon: int
    only: Mapping[str, str] = field(default_factory=dict)


PUBLISHED = (
    Published(
        "1_home_office_seven", "Special Constables of 24 forces, 2014 to 2019",
        "Knowing the first seven half-years of every force, the next four were asked for. None of those four was "
        "ever used to choose the way of forecasting.",
        HOME_OFFICE, "special_constables_by_force_2014_2019.csv", "area", (7,), 4, {"level": "force"},
    ),
    Published(
        "2_home_office_rolling", "Special Constables of 24 forces, 2014 to 2019, from every half-year",
        "Knowing four half-years, then five and so on, up to four more were asked for each time.",
        HOME_OFFICE, "special_constables_by_force_2014_2019.csv", "area", range(4, 11), 4, {"level": "force"},
    ),
    Published(
        "3_hansard_rolling", "Special Constables of 24 forces, 1980 to 2001, at uneven dates",
        "Knowing four dates, then five and so on, up to four more were asked for each time. These numbers were used "
        "to choose the way of forecasting, so they flatter it.",
        WRITTEN_ANSWERS, "special_constables_by_force_hansard_1980_2001.csv", "force", range(4, 8), 4,
    ),
    Published(
        "4_avon_and_somerset", "Special Constables of Avon and Somerset since 1979, alone",
        "Knowing six dates, then seven and so on, up to four more were asked for each time, with no other force to "
        "learn from. Nothing is known for 2002 to 2013.",
        f"{WRITTEN_ANSWERS}; {HOME_OFFICE}", "avon_somerset_special_constables_1979_2023.csv", None, (), 4,
        {"precision": "exact"},
    ),
)  # fmt: skip
FIRST_ALONE = 6


def judge_on_published(published: Sequence[Published] = PUBLISHED) -> int:
    """Test anew what was never tested, or whose file changed since, and say how many those were."""
    kept = {row.code: row.digest for row in db.session.execute(select(BackTest.code, BackTest.digest))}
    stale = [one for one in published if kept.get(one.code) != _digest(one)]
    for one in stale:
        log.info("Testing the forecasts on: %s.", one.title)
        _keep(one)
    db.session.execute(delete(BackTest).where(BackTest.code.not_in([one.code for one in published])))
    return len(stale)


def _keep(one: Published) -> None:
    series = read_published(one)
    dates = {on for each in series for on, _ in each.points}
    found = back_test(series, origins=one.origins or range(FIRST_ALONE, len(dates)), horizon=one.horizon)
    scores = [
        {"method": row.method, "mase": round(row.mase, 4), "held80": row.held80, "origins": row.forecasts,
         "is_ours": row.method == POOLED}
        for row in found.rows if row.horizon is None
    ]  # fmt: skip
    db.session.execute(delete(BackTest).where(BackTest.code == one.code))
    db.session.add(
        BackTest(
            code=one.code, title=one.title, asked_words=one.asked_words, source=one.source, source_url=None,
            series=len(series), points=sum(len(each.points) for each in series), horizon=one.horizon, scores=scores,
            digest=_digest(one), made_at=clock.now(),
        )
    )  # fmt: skip


def read_published(one: Published) -> list[Series]:
    """The series of a file, each in order of date; without a column of areas the file is one series."""
    points: dict[str, list[tuple[date, float | None]]] = {}
    with (FOLDER / one.file).open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if all(line[column] == value for column, value in one.only.items()):
                on, _ = read_date(line["as_at"])
                points.setdefault(line[one.area] if one.area else "", []).append((on, float(line["headcount"])))
    return [Series(area, tuple(sorted(each))) for area, each in points.items()]


def _digest(one: Published) -> str:
    """Of the file and of how it is asked, so that either being changed asks for a new test."""
    asked = f"{one.code}/{one.title}/{one.asked_words}/{list(one.origins)}/{one.horizon}/{dict(one.only)}"
    return hashlib.sha256((FOLDER / one.file).read_bytes() + asked.encode()).hexdigest()
