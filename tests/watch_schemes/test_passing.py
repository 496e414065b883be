"""The cascade: staff write, a coordinator passes it on, households are written to once, and any of them leaves."""

import pytest
from sqlalchemy import select

from tests.people.builders import a_viewer
from tests.people.serving import put, told
from tests.watch_schemes.builders import (
    DRAFT,
    STRAND,
    a_coordinator,
    a_household,
    a_scheme,
    a_sent_message,
    viewer_of,
)
from volunteers.errors import NotFound, Refused
from volunteers.extensions import db
from volunteers.people.rules import StatusKind
from volunteers.permissions import Role
from volunteers.watch_schemes import queries, service
from volunteers.watch_schemes.models import WatchPassing, WatchScheme

pytestmark = pytest.mark.usefixtures("session")


def passing_of(scheme: WatchScheme) -> WatchPassing:
    return db.session.scalars(select(WatchPassing).where(WatchPassing.scheme_id == scheme.id)).one()


def test_a_message_goes_to_coordinators_then_to_households_once_each() -> None:
    scheme, other = a_scheme(), a_scheme("Elsewhere", area="somerset")
    by, staff = viewer_of(a_coordinator(scheme)), a_viewer(Role.COORDINATOR, STRAND, "bristol")
    online, offline = a_household(scheme), a_household(scheme, online=False)
    silent = a_household(scheme, agreed_on=None, agreed_how="")
    a_household(other)
    message = a_sent_message(scheme, other, by=staff)  # the other is out of their scope
    assert (service.tell_coordinators(), service.tell_coordinators()) == (1, 0)
    assert [one.particulars["title"] for one in told("watch_message_waiting")] == ["Sheds broken into"]
    found, _ = queries.get_staff_message(message.id, staff)
    assert (found.schemes, found.passed, found.by_mail, found.by_hand, found.not_yet) == (1, 0, 0, 0, 3)

    passing = passing_of(scheme)
    for _ in range(2):  # pressing twice passes it on once
        service.pass_on(passing.id, added_words="At number 3.", by=by)
    assert (service.send_mails(most=5), service.send_mails(most=5)) == (1, 0)
    mails = told("watch_message")
    assert [mail.to_address for mail in mails] == [online.email]
    assert mails[0].particulars["added"] == "At number 3."
    doors = queries.list_doors(passing.id)
    assert {door.line.id for door in doors} == {offline.id, silent.id}
    service.tick_door(passing.id, offline.id, is_done=True, by=by)
    found, rows = queries.get_staff_message(message.id, staff)
    assert (found.passed, found.by_mail, found.by_hand, found.not_yet) == (1, 1, 1, 1)
    assert [row.name for row in rows] == ["Mill Lane Watch"]
    service.tick_door(passing.id, offline.id, is_done=False, by=by)
    assert queries.get_own_passing(scheme.id, passing.id).doors_left == 2


def test_someone_who_lost_their_mail_goes_to_the_doors_and_who_left_gets_nothing() -> None:
    scheme = a_scheme()
    by = viewer_of(a_coordinator(scheme))
    changed, gone = a_household(scheme), a_household(scheme)
    a_sent_message(scheme)
    passing = service.pass_on(passing_of(scheme).id, added_words="", by=by)
    changed.email = None
    service.leave(gone.id)
    db.session.flush()
    service.send_mails()
    assert told("watch_message") == []
    assert [door.line.id for door in queries.list_doors(passing.id)] == [changed.id]


def test_leaving_erases_everything_and_stops_what_waits() -> None:
    scheme = a_scheme()
    household = a_household(scheme, note="Lives alone", needs_help=True, phone="01632 960 001")
    service.write_to_own(DRAFT, by=viewer_of(a_coordinator(scheme)))
    service.send_mails()
    for _ in range(2):
        service.leave(household.id)
    db.session.flush()
    kept = (household.address, household.name, household.email, household.phone, household.sealed_note)
    assert kept == ("", "", None, None, None)
    assert [mail.state.value for mail in told("watch_message")] == ["stopped"]


def test_a_message_is_for_the_coordinators_of_the_scheme_alone() -> None:
    scheme, other = a_scheme(), a_scheme("Elsewhere")
    stranger = viewer_of(a_coordinator(other, last_name="Other"))
    a_sent_message(scheme)
    with pytest.raises(NotFound):
        service.pass_on(passing_of(scheme).id, added_words="", by=stranger)
    with pytest.raises(NotFound):
        queries.get_household(other.id, a_household(scheme).id)
    suspended = a_coordinator(scheme, last_name="Suspended")
    put(suspended, StatusKind.SUSPENDED, -1)
    with pytest.raises(NotFound):
        queries.get_own_scheme(viewer_of(suspended))


def test_a_message_to_nobody_is_refused() -> None:
    scheme = a_scheme(area="somerset")
    with pytest.raises(Refused, match="No scheme"):
        a_sent_message(scheme, by=a_viewer(Role.COORDINATOR, STRAND, "bristol"))
