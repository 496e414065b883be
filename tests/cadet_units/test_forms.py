"""Asking guardians for forms, what they answer by their link, and that nobody is written to who must not be."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cadet_units.builders import a_cadet_on, a_cadet_unit, a_form, a_leader, a_night, token_of, volunteer_of
from tests.people.builders import a_viewer
from tests.rosters.builders import a_sign_up
from volunteers import clock
from volunteers.cadet_units import jobs, queries, service
from volunteers.cadet_units.models import EventPermission
from volunteers.cadet_units.rules import FormState, PermissionState
from volunteers.cadet_units.service import Answer
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.guardians.service import do_not_disclose
from volunteers.notifications.models import Message
from volunteers.notifications.rules import MessageKind
from volunteers.permissions import Role, Viewer
from volunteers.rosters.service import cancel

pytestmark = pytest.mark.usefixtures("session")
YES = Answer(True, False, True, {"allergies_what": "Bee stings", "contact_name": "Jo", "contact_phone": "07700 900123"})


def letters(kind: MessageKind = MessageKind.EVENT_PERMISSION_ASKED) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind.value).order_by(Message.id)))


def states(duty_id: int, by: Viewer) -> list[FormState]:
    return [each.state for each in queries.get_night(duty_id, by).cadets]


def test_one_press_asks_everyone_who_may_be_asked_and_nobody_twice() -> None:
    night, by = a_night(a_cadet_unit(), days=7), a_leader()
    a_cadet_on(night, "Ana")
    a_cadet_on(night, "Bo", guardian=False)
    _, closed = a_cadet_on(night, "Cy")
    assert closed is not None
    do_not_disclose(closed.id, reason="Children’s services", by=by.account_id)
    asked = service.ask(night.id, again=False, by=by)
    assert (asked.sent, asked.nobody) == (1, ("Bo Tiller", "Cy Tiller"))
    assert [each.to_address for each in letters()] == ["parent.of.ana@example.org"]
    again = service.ask(night.id, again=True, by=by)
    assert (again.sent, again.too_soon) == (0, 1)
    form = db.session.query(EventPermission).one()
    form.asked_at = clock.now() - timedelta(days=1)
    assert service.ask(night.id, again=True, by=by).sent == 1
    assert "Bee" not in str([each.particulars for each in letters()])


def test_only_staff_cleared_for_children_ask_or_look() -> None:
    night = a_night(a_cadet_unit(), days=7)
    for by in (
        a_viewer(Role.COORDINATOR, "cadets", "bristol"),
        a_viewer(Role.COORDINATOR, "special_constabulary", "somerset"),
        a_viewer(Role.COORDINATOR, "cadets", "somerset", for_children=False),
    ):
        with pytest.raises(NotFound):
            service.ask(night.id, again=False, by=by)


def test_an_answer_is_sealed_and_covers_the_evenings_of_a_term() -> None:
    unit, by = a_cadet_unit(), a_leader()
    first, later = (a_night(unit, days=days, kind="unit_evening", title="Unit evening") for days in (7, 14))
    sign_up, _ = a_cadet_on(first, "Ana")
    service.ask(first.id, again=False, by=by)
    form = service.answer(db.session.query(EventPermission).one().id, YES)
    assert form.sealed is not None
    assert b"Bee" not in form.sealed
    assert ("Allergies", "Bee stings") in queries.health_of(form)
    page = queries.forms_for([(later, sign_up.volunteer_id)])[later.id, sign_up.volunteer_id]
    assert (page.state, page.by_another) == (FormState.GIVEN, True)
    service.withdraw(form.id)
    assert states(first.id, by) == [FormState.WITHDRAWN]
    event = a_night(unit, days=15)
    own = queries.forms_for([(event, sign_up.volunteer_id)])[event.id, sign_up.volunteer_id]
    assert own.state is FormState.NOT_ASKED


def test_a_no_by_one_link_is_a_no_to_every_form_that_covers_the_evening() -> None:
    unit = a_cadet_unit()
    nights = [a_night(unit, days=days, kind="unit_evening", title="Unit evening") for days in (7, 14)]
    sign_up, guardian = a_cadet_on(nights[0], "Ana")
    assert guardian is not None
    places = [sign_up, a_sign_up(nights[1], volunteer_of(sign_up))]
    forms = [a_form(place, PermissionState.ASKED, guardian_id=guardian.id) for place in places]
    for each in forms:
        service.answer(each.id, YES)
    service.withdraw(forms[0].id)
    assert [each.state for each in forms] == [PermissionState.WITHDRAWN] * 2


def test_an_answer_is_too_late_once_it_has_begun() -> None:
    sign_up, guardian = a_cadet_on(a_night(a_cadet_unit()), "Ana")
    assert guardian is not None
    form = a_form(sign_up, PermissionState.ASKED, guardian_id=guardian.id)
    with pytest.raises(Refused, match="has begun"):
        service.answer(form.id, YES)


def test_paper_is_noted_but_never_over_a_no() -> None:
    night, by = a_night(a_cadet_unit(), days=3), a_leader()
    ana, bo = (a_cadet_on(night, name, guardian=False)[0] for name in ("Ana", "Bo"))
    a_form(bo, PermissionState.REFUSED)

    def note(sign_up_id: int) -> None:
        service.note_paper(night.id, sign_up_id, kept="Unit office", may_go_home_alone=False, photographs=False, by=by)

    note(ana.id)
    with pytest.raises(Refused, match="said no"):
        note(bo.id)
    assert states(night.id, by) == [FormState.GIVEN, FormState.REFUSED]


def test_a_reminder_goes_out_once_three_days_before() -> None:
    unit = a_cadet_unit()
    for days, name in ((2, "Ana"), (9, "Bo")):
        sign_up, guardian = a_cadet_on(a_night(unit, days=days), name)
        assert guardian is not None
        a_form(sign_up, PermissionState.ASKED, guardian_id=guardian.id)
    for _ in range(2):
        jobs.remind_of_forms()
    assert [each.to_address for each in letters(MessageKind.EVENT_PERMISSION_REMINDER)] == ["parent.of.ana@example.org"]


def test_whatever_a_cadet_is_told_of_a_night_their_guardian_is_told_too() -> None:
    night = a_night(a_cadet_unit(), days=3)
    sign_up, guardian = a_cadet_on(night, "Ana")
    assert guardian is not None
    before = len(letters(MessageKind.GUARDIAN_COPIED))
    cancel(night.id, reason="The hall is closed", by=a_leader())
    assert volunteer_of(sign_up).account_id in [each.account_id for each in letters(MessageKind.DUTY_CANCELLED)]
    assert [each.to_address for each in letters(MessageKind.GUARDIAN_COPIED)[before:]] == [guardian.email]


def test_the_link_shows_what_it_is_and_takes_the_answer(client: FlaskClient, session: Session) -> None:
    night, by = a_night(a_cadet_unit(), days=7, risk_assessment="Traffic: stay together."), a_leader()
    a_cadet_on(night, "Ana")
    service.ask(night.id, again=False, by=by)
    session.commit()
    path = f"/event-form/{letters()[0].particulars['token']}"
    page = client.get(path)
    assert "Traffic: stay together." in page.text
    sent = client.post(path, data={**token_of(client, path), "takes_part": "yes", "health_new": "yes"})
    for words in ("may go home alone", "photographs", "Tell us what is new", "ring in an emergency"):
        assert words in sent.text
    typed = {
        "takes_part": "yes", "go_home": "no", "photographs": "no", "health_new": "yes", "allergies_what": "Bee stings",
        "contact_name": "Jo", "contact_phone": "07700 900123",
    }  # fmt: skip
    assert client.post(path, data={**token_of(client, path), **typed}).status_code == 303
    answered = client.get(path)
    assert "You said that Sam T may take part." in answered.text
    assert "Bee stings" not in answered.text
    client.post(f"{path}/withdraw", data=token_of(client, f"{path}/withdraw"))
    assert states(night.id, by) == [FormState.WITHDRAWN]
    closed = db.session.query(EventPermission).one().guardian_id
    assert closed is not None
    do_not_disclose(closed, reason="Ask", by=by.account_id)
    session.commit()
    assert client.get(path).status_code == 410
