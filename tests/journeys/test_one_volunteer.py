"""The journey table of the README, running: one Special Constable from the public form to the trends.

A real database, a real worker process, a real SMTP catcher; the visitors are browsers without JavaScript.
"""

import re
from datetime import UTC, date, datetime, timedelta

import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.applications.walk import fill_in, send, start_application
from tests.copies import PASSWORD, Copy
from tests.pages import sent_form
from tests.people.builders import SPECIALS_CLEARANCES, a_volunteer, an_account
from tests.service import body_of
from tests.vetting.walk import grant_next
from volunteers import clock
from volunteers.applications.models import Application, StageChange
from volunteers.extensions import db
from volunteers.history.queries import find_first_broken
from volunteers.hours.models import Stint
from volunteers.notifications.models import Message
from volunteers.people.models import Account, ServicePeriod
from volunteers.people.rules import Holding
from volunteers.permissions import Grant, Role, Viewer
from volunteers.rosters.models import Attendance
from volunteers.trends.disclosure.quarters import latest_cut_off
from volunteers.trends.jobs import compute_figures, let_out_equality_answers
from volunteers.trends.models import MonthlyFigure
from volunteers.trends.queries.quarter_counts import frozen_quarters
from volunteers.trends.rules import Measure
from volunteers.trends.service import releases
from volunteers.unit_of_work import unit_of_work

ADA = "ada@example.com"
YEAR_AND_MORE = 500
PRE_EMPLOYMENT = ("references", "fitness", "medical", "biometrics_and_drugs", "vetting")


STAFF = (Role.COORDINATOR, Role.VETTING_OFFICER, Role.OPCC_ANALYST)


def test_one_volunteer(copy: Copy) -> None:
    copy.make_staff(*STAFF)
    copy.make_second(Role.COORDINATOR)
    copy.make_second(Role.OPCC_ANALYST)
    staff = _sign_in_staff(copy)
    ada = copy.browser()

    # 1 and 2. One question per page, a draft that is kept, and one submission however often it is sent.
    _sign_in_by_code(copy, ada, ADA)
    draft = start_application(ada)
    fill_in(ada, draft)
    first = send(ada, f"{draft}/check-answers", declared="y")
    again = ada.get(f"{draft}/check-answers")
    reference = draft.rpartition("/")[2]
    assert first.headers["Location"].endswith(f"{reference}/confirmation")
    assert again.status_code == 303
    assert reference in ada.get(first.headers["Location"]).get_data(as_text=True)
    with copy.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Application)) == 1
        assert db.session.scalars(select(StageChange.to_stage)).all() == ["submitted"]

    # 3. The acknowledgement went through the outbox, the queue and SMTP, once.
    acknowledgement = _mail_about(copy, reference)
    assert acknowledgement["Message-ID"]
    with copy.app.app_context():
        kinds = db.session.scalars(select(Message.kind).where(Message.subject == "application")).all()
    assert kinds == ["application_submitted"]

    # 4. The coordinator finds it, is told why not, records checks side by side and moves it on.
    coordinator, vetting = staff["coordinator"], staff["vetting_officer"]
    case = f"/staff/applications/{reference}"
    assert reference in coordinator.get("/staff/applications").get_data(as_text=True)
    _move(coordinator, case, "sift")
    refused = _move(coordinator, case, "interview", expect=409)
    assert "sift" in refused.lower()
    _check(coordinator, case, "sift")
    _move(coordinator, case, "interview")
    for code in ("interview", "identity", "right_to_work"):
        _check(coordinator, case, code)
    _move(coordinator, case, "pre_employment_checks")
    assert coordinator.get(f"{case}/checks/vetting").status_code == 403
    for code in PRE_EMPLOYMENT:
        if code == "vetting":
            grant_next(vetting, on=clock.today())
        else:
            _check(coordinator, case, code)
    _move(coordinator, case, "intake")
    _move(coordinator, case, "training")
    for code in ("training", "personal_safety_training"):
        _check(coordinator, case, code)
    _move(coordinator, case, "attestation")
    _check(coordinator, case, "attestation")

    # 5. One coordinator proposes to clear them for duty, a second one agrees: a volunteer exists.
    page = send(coordinator, f"{case}/clear", grade="accompanied", rank="special_constable", **_today("started_on"))
    assert page.status_code == 303, page.get_data(as_text=True)
    _agree_as_second(copy, case)
    with copy.app.app_context():
        service = db.session.scalars(select(ServicePeriod)).one()
        assert (service.strand, service.area, service.ended_on) == ("special_constabulary", "bristol", None)

    # 6. A duty; Ada signs up; a second Special is told what, who and from when; both ends are booked.
    night, minutes = _next_clock_change()
    duty = _create_duty(coordinator, night)
    page_address = duty.replace("/staff", "")
    assert "Clock change patrol" in ada.get("/duties").get_data(as_text=True)
    assert send_sign_up(ada, page_address).status_code == 303
    second = _second_special(copy, night)
    told = _plain(second.get(page_address).get_data(as_text=True))
    assert "medical" in told.lower()
    assert "Who can put it right" in told or "can renew it" in told
    with time_machine.travel(clock.from_london(datetime.combine(night + timedelta(days=1), datetime.min.time()))
                             + timedelta(hours=12), tick=True):  # fmt: skip
        staff = _sign_in_staff(copy)
        _book_on_and_off(copy, staff["coordinator"], duty)
        with copy.app.app_context():
            assert db.session.scalars(select(Attendance.minutes)).all() == [minutes]

        # 7. Somebody else than Ada looks through the hours and certifies them.
        _certify(staff["coordinator"])
        with copy.app.app_context():
            assert db.session.scalars(select(Stint.certified)).all() == [minutes]

            # 8. The dated records are counted by month, and the page shows them.
            compute_figures()
            found = dict(db.session.execute(select(MonthlyFigure.measure, func.sum(MonthlyFigure.value))
                         .where(MonthlyFigure.measure.in_([Measure.JOINERS, Measure.HOURS, Measure.APPLICATIONS]))
                         .group_by(MonthlyFigure.measure)).all())  # fmt: skip
            assert found == {Measure.APPLICATIONS: 1, Measure.HOURS: minutes, Measure.JOINERS: 2}
        trends = staff["opcc_analyst"].get("/staff/trends")
        assert trends.status_code == 200
        assert "Headcount" in trends.get_data(as_text=True)

    # 9. A year on the quarters are counted, a release is prepared by one and published by another: Ada is in no figure.
    with time_machine.travel(clock.start_of_day(night + timedelta(days=YEAR_AND_MORE)), tick=True):
        _publish_a_release(copy)
        figures = copy.browser().get("/published-figures").get_data(as_text=True)
        address = re.findall(r'href="(/published-figures/[^"]+)"', figures)[0]
        assert "[c]" in copy.browser().get(address).get_data(as_text=True)
        assert not re.search(r",[1-9]\d*,\d{4}-", copy.browser().get(f"{address}/figures.csv").get_data(as_text=True))

    with copy.app.app_context():
        assert find_first_broken() is None


def _publish_a_release(copy: Copy) -> None:
    with copy.app.app_context():
        let_out_equality_answers()
        cut_off = latest_cut_off(clock.today())
        counted = frozen_quarters(cut_off)
        assert sum(count for quarter in counted for atom, count in quarter.counts.items()
                   if (atom.measure, atom.characteristic) == ("appointed", "sex")) == 1  # fmt: skip
        addresses = [copy.address_of(Role.OPCC_ANALYST, second=second) for second in (False, True)]
        one, other = (
            Viewer(db.session.scalars(select(Account.id).where(Account.email == address)).one(), address,
                   frozenset({Grant(Role.OPCC_ANALYST)}))
            for address in addresses
        )  # fmt: skip
        with unit_of_work():
            release_id = releases.prepare(cut_off, by=one).id
        with unit_of_work():
            releases.publish(release_id, by=other)


def send_sign_up(browser: FlaskClient, address: str):  # type: ignore[no-untyped-def]
    """Press the button of the first post on a duty's page."""
    page = browser.get(address).get_data(as_text=True)
    found = re.search(r'name="post_id" value="(\d+)"', page)
    assert found, _plain(page)
    return browser.post(f"{address}/sign-up", data=sent_form(page, post_id=found[1]))


def _sign_in_by_code(copy: Copy, browser: FlaskClient, address: str) -> None:
    asked = send(browser, "/sign-in", email=address)
    code = copy.service.mailbox.code_for(address)
    done = send(browser, asked.headers["Location"], code=code)
    assert done.status_code == 303, done.get_data(as_text=True)


def _sign_in_staff(copy: Copy) -> dict[str, FlaskClient]:
    """Each member of staff, signed in with a password and the second factor."""
    signed_in = {}
    for role in STAFF:
        browser = copy.browser()
        typed = {"email": copy.address_of(role), "password": PASSWORD, "code": copy.code_of(role)}
        done = send(browser, "/staff/sign-in", **typed)
        assert done.status_code == 303, _plain(done.get_data(as_text=True))
        signed_in[role.value] = browser
    return signed_in


def _mail_about(copy: Copy, reference: str):  # type: ignore[no-untyped-def]
    message = copy.service.mailbox.wait_for(ADA, number=2)
    assert reference in body_of(message)
    return message


def _today(name: str) -> dict[str, list[str]]:
    day = clock.today()
    return {name: [str(day.day), str(day.month), str(day.year)]}


def _check(browser: FlaskClient, case: str, code: str) -> None:
    why = {"reason": "Both were taken up by telephone."} if code == "references" else {}
    answered = send(browser, f"{case}/checks/{code}", state="passed", reference="R-1", **why, **_today("result_on"))
    assert answered.status_code == 303, _plain(answered.get_data(as_text=True))


def _move(browser: FlaskClient, case: str, stage: str, *, expect: int = 303) -> str:
    answered = send(browser, f"{case}/move", to_stage=stage)
    page = _plain(answered.get_data(as_text=True))
    assert answered.status_code == expect, page
    return page


def _agree_as_second(copy: Copy, case: str) -> None:
    """The other coordinator finds the decision that waits and agrees to it."""
    with copy.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ServicePeriod)) == 0
    browser, role = copy.browser(), Role.COORDINATOR
    code = copy.code_of(role, second=True)
    send(browser, "/staff/sign-in", email=copy.address_of(role, second=True), password=PASSWORD, code=code)
    found = re.search(rf"{case}/decisions/\d+", browser.get("/staff/decisions").get_data(as_text=True))
    assert found
    answered = send(browser, found[0], answer="agree")
    assert answered.headers["Location"] == case, _plain(answered.get_data(as_text=True))


def _next_clock_change() -> tuple[date, int]:
    """The Saturday before the clocks next change, and the minutes from 10pm to 6am that night."""
    day = clock.today() + timedelta(days=1)
    while True:
        before = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=12)
        offsets = [clock.in_london(moment).utcoffset() for moment in (before, before + timedelta(days=1))]
        if offsets[0] != offsets[1]:
            assert offsets[0] is not None
            assert offsets[1] is not None
            return day, 8 * 60 - int((offsets[1] - offsets[0]).total_seconds() // 60)
        day += timedelta(days=1)


def _create_duty(browser: FlaskClient, night: date) -> str:
    answered = send(
        browser, "/staff/duties/new/special-constabulary", title="Clock change patrol",
        day=[str(night.day), str(night.month), str(night.year)], starts="10pm", ends="6am", area="bristol",
        meeting_place="Bristol station", briefing="Meet at the desk.", post_1_name="Patrol", post_1_places="2",
        publish="yes",
    )  # fmt: skip
    assert answered.status_code == 303, _plain(answered.get_data(as_text=True))
    return str(answered.headers["Location"])


def _second_special(copy: Copy, night: date) -> FlaskClient:
    """Someone whose medical lapses the week before the duty."""
    email = "second@example.com"
    with copy.app.app_context(), unit_of_work():
        begun = clock.today() - timedelta(days=30)
        lapse = {"medical": night - timedelta(days=7)}
        held = [Holding(code, begun, lapse.get(code, night + timedelta(days=90))) for code in SPECIALS_CLEARANCES]
        account = an_account(Role.APPLICANT, email=email)
        a_volunteer(account=account, area="bristol", clearances=held, started_on=begun)
    browser = copy.browser()
    _sign_in_by_code(copy, browser, email)
    return browser


def _book_on_and_off(copy: Copy, browser: FlaskClient, duty: str) -> None:
    page = browser.get(f"{duty}/attendance").get_data(as_text=True)
    number = re.search(r'name="on_(\d+)"', page)
    assert number, _plain(page)
    times = {f"on_{number[1]}": "10pm", f"off_{number[1]}": "6am"}
    answered = send(browser, f"{duty}/attendance", **times)
    assert answered.status_code == 303, _plain(answered.get_data(as_text=True))


def _certify(browser: FlaskClient) -> None:
    page = browser.get("/staff/hours").get_data(as_text=True)
    found = re.search(r'name="stint" value="(\d+)"', page)
    assert found, _plain(page)
    answered = send(browser, "/staff/hours", stint=found[1])
    assert answered.status_code == 303, _plain(answered.get_data(as_text=True))


def _plain(page: str) -> str:
    main = page[page.find("<main") :]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
