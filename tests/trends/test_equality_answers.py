"""The night lets out the equality answers of enough people, and cuts the links of those who have left us."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.builders import an_application
from tests.people.builders import a_volunteer
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.forces.queries import current_force
from volunteers.monitoring import service as monitoring
from volunteers.monitoring.models import EqualityAnswer
from volunteers.monitoring.queries import answers_by_application, own_answers
from volunteers.monitoring.rules import QUESTIONS, Answers, financial_year
from volunteers.people.models import ServicePeriod
from volunteers.trends.queries.ended import count_uncut_links
from volunteers.trends.service import let_out_equality_answers

BY_CODE = {question.code: question for question in QUESTIONS}
SEX = BY_CODE["sex"]
ENDINGS = ("unsuccessful", "withdrawn", "appointed")


def enough() -> int:
    return current_force().numbers.disclosure_threshold_sensitive


def who_serves() -> tuple[Application, ServicePeriod]:
    application = an_application(stage="appointed", submitted_at=clock.now() - timedelta(days=90))
    return application, a_volunteer(account=application.account).service[0]


def answer(application: Application, value: str = "female") -> None:
    monitoring.answer(application.id, strand=application.strand, question=SEX, value=value)


def uncut() -> int:
    return count_uncut_links(clock.now() - timedelta(days=3), at_least=enough())


@pytest.mark.parametrize("ending", ENDINGS)
def test_answers_outlive_the_application_and_their_link_does_not(session: Session, ending: str) -> None:
    ended = [an_application(stage=ending) for _ in range(enough())]
    live = [an_application() for _ in range(enough())]
    for application in (*ended, *live):
        answer(application)

    let_out_equality_answers()

    session.expire_all()
    rows = session.scalars(select(EqualityAnswer)).all()
    assert len(rows) == 2 * enough()
    assert {(row.strand, row.year) for row in rows} == {("special_constabulary", financial_year(clock.today()))}
    assert [own_answers(one.id) for one in ended] == [None] * enough()
    assert all(own_answers(one.id) for one in live)


def test_who_serves_keeps_their_answers_until_their_service_is_over(session: Session) -> None:
    serving = [who_serves() for _ in range(enough())]
    for application, _ in serving:
        answer(application)
    let_out_equality_answers()
    let_out_equality_answers()
    assert [own_answers(one.id) for one, _ in serving] == [Answers({"sex": "female"})] * enough()
    assert uncut() == 0, "whoever serves may be traced"

    for _, period in serving:
        period.ended_on = clock.today() + timedelta(days=1)
    session.flush()
    let_out_equality_answers()
    assert all(own_answers(one.id) for one, _ in serving), "they serve until tomorrow"

    for _, period in serving:
        period.ended_on = clock.today() - timedelta(days=10)
        period.end_recorded_at = clock.now()
    session.flush()
    assert uncut() == 0, "that it is over is known since today"
    for _, period in serving:
        period.end_recorded_at = clock.now() - timedelta(days=9)
    session.flush()
    assert uncut() == enough()
    let_out_equality_answers()
    session.expire_all()
    assert [own_answers(one.id) for one, _ in serving] == [None] * enough()
    assert uncut() == 0


def test_service_in_another_strand_keeps_no_link(session: Session) -> None:
    for _ in range(enough()):
        application = an_application(strand="farm_watch", stage="unsuccessful")
        a_volunteer(account=application.account)
        answer(application)
    let_out_equality_answers()
    session.expire_all()
    assert answers_by_application(session.scalars(select(Application.id))) == {}


def test_a_link_is_not_cut_while_the_newest_answers_wait(session: Session) -> None:
    long_ago = clock.now() - timedelta(days=60)
    ended = [an_application(stage="withdrawn", submitted_at=long_ago) for _ in range(enough())]
    late = an_application(stage="withdrawn", submitted_at=long_ago)
    for application in (*ended, late):
        answer(application)
    late.stage = "submitted"
    session.flush()
    let_out_equality_answers()
    answer(late, "male")
    late.stage = "withdrawn"
    session.flush()
    let_out_equality_answers()
    assert own_answers(late.id) == Answers({"sex": "male"})
    assert answers_by_application([late.id, ended[0].id]) == {late.id: Answers({"sex": "male"})}
    assert uncut() == 0
    assert len(session.scalars(select(EqualityAnswer)).all()) == enough() + 1, "nobody has two rows"


def test_all_answers_are_found_at_once_without_descriptions(session: Session) -> None:
    counted = [an_application() for _ in range(enough())]
    for application in counted:
        monitoring.answer(
            application.id, strand=application.strand, question=BY_CODE["religion"], value="other", own_words="Jain"
        )
    let_out_equality_answers()
    waiting, silent = an_application(), an_application()
    answer(waiting)
    everyone = [*counted, waiting, silent]
    found = answers_by_application([one.id for one in everyone])
    assert found == {
        **dict.fromkeys((one.id for one in counted), Answers({"religion": "other"})),
        waiting.id: Answers({"sex": "female"}),
    }
