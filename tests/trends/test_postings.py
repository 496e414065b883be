"""Who is posted elsewhere neither leaves nor joins, and counts in the new area from that day."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS, a_volunteer
from tests.people.serving import period_of
from volunteers import clock
from volunteers.people.models import PostingPeriod
from volunteers.trends.models import MonthlyFigure
from volunteers.trends.service import compute_figures


def test_a_posting_moves_the_head_and_nothing_else(session: Session) -> None:
    volunteer = a_volunteer(area="bristol", started_on=date(2025, 1, 10))
    for area, begins in (("somerset", date(2025, 1, 10)), ("bristol", date(2025, 3, 5))):
        period = period_of(volunteer).id
        session.add(PostingPeriod(service_period_id=period, area=area, from_on=begins, recorded_at=clock.now()))
    session.flush()
    compute_figures(through=date(2025, 4, 30))
    figure = MonthlyFigure
    rows = session.execute(
        select(figure.measure, figure.area, figure.month, figure.value).where(
            figure.strand == SPECIALS, figure.measure.in_(["headcount", "joiners", "leavers"])
        )
    ).all()
    found = {(measure, area, month.month): int(value) for measure, area, month, value in rows if value}
    assert found == {
        ("joiners", "somerset", 1): 1,
        ("headcount", "somerset", 1): 1,
        ("headcount", "somerset", 2): 1,
        ("headcount", "bristol", 3): 1,
        ("headcount", "bristol", 4): 1,
    }
