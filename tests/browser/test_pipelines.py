"""The pipelines walked in Chromium, stage by stage, by those whose work it is: coordinator, second person and vetting
officer; and an administrator who changes one, with another who agrees. The Specials are walked in ``test_journey``.
"""

from datetime import date

import pytest
from playwright.sync_api import Browser

from tests.applications.builders import an_applicant, an_application
from tests.browser.chromium import Visitor, binary
from tests.browser.staff import agree, grant_vetting, move, record, signed_in_staff, three
from tests.copies import Copy
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.strands.queries import current_strand, get_strand
from volunteers.strands.rules import Strand, StrandCode
from volunteers.unit_of_work import unit_of_work

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no Chromium on this machine")
SPEEDWATCH = StrandCode.COMMUNITY_SPEEDWATCH
VETTED = (StrandCode.POLICE_SUPPORT_VOLUNTEERS, StrandCode.CADETS, SPEEDWATCH)
# What is asked of each applicant by other tests, and is not what is walked here.
ANSWERS = {
    StrandCode.POLICE_SUPPORT_VOLUNTEERS: {"role": {"role": "chaplain"}},
    SPEEDWATCH: {
        "sites": {"items": [{"road": "High Street", "place": "by the school", "limit": "30", "why": "School"}]}
    },
}
BORN = {StrandCode.CADETS: date(2012, 3, 14)}


@pytest.mark.parametrize(
    "code",
    [
        StrandCode.POLICE_SUPPORT_VOLUNTEERS,
        StrandCode.CADETS,
        StrandCode.NEIGHBOURHOOD_WATCH,
        StrandCode.FARM_WATCH,
        SPEEDWATCH,
    ],
)
def test_a_pipeline_is_walked_to_its_end(copy: Copy, browser: Browser, code: StrandCode) -> None:
    copy.make_staff(Role.COORDINATOR, Role.VETTING_OFFICER)
    copy.make_second(Role.COORDINATOR)
    reference, email = _an_applicant(copy, code)
    case, staff = f"/staff/applications/{reference}", signed_in_staff(copy, browser, Role.COORDINATOR)
    officer = signed_in_staff(copy, browser, Role.VETTING_OFFICER) if code in VETTED else None
    with copy.app.app_context():
        strand = get_strand(code)
    for here in strand.pipeline.open_stages:
        staff.open(case)
        for check in strand.pipeline.gathered_at(here.code):
            if check not in here.needs:
                _find_out(copy, browser, staff, officer, strand, case, check, email)
        following = strand.pipeline.onward(here.code)
        assert following is not None
        if not following.is_final:
            move(staff, case, following.code)
    staff.open(f"{case}/clear")
    staff.press("lear(ing)? for duty")
    if "second person" in staff.words:
        agree(signed_in_staff(copy, browser, Role.COORDINATOR, second=True))
    staff.open(case)
    assert "Cleared for duty" in staff.words


def _an_applicant(copy: Copy, code: StrandCode) -> tuple[str, str]:
    """An application that was sent; its reference and the address of who sent it."""
    with copy.app.app_context(), unit_of_work():
        account = an_applicant(email="ada@example.com")
        made = an_application(
            account=account, strand=code, area="bristol", answers=ANSWERS.get(code, {}),
            birth_date=BORN.get(code, date(1990, 12, 10)),
        )  # fmt: skip
        made.role = ANSWERS.get(code, {}).get("role", {}).get("role")
        if code is SPEEDWATCH:
            for number in range(5):
                an_application(strand=code, area="bristol", first_name=f"Neighbour{number}", answers={})
        return made.reference, account.email


def _find_out(
    copy: Copy, browser: Browser, staff: Visitor, officer: Visitor | None, strand: Strand, case: str, check: str,
    email: str,
) -> None:  # fmt: skip
    """One check, by those who find it out."""
    if check == "scheme_place":
        _form_scheme(copy, staff, case)
    elif strand.check(check).agrees:
        _sign(copy, browser, case.replace("/staff/applications", "/my-applications"), check, email)
    elif officer is not None and strand.check(check).recorded_by == "vetting:set":
        grant_vetting(officer)
    else:
        record(staff, case, check)


def _form_scheme(copy: Copy, staff: Visitor, case: str) -> None:
    """A scheme with the site that was named, five neighbours more, a visit to the site, and its start."""
    staff.open(f"{case}/checks/scheme_place")
    staff.fill(scheme="new", name="Hotwells SpeedWatch")
    staff.press("^Save")
    scheme = staff.path
    assert "This one has 1" in staff.words
    with copy.app.app_context():
        others = db.session.query(Application.reference).where(Application.first_name.like("Neighbour%")).all()
    for (reference,) in others:
        staff.open(f"/staff/applications/{reference}/scheme")
        staff.fill(scheme=scheme.rsplit("/", 1)[1])
        staff.press("^Save")
    staff.open(scheme)
    staff.press("Record its risk assessment")
    staff.fill(outcome="with_conditions", assessed_on=three(clock.today()), findings="Only on the north side.")
    staff.press("Record the assessment")
    staff.press("Start this scheme")
    assert "Running" in staff.words
    staff.open("/staff/schemes")
    assert "Hotwells SpeedWatch" in staff.words


def _sign(copy: Copy, browser: Browser, own: str, check: str, email: str) -> None:
    ada = Visitor(browser, copy.service.url)
    ada.open("/sign-in")
    ada.fill(email=email)
    ada.press("Continue|Send")
    ada.fill(code=copy.service.mailbox.code_for(email))
    ada.press("Continue|Sign in")
    ada.open(own)
    ada.press("Read and sign")
    ada.fill(name="Ada Lovelace")
    ada.press("Sign the agreement")
    assert "You signed this as" in ada.words


def test_a_pipeline_is_changed_by_two_administrators(copy: Copy, browser: Browser) -> None:
    copy.make_staff(Role.ADMINISTRATOR)
    copy.make_second(Role.ADMINISTRATOR)
    _an_applicant(copy, StrandCode.FARM_WATCH)
    one = signed_in_staff(copy, browser, Role.ADMINISTRATOR)
    one.open("/staff/reference/pipelines")
    one.open("/staff/reference/pipelines/farm-watch/change")
    one.page.locator("#stage-visit summary").click()
    one.fill(visit_usual_days="70", reason="Farms are far apart.")
    one.press("^Go on")
    assert "longest" in one.words.lower(), "a usual time beyond the longest is refused"
    one.judge(state="refused")
    one.fill(visit_usual_days="35")
    one.press("^Go on")
    assert "1 application under way" in one.words
    one.press("^Propose this change")
    assert "Another administrator has to decide this." in one.words
    place, other = one.path, signed_in_staff(copy, browser, Role.ADMINISTRATOR, second=True)
    other.open(place)
    other.fill(decision="agree")
    other.press("^Save the decision")
    other.open("/staff/reference/pipelines/farm-watch/versions/1")
    other.open("/staff/reference/pipelines/farm-watch/running")
    with copy.app.app_context():
        assert current_strand(StrandCode.FARM_WATCH).pipeline.stage("visit").usual_days == 35
