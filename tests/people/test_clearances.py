"""Renewing a clearance of a serving volunteer: beside the one before, and one recorder after another."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import a_viewer, a_volunteer, an_account, as_viewer, signed_in
from tests.rosters.builders import a_duty
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.queries import list_of
from volunteers.people.models import Clearance, RoleGrant
from volunteers.people.queries import get_standings
from volunteers.people.queries.clearances import get_clearance_file
from volunteers.people.rules import Holding
from volunteers.people.service.renewals import Renewal, record_renewal
from volunteers.permissions import Grant, Role
from volunteers.rosters.service import assign
from volunteers.unit_of_work import unit_of_work

SPECIALS, MEDICAL = "special_constabulary", "medical"


def held(**last_days: date | None) -> list[Holding]:
    """Clearances since two years, until those days."""
    begun = clock.today() - timedelta(days=730)
    return [Holding(code, begun, until) for code, until in last_days.items()]


def ago(days: int) -> date:
    return clock.today() - timedelta(days=days)


def newest(volunteer_id: int, code: str = MEDICAL) -> int:
    return get_clearance_file(volunteer_id, code, a_viewer(Role.COORDINATOR)).seen


class TestRenewing:
    def test_a_renewal_stands_beside_the_one_before_and_both_count_on_their_days(self, session: Session) -> None:
        volunteer, by = a_volunteer(clearances=held(medical=ago(5))), a_viewer(Role.COORDINATOR)
        renewal = Renewal(clock.today(), clock.today() + timedelta(days=100), "M/2")
        with unit_of_work():
            made = record_renewal(volunteer.id, MEDICAL, renewal=renewal, seen=newest(volunteer.id), by=by)
        assert (made.recorded_by_id, made.reference) == (by.account_id, "M/2")
        standing = get_standings([volunteer.id], SPECIALS)[volunteer.id]
        days = (ago(5), ago(4), ago(0), ago(-100), ago(-101))
        judged = [standing.is_cleared_throughout(MEDICAL, day, day) for day in days]
        assert judged == [True, False, True, True, False]
        (entry,) = [each for each in list_of("volunteer", volunteer.id) if each.act == "clearance_renewed"]
        assert entry.details["clearance"] == MEDICAL

    def test_one_that_lasts_a_year_lasts_a_year_where_no_other_day_is_given(self, session: Session) -> None:
        volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
        code = "personal_safety_training"
        made = record_renewal(volunteer.id, code, renewal=Renewal(ago(0)), seen=newest(volunteer.id, code), by=by)
        assert made.until_on == clock.add_months(clock.today(), 12) - timedelta(days=1)

    @pytest.mark.parametrize(
        ("result", "until", "code"),
        [
            (None, None, "result_without_date"),
            (-1, None, "result_in_future"),
            (3, 4, "validity_before_result"),
            (365, None, "renewed_already"),
        ],
    )
    def test_dates_that_cannot_be(self, session: Session, result: int | None, until: int | None, code: str) -> None:
        volunteer = a_volunteer()
        renewal = Renewal(None if result is None else ago(result), None if until is None else ago(until))
        with pytest.raises(Refused) as refused:
            record_renewal(
                volunteer.id, MEDICAL, renewal=renewal, seen=newest(volunteer.id), by=a_viewer(Role.COORDINATOR)
            )
        assert [each.code for each in refused.value.refusals] == [code]
        assert len(session.scalars(select(Clearance).where(Clearance.code == MEDICAL)).all()) == 1

    def test_the_second_of_two_is_shown_what_the_first_recorded(self, session: Session) -> None:
        volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
        seen = newest(volunteer.id)
        record_renewal(volunteer.id, MEDICAL, renewal=Renewal(ago(1)), seen=seen, by=by)
        with pytest.raises(Conflict):
            record_renewal(volunteer.id, MEDICAL, renewal=Renewal(ago(2)), seen=seen, by=by)

    def test_vetting_and_ones_own_are_for_others(self, session: Session) -> None:
        account = an_account(Role.COORDINATOR)
        volunteer = a_volunteer(account=account)
        for code, by in (("vetting", a_viewer(Role.COORDINATOR)), (MEDICAL, as_viewer(account))):
            with pytest.raises(Refused):
                record_renewal(volunteer.id, code, renewal=Renewal(ago(1)), seen=newest(volunteer.id, code), by=by)

    @pytest.mark.parametrize(
        "grant", [Grant(Role.COORDINATOR, SPECIALS, "bristol"), Grant(Role.COORDINATOR, "cadets", "somerset")]
    )
    def test_out_of_scope_is_not_found(self, session: Session, grant: Grant) -> None:
        volunteer = a_volunteer(area="somerset")
        with pytest.raises(NotFound):
            record_renewal(
                volunteer.id, MEDICAL, renewal=Renewal(ago(1)), seen=0, by=as_viewer(an_account(grants=[grant]))
            )


class TestOnDuty:
    def test_a_lapse_closes_a_later_duty_by_itself_and_a_renewal_opens_it(self, session: Session) -> None:
        begun, far_off = ago(730), ago(-900)
        others = [Holding(code, begun, far_off) for code in ("vetting", "personal_safety_training")]
        volunteer = a_volunteer(grade="qualified", clearances=[Holding(MEDICAL, begun, ago(-3)), *others])
        before, after = (a_duty(starts_at=clock.now() + timedelta(days=days)) for days in (2, 10))
        by = a_viewer(Role.SUPERVISOR, SPECIALS, "somerset")
        assign(before.id, post_id=before.posts[0].id, volunteer_id=volunteer.id, by=by)
        with pytest.raises(Refused) as refused:
            assign(after.id, post_id=after.posts[0].id, volunteer_id=volunteer.id, by=by)
        assert "medical lapses on" in refused.value.refusals[0].message
        record_renewal(
            volunteer.id, MEDICAL, renewal=Renewal(ago(0)), seen=newest(volunteer.id), by=a_viewer(Role.COORDINATOR)
        )
        assign(after.id, post_id=after.posts[0].id, volunteer_id=volunteer.id, by=by)


class TestPages:
    def test_it_is_renewed_on_a_page_of_its_own(self, client: FlaskClient) -> None:
        volunteer = a_volunteer(clearances=held(medical=ago(5), vetting=None, personal_safety_training=None))
        browser = signed_in(client, an_account(Role.COORDINATOR))
        record = f"/staff/volunteers/{volunteer.id}"
        shown = browser.get(record).get_data(as_text=True)
        address = f"{record}/clearances/medical"
        assert address in shown
        assert f"{record}/clearances/vetting" not in shown
        page = browser.get(address).get_data(as_text=True)
        today = clock.today()
        typed = {"result_on": [str(today.day), str(today.month), str(today.year)], "reference": "M/7"}
        answered = browser.post(address, data=sent_form(page, **typed))
        assert answered.status_code == 303
        shown = browser.get(record).get_data(as_text=True)
        assert "Medical is renewed." in shown
        assert "M/7" in shown
        assert browser.get(f"{record}/clearances/vetting").status_code == 403
        assert browser.get(f"{record}/clearances/first_aid").status_code == 404

    def test_a_stale_page_shows_both_and_keeps_what_was_typed(self, client: FlaskClient) -> None:
        volunteer = a_volunteer()
        browser = signed_in(client, an_account(Role.COORDINATOR))
        address = f"/staff/volunteers/{volunteer.id}/clearances/medical"
        page = browser.get(address).get_data(as_text=True)
        first = Renewal(ago(1), reference="theirs")
        record_renewal(
            volunteer.id, MEDICAL, renewal=first, seen=newest(volunteer.id),
            by=a_viewer(Role.COORDINATOR, full_name="Helen Marsh"),
        )  # fmt: skip
        day = ago(2)
        typed = {"result_on": [str(day.day), str(day.month), str(day.year)], "reference": "mine"}
        answered = browser.post(address, data=sent_form(page, **typed))
        shown = answered.get_data(as_text=True)
        assert answered.status_code == 409
        for words in ("What was recorded meanwhile", "theirs", "Helen Marsh", 'value="mine"'):
            assert words in shown, words

    def test_one_who_serves_as_well_does_not_renew_their_own(self, client: FlaskClient) -> None:
        account = an_account(Role.APPLICANT)
        volunteer = a_volunteer(account=account)
        account.role_grants.append(RoleGrant(role=Role.COORDINATOR))
        browser = signed_in(client, account)
        assert browser.get(f"/staff/volunteers/{volunteer.id}/clearances/medical").status_code == 403
