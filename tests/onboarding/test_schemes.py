"""SpeedWatch schemes: placed one by one, whole with the sixth, started once a site may be used."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.applications.builders import an_application, stage_of
from tests.onboarding.builders import a_coordinator
from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.places.builders import a_unit
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.errors import NotFound, Refused
from volunteers.onboarding.models import Agreement, Check, CheckState
from volunteers.onboarding.queries.schemes import get_scheme, list_people, list_schemes
from volunteers.onboarding.service import schemes as service
from volunteers.onboarding.service import sign
from volunteers.permissions import Grant, Role, Viewer
from volunteers.places.models import Site, Unit, UnitKind
from volunteers.places.rules.sites import AssessmentEntry, SiteOutcome, SiteState, refusals_to_assess, refusals_to_start
from volunteers.strands.rules import Party

SPEEDWATCH = "community_speedwatch"
SITES = {"items": [{"road": "High Street", "place": "Wrington, by the school", "limit": "30", "why": "School"}]}


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.get_data(as_text=True)


def an_applicant_of_speedwatch(number: int = 0, **more: Any) -> Application:
    return an_application(strand=SPEEDWATCH, area="somerset", first_name=f"Person{number}", **more)


def an_entry(outcome: SiteOutcome = SiteOutcome.SUITABLE, **more: Any) -> AssessmentEntry:
    values = {"assessed_on": clock.today(), "valid_until": None, "findings": "Stand behind the wall", **more}
    return AssessmentEntry(outcome, **values)


@pytest.fixture
def coordinator(session: Session) -> Viewer:
    return a_coordinator(strand=SPEEDWATCH)


@pytest.fixture
def scheme(session: Session, coordinator: Viewer) -> Unit:
    """A scheme that one applicant forms, with the site they named."""
    first = an_applicant_of_speedwatch(answers={"sites": SITES})
    return service.form_scheme_for(first.id, "Wrington", by=coordinator)


def has_place(session: Session, application_id: int) -> bool:
    check = session.scalars(
        select(Check).where(Check.application_id == application_id, Check.code == "scheme_place")
    ).one_or_none()
    return check is not None and check.state is CheckState.PASSED


class TestRules:
    today = clock.today()

    @pytest.mark.parametrize(
        ("entry", "code"),
        [
            (an_entry(assessed_on=clock.today() + timedelta(days=1)), "assessed_in_future"),
            (an_entry(SiteOutcome.NOT_SUITABLE, valid_until=clock.today()), "validity_without_pass"),
            (an_entry(valid_until=clock.today() - timedelta(days=1)), "validity_before_visit"),
            (an_entry(SiteOutcome.WITH_CONDITIONS, findings=" "), "findings_missing"),
            (an_entry(SiteOutcome.NOT_SUITABLE, findings=""), "findings_missing"),
        ],
    )
    def test_what_cannot_be_written_down(self, entry: AssessmentEntry, code: str) -> None:
        assert [each.code for each in refusals_to_assess(entry, on=self.today)] == [code]

    def test_a_suitable_site_needs_no_words(self) -> None:
        assert refusals_to_assess(an_entry(findings=""), on=self.today) == []

    @pytest.mark.parametrize(
        ("outcome", "until", "may", "words"),
        [
            (None, None, False, "Not assessed yet"),
            (SiteOutcome.SUITABLE, 0, True, "Suitable"),
            (SiteOutcome.WITH_CONDITIONS, 5, True, "Suitable with conditions"),
            (SiteOutcome.SUITABLE, -1, False, "Assessment ran out"),
            (SiteOutcome.NOT_SUITABLE, None, False, "Not suitable"),
        ],
    )
    def test_a_site_may_be_used_while_its_assessment_holds(
        self, outcome: SiteOutcome | None, until: int | None, may: bool, words: str
    ) -> None:
        last = None if until is None else self.today + timedelta(days=until)
        site = SiteState(1, "A38", "Redhill", 40, outcome, self.today - timedelta(days=30), last)
        assert site.is_authorised_on(self.today) is may
        assert site.words_on(self.today) == words

    def test_a_scheme_lacks_its_team_and_a_site(self) -> None:
        found = refusals_to_start(people=5, needed=6, sites=[], on=self.today)
        assert [each.code for each in found] == ["team_too_small", "no_site"]
        good = SiteState(1, "A38", "Redhill", 40, SiteOutcome.SUITABLE, self.today, self.today)
        assert refusals_to_start(people=6, needed=6, sites=[good], on=self.today) == []


class TestForming:
    def test_it_takes_the_sites_they_named_and_places_them(
        self, session: Session, scheme: Unit, coordinator: Viewer
    ) -> None:
        line = get_scheme(scheme.id, coordinator)
        assert (line.state, line.people_words) == ("Forming", "1 of 6")
        assert [(site.road, site.speed_limit) for site in line.sites] == [("High Street", 30)]
        assert [person.name for person in list_people(scheme.id)] == ["Person0 Lovelace"]

    def test_the_sixth_gives_all_of_them_their_place(self, session: Session, scheme: Unit, coordinator: Viewer) -> None:
        others = [an_applicant_of_speedwatch(number) for number in range(1, 6)]
        for each in others[:4]:
            service.place_in_scheme(each.id, scheme.id, by=coordinator)
        assert not any(has_place(session, each.id) for each in others)
        service.place_in_scheme(others[4].id, scheme.id, by=coordinator)
        assert all(has_place(session, each.id) for each in others)
        assert others[0].waits_on == [Party.COORDINATOR.value]

    def test_it_starts_with_people_and_a_site_and_then_takes_others_at_once(
        self, session: Session, scheme: Unit, coordinator: Viewer
    ) -> None:
        for number in range(1, 6):
            service.place_in_scheme(an_applicant_of_speedwatch(number).id, scheme.id, by=coordinator)
        with pytest.raises(Refused, match="risk assessment"):
            service.start_scheme(scheme.id, by=coordinator)
        site = session.scalars(select(Site)).one()
        service.assess_site(scheme.id, site.id, an_entry(), by=coordinator)
        assert get_scheme(scheme.id, coordinator).state == "Can start"
        service.start_scheme(scheme.id, by=coordinator)
        late = an_applicant_of_speedwatch(9)
        service.place_in_scheme(late.id, scheme.id, by=coordinator)
        assert has_place(session, late.id)

    def test_the_newest_assessment_counts_and_none_is_lost(
        self, session: Session, scheme: Unit, coordinator: Viewer
    ) -> None:
        site = session.scalars(select(Site)).one()
        service.assess_site(scheme.id, site.id, an_entry(), by=coordinator)
        assert get_scheme(scheme.id, coordinator).may_use == 1
        service.assess_site(scheme.id, site.id, an_entry(SiteOutcome.NOT_SUITABLE), by=coordinator)
        assert get_scheme(scheme.id, coordinator).may_use == 0

    def test_a_scheme_from_before_runs(self, session: Session, coordinator: Viewer) -> None:
        old = a_unit("Old scheme", kind=UnitKind.SCHEME, strand=SPEEDWATCH, area="somerset")
        late = an_applicant_of_speedwatch(1)
        service.place_in_scheme(late.id, old.id, by=coordinator)
        assert get_scheme(old.id, coordinator).state == "Running"
        assert has_place(session, late.id)

    def test_nobody_finds_a_scheme_of_another_area(self, session: Session, scheme: Unit) -> None:
        elsewhere = a_coordinator("bristol", SPEEDWATCH)
        assert list_schemes(elsewhere) == []
        with pytest.raises(NotFound):
            get_scheme(scheme.id, elsewhere)

    def test_another_strand_is_not_placed(self, session: Session, scheme: Unit) -> None:
        with pytest.raises(Refused, match="Community SpeedWatch"):
            service.place_in_scheme(an_application().id, scheme.id, by=a_coordinator(strand=None))


class TestPages:
    @pytest.fixture
    def browser(self, client: FlaskClient, session: Session) -> FlaskClient:
        return signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, SPEEDWATCH)]))

    def test_a_scheme_is_formed_from_an_application(self, browser: FlaskClient, session: Session) -> None:
        made = an_applicant_of_speedwatch(answers={"sites": SITES})
        address = f"/staff/applications/{made.reference}/scheme"
        shown = page(browser, address)
        unnamed = browser.post(address, data=sent_form(shown, scheme="new", name=""))
        assert "Enter the name of the new scheme." in unnamed.get_data(as_text=True)
        done = browser.post(address, data=sent_form(shown, scheme="new", name="Wrington"))
        assert done.status_code == 303
        assert "High Street" in page(browser, done.headers["Location"])
        browser.post(address, data=sent_form(shown, scheme="new", name="Wrington"))
        assert session.scalar(select(func.count()).select_from(Unit).where(Unit.name == "Wrington")) == 1

    def test_recording_a_place_is_finding_one(self, browser: FlaskClient, session: Session) -> None:
        made = an_applicant_of_speedwatch()
        led = browser.get(f"/staff/applications/{made.reference}/checks/scheme_place")
        assert led.headers["Location"] == f"/staff/applications/{made.reference}/scheme"

    def test_an_assessment_that_cannot_be_comes_back_with_what_was_typed(
        self, browser: FlaskClient, session: Session, scheme: Unit
    ) -> None:
        site = session.scalars(select(Site)).one()
        address = f"/staff/schemes/{scheme.id}/sites/{site.id}/assessment"
        later = clock.today() + timedelta(days=3)
        refused = browser.post(
            address,
            data=sent_form(
                page(browser, address),
                outcome="suitable",
                findings="By the wall",
                assessed_on=[later.day, later.month, later.year],
            ),
        )
        words = refused.get_data(as_text=True)
        assert "The day of the visit must be today or in the past." in words
        assert "By the wall" in words

    def test_starting_too_early_says_what_is_missing(self, browser: FlaskClient, scheme: Unit) -> None:
        address = f"/staff/schemes/{scheme.id}"
        shown = page(browser, address)
        assert "This one has 1." in shown
        assert "Start this scheme" not in shown

    def test_a_site_is_added(self, browser: FlaskClient, scheme: Unit) -> None:
        address = f"/staff/schemes/{scheme.id}/sites/new"
        sent = sent_form(page(browser, address), road="A368", place="Churchill", speed_limit="40")
        assert browser.post(address, data=sent).status_code == 303
        assert "A368, Churchill" in page(browser, f"/staff/schemes/{scheme.id}")
        assert "Wrington" in page(browser, "/staff/schemes")


class TestSigning:
    @pytest.fixture
    def application(self, session: Session) -> Application:
        made = an_applicant_of_speedwatch()
        made.move_to(stage_of(made, "vetting_and_agreement"), by=None, at=clock.now())
        session.flush()
        return made

    def own(self, application: Application) -> Viewer:
        return Viewer(application.account_id, application.name, frozenset())

    def test_it_is_asked_for_signed_once_and_passes_the_check(
        self, client: FlaskClient, session: Session, application: Application
    ) -> None:
        signed_in(client, application.account)
        place = f"/my-applications/{application.reference}"
        application.stand(stage_of(application, "vetting_and_agreement"), (Party.APPLICANT,))
        session.flush()
        assert "Read and sign: Volunteer agreement" in page(client, place)
        shown = page(client, f"{place}/agreement/agreement")
        empty = client.post(f"{place}/agreement/agreement", data=sent_form(shown, name=""))
        assert "Type your full name to sign." in empty.get_data(as_text=True)
        assert client.post(f"{place}/agreement/agreement", data=sent_form(shown, name="Ada L")).status_code == 303
        assert "You signed this as" in page(client, f"{place}/agreement/agreement")
        check = session.scalars(select(Check).where(Check.code == "agreement")).one()
        assert (check.state, check.recorded_by_id) == (CheckState.PASSED, application.account_id)
        assert "Read and sign" not in page(client, place)

    def test_twice_is_once(self, session: Session, application: Application) -> None:
        for _ in range(2):
            sign(application.reference, "agreement", name="Ada Lovelace", by=self.own(application))
        assert session.scalar(select(func.count()).select_from(Agreement)) == 1

    def test_not_before_its_stage(self, session: Session) -> None:
        early = an_applicant_of_speedwatch()
        with pytest.raises(Refused, match="nothing for you to sign"):
            sign(early.reference, "agreement", name="Ada", by=self.own(early))

    def test_nobody_signs_for_another_or_something_else(self, session: Session, application: Application) -> None:
        with pytest.raises(NotFound):
            sign(application.reference, "agreement", name="Eve", by=a_coordinator(strand=SPEEDWATCH))
        with pytest.raises(NotFound):
            sign(application.reference, "vetting", name="Ada", by=self.own(application))
