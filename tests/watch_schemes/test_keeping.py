"""Registering, asking, reviewing, handing over and closing schemes; and the list of households."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.applications.builders import an_application
from tests.people.builders import a_viewer
from tests.people.serving import told
from tests.watch_schemes.builders import STRAND, a_coordinator, a_household, a_scheme, viewer_of
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.extensions import db
from volunteers.people.models import Account
from volunteers.permissions import Role, Viewer
from volunteers.watch_schemes import queries, service
from volunteers.watch_schemes.models import WatchHousehold, WatchStreet
from volunteers.watch_schemes.rules import ReportKind, SchemeState
from volunteers.watch_schemes.rules.households import HouseholdEntry
from volunteers.watch_schemes.service.keeping import Plan

pytestmark = pytest.mark.usefixtures("session")
ENTRY = HouseholdEntry("1 Mill Lane", "Ann", "ann@example.org", needs_help=True, note="Deaf", agreed_on=None)


@pytest.fixture
def staff() -> Viewer:
    return a_viewer(Role.COORDINATOR, STRAND, "bristol")


@pytest.mark.parametrize("served_days", [0, 30])
def test_who_applied_to_start_a_scheme_gets_it_with_what_they_answered(staff: Viewer, served_days: int) -> None:
    volunteer = a_coordinator(started_on=clock.today() - timedelta(days=served_days))
    application = an_application(
        account=db.session.get_one(Account, volunteer.account_id), strand=STRAND, stage="appointed", area="bristol",
        answers={
            "streets": {"items": [{"street": "Mill Lane 1 to 40", "town": "Frome"}]}, "households": {"households": 25},
        },
    )  # fmt: skip
    application.volunteer_id = volunteer.id
    db.session.flush()
    (found,) = queries.list_without_scheme(staff)
    assert (found.streets, found.estimated) == (["Mill Lane 1 to 40, Frome"], 25)
    plan = Plan("Mill Lane Watch", found.estimated, tuple(found.streets))
    scheme = service.register_scheme(volunteer.id, plan, by=staff)
    assert queries.get_own_scheme(viewer_of(volunteer)).id == scheme.id
    assert (scheme.state, scheme.estimated_households) == (SchemeState.FORMING, 25)
    assert len(told("watch_scheme_registered")) == 1
    assert queries.list_without_scheme(staff) == []
    with pytest.raises(NotFound):
        service.register_scheme(volunteer.id, plan, by=staff)


def test_a_scheme_runs_once_two_households_are_on_its_list() -> None:
    scheme = a_scheme(state=SchemeState.FORMING)
    by = viewer_of(a_coordinator(scheme))
    row = service.add_household(ENTRY, by=by)
    assert (scheme.state, queries.open_note(row)) == (SchemeState.FORMING, "Deaf")
    assert b"Deaf" not in bytes(row.sealed_note or b"")
    added, pasted = service.add_households("2 Mill Lane\n1 mill lane", agreed_on=None, agreed_how="", by=by)
    assert (added, len(pasted.bad), scheme.state) == (1, 1, SchemeState.ACTIVE)
    with pytest.raises(Refused, match="already"):
        service.add_household(ENTRY, by=by)
    with pytest.raises(Conflict):
        service.change_household(row.id, ENTRY, version=row.version + 1, by=by)
    service.change_household(row.id, HouseholdEntry("1a Mill Lane"), version=row.version, by=by)
    assert (row.address, row.email, row.sealed_note, row.version) == ("1a Mill Lane", None, None, 2)
    service.remove_household(row.id, by=by)
    assert [line.address for line in queries.list_households(scheme.id)] == ["2 Mill Lane"]


def test_a_quiet_scheme_is_asked_once_and_any_answer_wakes_it(staff: Viewer) -> None:
    long_ago = clock.now() - timedelta(days=400)
    scheme, other = a_scheme(last_sign_at=long_ago), a_scheme("Busy")
    by = viewer_of(a_coordinator(scheme))
    a_coordinator(other, last_name="Busy")
    assert (service.ask_quiet(), service.ask_quiet()) == (1, 0)
    assert (scheme.state, other.state) == (SchemeState.INACTIVE, SchemeState.ACTIVE)
    assert len(told("watch_still_running")) == 1
    assert queries.look_at_own(scheme).tasks[0].code == "still_running"
    scheme.asked_at = clock.now() - timedelta(days=60)
    db.session.flush()
    (line,) = queries.list_schemes(staff, state="to_see_to").rows
    assert (line.needs, line.scheme.id) == ("No answer", scheme.id)
    service.confirm_list(by=by)
    assert queries.look_at_own(scheme).answer_by is None
    assert queries.get_staff_scheme(scheme.id, staff).scheme.state.label == "Active"
    assert queries.list_schemes(staff, state="to_see_to").rows == []


def test_a_scheme_without_coordinator_is_on_the_list_until_someone_takes_it(staff: Viewer) -> None:
    scheme, free = a_scheme(), a_coordinator(last_name="Free")
    far = a_coordinator(area="somerset", last_name="Far")
    (line,) = queries.list_schemes(staff, state="to_see_to").rows
    assert line.needs == "No coordinator"
    service.hand_over(scheme.id, free.id, by=staff)
    assert [one.name for one in queries.get_staff_scheme(scheme.id, staff).coordinators] == ["Alex Free"]
    with pytest.raises(NotFound):
        service.hand_over(scheme.id, far.id, by=staff)
    with pytest.raises(NotFound):
        queries.get_staff_scheme(a_scheme("Far", area="somerset").id, staff)


def test_closing_erases_households_tells_them_and_ends_everything(staff: Viewer) -> None:
    scheme = a_scheme()
    by = viewer_of(a_coordinator(scheme))
    mail = a_household(scheme).email
    a_household(scheme, online=False)
    service.close_scheme(scheme.id, "Nobody left", by=staff)
    db.session.flush()
    left = db.session.scalars(select(WatchHousehold).where(WatchHousehold.scheme_id == scheme.id)).all()
    assert all(row.left_on and not (row.address or row.email or row.name) for row in left)
    waiting = [one.to_address for one in told("watch_scheme_closed") if one.state.value == "pending"]
    assert mail in waiting
    assert len(waiting) == 2  # the household and the coordinator
    with pytest.raises(NotFound):
        service.add_household(ENTRY, by=by)
    with pytest.raises(Refused, match="closed"):
        service.review_scheme(scheme.id, by=staff)


def test_what_a_coordinator_sends_back_is_seen_to_and_answered(staff: Viewer) -> None:
    scheme = a_scheme()
    by = viewer_of(a_coordinator(scheme))
    report = service.send_report(ReportKind.CONCERN, "The lamp is broken.", by=by)
    assert [line.body for line in queries.list_staff_reports(staff)] == ["The lamp is broken."]
    with pytest.raises(NotFound):
        service.close_report(report.id, "", by=a_viewer(Role.COORDINATOR, STRAND, "somerset"))
    for answer in ("It is mended.", "Something else."):
        service.close_report(report.id, answer, by=staff)
    assert queries.list_own_reports(scheme.id)[0].answer == "It is mended."
    assert len(told("watch_report_answered")) == 1


def test_streets_are_kept_and_counted_by_area(staff: Viewer) -> None:
    scheme = a_scheme()
    by = viewer_of(a_coordinator(scheme))
    a_household(scheme)
    street = service.add_street("Mill Lane", first=1, last=9, postcode="BA11 1AA", by=by)
    with pytest.raises(Refused, match="last number"):
        service.add_street("Mill Lane", first=9, last=1, postcode="", by=by)
    service.remove_street(street.id, by=by)
    assert db.session.get(WatchStreet, street.id) is None
    (numbers,) = queries.count_by_area(staff)
    assert (numbers.area, numbers.schemes, numbers.coordinators, numbers.households) == ("Bristol", 1, 1, 1)
