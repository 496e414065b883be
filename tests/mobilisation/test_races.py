"""Five hundred are asked and sixty answer at once, on real commits: every place is taken once, and nobody is lost."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select, text

from tests.mobilisation.builders import asked, key, link_of
from tests.people.builders import a_viewer, a_volunteer
from tests.rosters.test_races import copies  # noqa: F401
from volunteers import clock
from volunteers.extensions import db
from volunteers.history import queries as history
from volunteers.mobilisation import jobs, service
from volunteers.mobilisation.models import Call, CallRecipient
from volunteers.notifications.models import Message
from volunteers.people.models import Volunteer
from volunteers.people.rules import Holding
from volunteers.permissions import Role
from volunteers.rosters.models import Post, SignUp, SignUpState
from volunteers.rosters.rules import PostPlan
from volunteers.unit_of_work import unit_of_work

ASKED, ANSWERING, DRIVERS = 500, 60, 12
ROUNDS = int(os.environ.get("RACE_ROUNDS", "1"))
POSTS = (PostPlan("Search team", 20), PostPlan("Driver", 5, ("response_driver",)))

# As many like the first as are wanted, in one statement for each table: enrolling each takes longer than the test.
CLONES = """
WITH pattern AS (SELECT id, account_id FROM volunteers ORDER BY id LIMIT 1),
accounts_made AS (
    INSERT INTO accounts (email, full_name, created_at)
    SELECT 'clone' || n || '@example.org', 'Alex Clone', now() FROM generate_series(1, :count) AS n RETURNING id),
volunteers_made AS (
    INSERT INTO volunteers (account_id, first_name, last_name, birth_date, created_at)
    SELECT id, 'Alex', 'Clone', '1990-05-17', now() FROM accounts_made RETURNING id),
serving AS (
    INSERT INTO service_periods (volunteer_id, strand, area, rank, started_on)
    SELECT made.id, strand, area, rank, started_on FROM volunteers_made made, service_periods, pattern
    WHERE volunteer_id = pattern.id),
grades AS (
    INSERT INTO grade_periods (volunteer_id, strand, grade, from_on)
    SELECT made.id, strand, grade, from_on FROM volunteers_made made, grade_periods, pattern
    WHERE volunteer_id = pattern.id)
INSERT INTO clearances (volunteer_id, code, from_on, until_on)
SELECT made.id, code, from_on, until_on FROM volunteers_made made, clearances, pattern WHERE volunteer_id = pattern.id
"""


def _world() -> None:
    """Twelve can drive."""
    with unit_of_work():
        by, since = a_viewer(Role.COORDINATOR), clock.today()
        a_volunteer(by=by)
        for _ in range(DRIVERS):
            a_volunteer(by=by, qualifications=[Holding("response_driver", since, None)])
        db.session.execute(text(CLONES), {"count": ASKED - DRIVERS - 1})


def _call() -> tuple[int, list[str]]:
    """Everyone is asked and told; the links of all drivers and of others, as many as answer."""
    with unit_of_work():
        call = service.ask(asked(*POSTS), key=key(), by=a_viewer(Role.SUPERVISOR)).call
    jobs.send_calls()
    assert db.session.scalar(select(func.count()).where(CallRecipient.call_id == call.id)) == ASKED
    people = db.session.scalars(select(Volunteer).order_by(Volunteer.id).limit(ANSWERING)).all()
    return call.id, [link_of(call, one) for one in people]


def test_sixty_of_five_hundred_answer_at_once_and_fill_exactly_the_places(copies):  # noqa: F811
    with copies[0].app_context():
        _world()
    for number in range(ROUNDS):
        with copies[0].app_context():
            call_id, links = _call()
        start = Barrier(len(links))

        def press(turn: int, links: list[str] = links, start: Barrier = start) -> str:
            with copies[turn % len(copies)].app_context():
                start.wait()  # before a connection is taken: there are fewer of them than people
                try:
                    with unit_of_work():
                        return service.answer_by_link(links[turn], minutes=30).value
                finally:
                    db.session.remove()

        with ThreadPoolExecutor(len(links)) as pool:
            met = Counter(pool.map(press, range(len(links))))
        assert met == {"coming": 25, "too_late": ANSWERING - 25}, f"round {number}: {met}"
        with copies[0].app_context():
            _judge(call_id)
    with copies[0].app_context():
        assert history.verify().is_whole


def _judge(call_id: int) -> None:
    """Both posts are full of those who may have them, everyone was told once, and the next call finds them free."""
    call = db.session.get_one(Call, call_id)
    on = select(Post.name, Post.taken, func.count(SignUp.id)).join(SignUp, SignUp.post_id == Post.id)
    on = on.where(Post.duty_id == call.duty_id, SignUp.state == SignUpState.CONFIRMED).group_by(Post.id)
    assert sorted(tuple(row) for row in db.session.execute(on)) == [("Driver", 5, 5), ("Search team", 20, 20)]
    answers = select(CallRecipient.answer, func.count()).where(CallRecipient.call_id == call_id)
    counted = {answer.value: count for answer, count in db.session.execute(answers.group_by(CallRecipient.answer))}
    assert counted == {"coming": 25, "too_late": ANSWERING - 25, "none": ASKED - ANSWERING}
    told = select(func.count(func.distinct(Message.account_id)), func.count()).where(
        Message.kind == "can_you_come", Message.subject_id == call.duty_id
    )
    assert tuple(db.session.execute(told).one()) == (ASKED, ASKED)
    with unit_of_work():
        service.call_off(call_id, reason="Only an exercise", version=call.version, by=a_viewer(Role.SUPERVISOR))
