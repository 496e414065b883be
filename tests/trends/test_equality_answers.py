"""The night lets out the equality answers of enough people, and cuts the links of those whose application ended."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_application
from volunteers import clock
from volunteers.forces.queries import current_force
from volunteers.monitoring import service as monitoring
from volunteers.monitoring.models import EqualityAnswer
from volunteers.monitoring.queries import own_answers
from volunteers.monitoring.rules import QUESTIONS, financial_year
from volunteers.trends.service import let_out_equality_answers

SEX = next(question for question in QUESTIONS if question.code == "sex")
ENDINGS = ("unsuccessful", "withdrawn", "appointed")


@pytest.mark.parametrize("ending", ENDINGS)
def test_answers_outlive_the_application_and_their_link_does_not(session: Session, ending: str) -> None:
    enough = current_force().numbers.disclosure_threshold_sensitive
    ended = [an_application(stage=ending) for _ in range(enough)]
    live = [an_application() for _ in range(enough)]
    for application in (*ended, *live):
        monitoring.answer(application.id, strand=application.strand, question=SEX, value="female")

    let_out_equality_answers()

    session.expire_all()
    rows = session.scalars(select(EqualityAnswer)).all()
    assert len(rows) == 2 * enough
    assert {(row.strand, row.year) for row in rows} == {("special_constabulary", financial_year(clock.today()))}
    assert [own_answers(one.id) for one in ended] == [None] * enough
    assert all(own_answers(one.id) for one in live)
