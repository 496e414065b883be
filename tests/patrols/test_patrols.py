"""Tutors of learners, and how patrols went: rules, service and pages."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.cadet_units.builders import token_of
from tests.people.builders import a_viewer, a_volunteer, as_viewer, signed_in
from tests.rosters.builders import a_duty, a_post, a_sign_up, an_attendance
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.patrols import queries, service
from volunteers.patrols.models import Tutorship
from volunteers.patrols.rules import Person, refusals_to_tutor
from volunteers.people.models import Account, Volunteer
from volunteers.permissions import Role, Viewer
from volunteers.rosters.models import Duty, SignUp

TODAY = "accompanied"


def a_special(first_name: str, grade: str = "qualified", **more: object) -> Volunteer:
    return a_volunteer(first_name=first_name, last_name="Reed", grade=grade, **more)  # type: ignore[arg-type]


def on_patrol(*people: Volunteer, days: int = -2, title: str = "Evening patrol") -> tuple[Duty, list[SignUp]]:
    """A duty they were all on."""
    duty = a_duty(on=clock.today() + timedelta(days=days), title=title, posts=[a_post(places=6)])
    places = [a_sign_up(duty, each) for each in people]
    for place in places if days < 0 else ():
        an_attendance(place)
    return duty, places


def me(person: Volunteer) -> Viewer:
    return as_viewer(db.session.get_one(Account, person.account_id))


def supervisor(area: str = "somerset") -> Viewer:
    return a_viewer(Role.SUPERVISOR, "special_constabulary", area)


LEARNER = Person(1, "Ana", "accompanied", serves=True, is_cleared=True)
TUTOR = Person(2, "Bo", "qualified", serves=True, is_cleared=True)


@pytest.mark.parametrize(
    ("learner", "tutor", "learners", "codes"),
    [
        (LEARNER, TUTOR, 0, []),
        (Person(1, "Ana", "directed", serves=True, is_cleared=True), TUTOR, 1, []),
        (LEARNER, TUTOR, 2, ["too_many"]),
        (LEARNER, LEARNER, 0, ["own_tutor"]),
        (Person(1, "Ana", "qualified", serves=True, is_cleared=True), TUTOR, 0, ["no_learner"]),
        (LEARNER, Person(2, "Bo", "directed", serves=True, is_cleared=True), 0, ["not_qualified"]),
        (LEARNER, Person(2, "Bo", "qualified", serves=True, is_cleared=False), 0, ["not_cleared"]),
        (LEARNER, Person(2, "Bo", "qualified", serves=False, is_cleared=True), 0, ["not_serving"]),
    ],
)
def test_who_may_be_a_tutor(learner: Person, tutor: Person, learners: int, codes: list[str]) -> None:
    assert [each.code for each in refusals_to_tutor(learner, tutor, learners=learners, most=2)] == codes


@pytest.mark.usefixtures("session")
class TestTutors:
    def test_one_at_a_time_and_two_learners_at_most(self) -> None:
        by, tutor, other = supervisor(), a_special("Bo"), a_special("Cy")
        learners = [a_special(name, TODAY) for name in ("Ana", "Di", "Ed")]
        for each in learners[:2]:
            service.set_tutor(each.id, tutor_id=tutor.id, by=by)
        with pytest.raises(Refused, match="2 learners already"):
            service.set_tutor(learners[2].id, tutor_id=tutor.id, by=by)
        service.set_tutor(learners[0].id, tutor_id=other.id, by=by)
        service.set_tutor(learners[0].id, tutor_id=other.id, by=by)
        service.set_tutor(learners[2].id, tutor_id=tutor.id, by=by)
        current = db.session.query(Tutorship).filter(Tutorship.until_on.is_(None))
        assert {each.learner_id: each.tutor_id for each in current} == {
            learners[0].id: other.id, learners[1].id: tutor.id, learners[2].id: tutor.id,
        }  # fmt: skip

    def test_only_in_scope_and_only_learners(self) -> None:
        learner, tutor = a_special("Ana", TODAY), a_special("Bo")
        with pytest.raises(NotFound):
            service.set_tutor(learner.id, tutor_id=tutor.id, by=supervisor("bristol"))
        with pytest.raises(NotFound):
            queries.get_learner(tutor.id, supervisor())

    def test_who_has_no_tutor_stands_first_and_lists_do_not_ask_more_for_more(self, app: Flask) -> None:
        by, tutor, first = supervisor(), a_special("Bo"), a_special("Ana", TODAY)
        service.set_tutor(first.id, tutor_id=tutor.id, by=by)
        on_patrol(first, tutor)
        with counted_sql(app) as few:
            queries.list_learners(by)
        on_patrol(*(a_special(name, "directed") for name in ("Di", "Ed", "Fay")))
        with counted_sql(app) as many:
            lines = queries.list_learners(by)
        assert few.count == many.count
        assert [line.tutor for line in lines] == [None, None, None, "Bo Reed"]
        assert (lines[-1].patrols.count, lines[-1].patrols.minutes) == (1, 300)

    def test_duties_on_which_the_tutor_is_with_a_place_free_are_suggested(self) -> None:
        by, tutor, learner = supervisor(), a_special("Bo"), a_special("Ana", TODAY)
        service.set_tutor(learner.id, tutor_id=tutor.id, by=by)
        on_patrol(tutor, days=5, title="With a place")
        on_patrol(tutor, learner, days=7, title="On it already")
        chances = queries.get_learner(learner.id, by).chances
        assert [(each.words.title, each.free) for each in chances] == [("With a place", 5)]


@pytest.mark.usefixtures("session")
class TestReports:
    def test_the_learner_writes_and_who_was_there_agrees_once(self) -> None:
        learner, tutor, other = a_special("Ana", TODAY), a_special("Bo"), a_special("Cy")
        service.set_tutor(learner.id, tutor_id=tutor.id, by=supervisor())
        _, (place, _, _) = on_patrol(learner, other, tutor)
        patrol = queries.get_patrol(place.id, me(learner))
        assert patrol.way == "Accompanied"
        assert queries.list_companions(patrol) == [(tutor.id, "Bo Reed (your tutor)"), (other.id, "Cy Reed")]
        report = service.write_report(place.id, companion_id=tutor.id, reflection="Calm.", by=me(learner))
        assert report.grade == TODAY
        with pytest.raises(NotFound):
            service.agree(place.id, comment="Well done", by=me(other))
        with pytest.raises(NotFound):
            service.agree(place.id, comment="Well done", by=me(learner))
        service.agree(place.id, comment="Well done", by=me(tutor))
        with pytest.raises(Refused, match="agreed"):
            service.write_report(place.id, companion_id=tutor.id, reflection="Other", by=me(learner))

    def test_only_someone_of_independent_status_who_was_there(self) -> None:
        learner, peer, away = a_special("Ana", TODAY), a_special("Di", "directed"), a_special("Bo")
        _, (place, _) = on_patrol(learner, peer)
        for each in (peer, away):
            with pytest.raises(Refused, match="independent patrol"):
                service.write_report(place.id, companion_id=each.id, reflection="Calm.", by=me(learner))
        with pytest.raises(NotFound):
            queries.get_patrol(place.id, me(away))


def test_the_pages(client: FlaskClient, session: Session) -> None:
    learner, tutor, by = a_special("Ana", TODAY), a_special("Bo"), supervisor()
    _, (place, _) = on_patrol(learner, tutor)
    session.commit()
    staff = signed_in(client, session.get_one(Account, by.account_id))
    assert "No tutor" in staff.get("/staff/patrols").text
    path = f"/staff/patrols/{learner.id}"
    assert staff.post(path, data={**token_of(staff, path), "tutor": str(tutor.id)}).status_code == 303
    own = signed_in(client, session.get_one(Account, learner.account_id))
    assert "Your tutor: Bo Reed" in own.get("/my-duties").text
    path = f"/my-patrols/{place.id}"
    assert "Write how it went." in own.post(path, data={**token_of(own, path), "companion": str(tutor.id)}).text
    typed = {**token_of(own, path), "companion": str(tutor.id), "reflection": "I took a statement."}
    assert own.post(path, data=typed).status_code == 303
    teaching = signed_in(client, session.get_one(Account, tutor.account_id))
    assert "Waiting for you" in teaching.get("/my-duties").text
    path = f"{path}/agree"
    assert "I took a statement." in teaching.get(path).text
    assert teaching.post(path, data={**token_of(teaching, path), "comment": "Good."}).status_code == 303
    assert teaching.get("/my-patrols").status_code == 200
