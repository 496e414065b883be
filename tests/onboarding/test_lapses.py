"""Checks that run out before an appointment, the page of what runs out, and two schedulers at once."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case, a_check, a_coordinator
from tests.onboarding.test_application_page import page
from tests.people.builders import SPECIALS, SPECIALS_CLEARANCES, a_viewer, a_volunteer, an_account, signed_in
from tests.sql_count import counted_sql
from volunteers import clock
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.onboarding.jobs import warn_of_lapses
from volunteers.onboarding.queries.lapses import Wish, list_running_out
from volunteers.onboarding.rules.lapses import appointed_by, runs_out_too_soon
from volunteers.people import jobs
from volunteers.people.models import LapseDigest, LapseWarning
from volunteers.people.rules import Holding
from volunteers.people.rules.lapses import HeldKind
from volunteers.permissions import Grant, Role, Viewer
from volunteers.strands.queries import get_strand

TODAY = date(2026, 3, 2)


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)


def held(left: int, code: str = "medical") -> list[Holding]:
    until = {**dict.fromkeys(SPECIALS_CLEARANCES, in_days(730)), code: in_days(left)}
    return [Holding(each, in_days(-500), until_on) for each, until_on in until.items()]


def shown(viewer: Viewer, **wish: object) -> list[tuple[str, str]]:
    found = list_running_out(Wish(**wish), viewer)  # type: ignore[arg-type]
    return [(row.who, row.what) for _, rows in found.weeks for row in rows]


class TestTooSoon:
    def test_an_appointment_is_as_far_off_as_the_stages_ahead_usually_take(self) -> None:
        strand = get_strand(SPECIALS)
        usual = {each.code: each.usual_days or 0 for each in strand.pipeline.open_stages}
        ahead = list(usual)[list(usual).index("interview") :]
        expected = TODAY + timedelta(days=sum(usual[each] for each in ahead))
        assert appointed_by(strand, "interview", since=TODAY, on=TODAY) == expected
        late = TODAY - timedelta(days=usual["interview"] + 100)
        moves_today = expected - timedelta(days=usual["interview"])
        assert appointed_by(strand, "interview", since=late, on=TODAY) == moves_today
        assert appointed_by(strand, "appointed", since=TODAY, on=TODAY) == TODAY

    @pytest.mark.parametrize(
        ("code", "days", "is_soon"), [("medical", 3, True), ("medical", 900, False), ("nothing", 3, False)]
    )
    def test_only_what_is_still_needed_and_lapses_first(self, code: str, days: int, is_soon: bool) -> None:
        strand, until = get_strand(SPECIALS), TODAY + timedelta(days=days)
        assert runs_out_too_soon(strand, "interview", code, until_on=until, since=TODAY, on=TODAY) is is_soon


class TestApplicants:
    def test_they_are_told_once_and_their_coordinators_too(self, session: Session) -> None:
        application = a_case("interview", area="bristol")
        a_check(application, "medical", valid_until=in_days(7))
        by = a_viewer(Role.COORDINATOR, SPECIALS, "bristol")
        a_viewer(Role.COORDINATOR, SPECIALS, "somerset")
        for _ in range(2):
            warn_of_lapses()
            jobs.warn_of_lapses()
        told = db.session.scalars(select(Message.account_id).where(Message.kind == "check_runs_out")).all()
        assert told == [application.account_id]
        digests = db.session.scalars(select(LapseDigest.account_id)).all()
        assert by.account_id in digests
        counts = {each.account_id: each.particulars for each in db.session.scalars(select(Message))}
        assert counts[by.account_id]["counts"] == [[7, 1]]

    @pytest.mark.parametrize("stage", ["unsuccessful", "withdrawn", "appointed"])
    def test_nobody_whose_application_has_ended(self, session: Session, stage: str) -> None:
        application = a_case("pre_employment_checks")
        a_check(application, "medical", valid_until=in_days(7))
        application.stage = stage
        db.session.flush()
        warn_of_lapses()
        assert db.session.scalars(select(LapseWarning.id)).all() == []
        application.stage = "pre_employment_checks"
        db.session.flush()
        warn_of_lapses()
        assert db.session.scalars(select(LapseWarning.days)).all() == [7]


class TestThePage:
    def test_it_shows_what_lapsed_and_what_will_in_ones_own_pairs(self, session: Session) -> None:
        a_volunteer(first_name="Lapsed", clearances=held(-5))
        a_volunteer(first_name="Soon", clearances=held(20))
        a_volunteer(first_name="Later", clearances=held(200))
        a_volunteer(first_name="Long", clearances=held(-200))
        a_volunteer(first_name="Elsewhere", area="bristol", clearances=held(3))
        a_check(a_case("interview", area="somerset"), "medical", valid_until=in_days(50))
        by = a_viewer(Role.COORDINATOR, SPECIALS, "somerset")
        assert [who for who, _ in shown(by)] == ["Lapsed Hughes", "Soon Hughes", "Ada Lovelace"]
        assert [who for who, _ in shown(by, is_earlier=True)] == ["Long Hughes"]
        assert [who for who, _ in shown(by, kind=HeldKind.CHECK)] == ["Ada Lovelace"]
        assert shown(by, area="bristol") == shown(by, strand="cadets") == []
        assert [who for who, _ in shown(a_viewer(Role.SUPERVISOR, SPECIALS, "somerset"))] == [
            "Lapsed Hughes",
            "Soon Hughes",
        ]
        assert shown(a_viewer(Role.AUDITOR)) == []

    @pytest.mark.parametrize("is_earlier", [False, True])
    def test_pages_follow_each_other_without_gap_or_repeat(self, session: Session, is_earlier: bool) -> None:
        for number in range(5):
            a_volunteer(first_name=f"Number{number}", clearances=held(number // 2 - (200 if is_earlier else 0)))
        by, seen, after = a_coordinator(), [], None
        while True:
            found = list_running_out(Wish(is_earlier=is_earlier, after=after), by, limit=2)
            seen += [row.who for _, rows in found.weeks for row in rows]
            after = found.onward
            if after is None:
                break
        assert sorted(seen) == [f"Number{number} Hughes" for number in range(5)]

    def test_the_next_page_is_a_link(self, session: Session, client: FlaskClient) -> None:
        for number in range(51):
            a_volunteer(first_name=f"Number{number:02}", clearances=held(5), by=a_coordinator())
        browser = signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, SPECIALS)]))
        first = page(browser, "/staff/lapses?kind=clearance")
        onward = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
        second = page(browser, onward)
        assert "Number50" in second
        assert "Number49" not in second

    @pytest.mark.parametrize("after", ["x", "2026-01-01.check.x", "2026-13-01.check.1", "..", "2026-01-01.lion.1"])
    def test_what_is_no_key_is_the_first_page(self, session: Session, client: FlaskClient, after: str) -> None:
        a_volunteer(first_name="Soon", clearances=held(20))
        browser = signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, SPECIALS)]))
        assert "Soon Hughes" in page(browser, f"/staff/lapses?after={after}&strand=lions&kind=x")

    def test_it_says_when_they_were_warned(self, session: Session, client: FlaskClient) -> None:
        a_volunteer(first_name="Soon", clearances=held(20))
        browser = signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, SPECIALS)]))
        assert "Not yet" in page(browser, "/staff/lapses")
        jobs.warn_of_lapses()
        body = page(browser, "/staff/lapses")
        assert "Not yet" not in body
        assert "20 days left" in body

    def test_it_takes_the_same_number_of_statements_however_long_it_is(self, app: Flask, session: Session) -> None:
        by, counts = a_coordinator(), []
        for _ in range(3):  # the first reads besides what is read once for each request
            for left in (-3, 5, 40):
                a_volunteer(clearances=held(left))
            with counted_sql(app) as asked:
                list_running_out(Wish(), by)
            counts.append(asked.count)
        assert counts[2] == counts[1] <= counts[0] <= 6
