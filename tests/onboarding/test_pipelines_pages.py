"""The pages on which an administrator reads, changes, proposes and decides a pipeline, without JavaScript."""

import html
import re
from typing import Any

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case
from tests.onboarding.pipelines import SPECIALS, a_proposal, a_version, versions_forgotten
from tests.pages import sent_form
from tests.people.builders import an_account, as_viewer, signed_in
from volunteers.permissions import Role
from volunteers.strands.models import PipelineVersion
from volunteers.strands.queries import all_strands, current_version, get_strand

pytestmark = pytest.mark.usefixtures("versions_forgotten")
__all__ = ["versions_forgotten"]

LIST = "/staff/reference/pipelines"
CHANGE = f"{LIST}/special-constabulary/change"
PROPOSE = f"{CHANGE}/propose"
SLUGS = ("special-constabulary", "police-support-volunteers", "cadets", "neighbourhood-watch", "farm-watch",
         "community-speedwatch")  # fmt: skip


@pytest.fixture
def admin(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(Role.ADMINISTRATOR, full_name="Priya Nair"))


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return html.unescape(response.get_data(as_text=True))


def filled(page: str, **answers: Any) -> dict[str, Any]:
    """What a browser would send of the form that changes a pipeline, with these answers; None leaves a box unticked."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found: dict[str, Any] = {}
    for field in tree.iter("input"):
        kind, name = field.get("type"), field.get("name")
        if name and (kind not in ("checkbox", "radio") or "checked" in field.attrib):
            found.setdefault(name, []).append(field.get("value", ""))
    for field in tree.iter("textarea"):
        found[field.get("name")] = (field.text or "").removeprefix("\n")
    return {**found, **answers}


def refused(client: FlaskClient, **answers: Any) -> str:
    page = text(client, CHANGE)
    sent = filled(page, **{"reason": "Applicants wait too long.", **answers})
    response = client.post(CHANGE, data=sent)
    assert response.status_code == 200
    return html.unescape(response.get_data(as_text=True))


def test_every_strand_is_listed_with_what_it_follows(admin: FlaskClient, session: Session) -> None:
    a_version()
    a_proposal(sift={"usual_days": 1})
    page = text(admin, LIST)
    for strand in all_strands():
        assert strand.name in page
    assert "Version 1" in page
    assert "waits to be decided" in page
    assert f"{LIST}/special-constabulary/versions/0" in page
    assert CHANGE not in page
    assert f"{LIST}/cadets/change" in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_change_pipelines(client: FlaskClient, session: Session, role: Role) -> None:
    row = a_proposal()
    signed_in(client, an_account(role))
    places = [
        LIST, CHANGE, f"{LIST}/special-constabulary/running", f"{LIST}/special-constabulary/versions/0",
        f"{LIST}/special-constabulary/proposals/{row.id}",
    ]  # fmt: skip
    assert {client.get(place).status_code for place in places} == {403}
    assert client.post(PROPOSE).status_code == 403


@pytest.mark.parametrize("slug", SLUGS)
def test_every_strand_can_be_changed_on_its_page_as_it_is(admin: FlaskClient, slug: str) -> None:
    page = text(admin, f"{LIST}/{slug}/change")
    response = admin.post(f"{LIST}/{slug}/change", data=filled(page, reason="To see"))
    said = response.get_data(as_text=True)
    assert "This says the same as the pipeline that is followed now." in said
    assert said.count("govuk-error-message") == 0


def test_a_change_is_previewed_proposed_decided_by_another_and_followed(client: FlaskClient, session: Session) -> None:
    a_case("sift")
    one, other = (an_account(Role.ADMINISTRATOR, full_name=name) for name in ("Priya Nair", "Tom Ashby"))
    signed_in(client, one)
    page = text(client, CHANGE)
    sent = filled(page, sift_usual_days="3", sift_name="Online test", reason="Applicants wait too long.")
    preview = client.post(CHANGE, data=sent).get_data(as_text=True)
    assert "Nothing is proposed yet." in preview
    assert "Online test" in preview
    assert "1 application under way." in preview
    assert session.scalar(select(PipelineVersion.id)) is None
    form = filled(preview, moves_running="move")
    places = {client.post(PROPOSE, data=form).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    place = places.pop()
    own = text(client, place)
    assert "Another administrator has to decide this." in own
    assert 'name="decision"' not in own
    assert client.post(place, data=sent_form(own, decision="agree")).status_code == 409
    signed_in(client, other)
    page = text(client, place)
    assert "Applications under way are moved to it." in page
    assert client.post(place, data=sent_form(page, decision="agree")).status_code == 303
    assert current_version(SPECIALS) == 1
    assert get_strand(SPECIALS, 1).pipeline.stage("sift").name == "Online test"
    assert "Agreed: applications sent now follow it." in text(client, LIST)
    version = text(client, f"{LIST}/special-constabulary/versions/1")
    assert "Applicants wait too long." in version
    assert "Online test" in version
    assert "It became version 1." in text(client, place)
    assert client.post(place, data=sent_form(page, decision="agree")).status_code == 409


def test_a_refusal_needs_a_reason_and_is_told(client: FlaskClient, session: Session) -> None:
    row = a_proposal()
    place = f"{LIST}/special-constabulary/proposals/{row.id}"
    signed_in(client, an_account(Role.ADMINISTRATOR, full_name="Tom Ashby"))
    page = text(client, place)
    response = client.post(place, data=sent_form(page, decision="refuse", reason=""))
    assert response.status_code == 409
    assert "Enter why you refuse it." in response.get_data(as_text=True)
    assert client.post(place, data=sent_form(page)).status_code == 200
    assert client.post(place, data=sent_form(page, decision="refuse", reason="Too few days")).status_code == 303
    assert "Too few days" in text(client, place)


def test_who_proposed_may_take_it_back(client: FlaskClient, session: Session) -> None:
    account = an_account(Role.ADMINISTRATOR)
    row = a_proposal(by=as_viewer(account))
    place = f"{LIST}/special-constabulary/proposals/{row.id}"
    signed_in(client, account)
    form = sent_form(text(client, place))
    assert client.post(f"{place}/take-back", data=form).status_code == 303
    assert "took it back" in text(client, place)
    assert client.post(f"{place}/take-back", data=form).status_code == 409
    assert "taken back on" in text(client, LIST)


BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"sift_usual_days": "many"}, "“Online sift”: enter the days as a whole number, like 14.", "sift_usual_days"),
    ({"sift_usual_days": "-3"}, "“Online sift”: enter the days as a whole number, like 14.", "sift_usual_days"),
    ({"sift_usual_days": "0"}, "“Online sift”: the usual days must be a whole number", "sift_usual_days"),
    ({"sift_usual_days": "29"}, "“Online sift”: the usual days cannot be more than the longest", "sift_usual_days"),
    ({"sift_longest_days": ""}, "“Online sift”: enter its longest days.", "sift_longest_days"),
    ({"sift_name": "x" * 61}, "“Online sift”: name that staff see must be 60 characters or fewer.", "sift_name"),
    ({"sift_explains": ""}, "“Online sift”: enter what applicants read about it.", "sift_explains"),
    ({"training_needs": ["medical"]}, "“Initial learning” must need “Recruitment vetting”.", "training_needs"),
    ({"sift_moves": ["interview"]}, "There is no way out of “Online sift”", "sift_moves"),
    ({"sift_moves": ["unsuccessful", "withdrawn"]}, "There is no way from “Online sift”", "sift_moves"),
    ({"sift_moves": ["interview", "draft"]}, "“Online sift”", "sift_moves"),
    ({"sift_needs": ["swimming"]}, "“Online sift”", "sift_needs"),
    ({"reason": ""}, "Enter why the pipeline is changed.", "reason"),
]


@pytest.mark.parametrize(("changed", "error", "field"), BAD, ids=[error for _, error, _ in BAD])
def test_what_is_wrong_is_said_in_names_beside_its_field_and_everything_typed_stays(
    admin: FlaskClient, session: Session, changed: dict[str, Any], error: str, field: str
) -> None:
    page = refused(admin, **{"interview_name": "The panel", **changed})
    assert error in page
    assert f'href="#{field}' in page
    assert f'id="{field}' in page
    assert 'value="The panel"' in page
    assert "<title>Error: Change the pipeline" in page
    for name, value in changed.items():
        if isinstance(value, str):
            assert value in page, name
    assert session.scalar(select(PipelineVersion.id)) is None


def test_every_fault_is_said_at_once_and_its_stage_stands_open(admin: FlaskClient) -> None:
    page = refused(admin, training_needs=[], sift_usual_days="x", reason="", appointed_needs=["attestation"])
    assert page.count('<li><a href="#') >= 6
    assert "“Appointed” must need “Medical”" in page
    opened = re.findall(r'id="stage-(\w+)">\s*<details class="app-stage__fold" open>', page)
    assert opened == ["sift", "training", "appointed"]


def test_a_stage_is_moved_up_and_what_was_typed_stays(admin: FlaskClient, session: Session) -> None:
    page = text(admin, CHANGE)
    sent = filled(page, interview_name="The panel", sift_usual_days="x", reason="Because", shift="up:interview")
    moved = html.unescape(admin.post(CHANGE, data=sent).get_data(as_text=True))
    assert moved.index("stage-interview") < moved.index("stage-sift")
    assert 'value="The panel"' in moved
    assert "Because" in moved
    assert 'name="sift_usual_days" type="text" value="x"' in moved or 'value="x"' in moved
    assert "Error:" not in moved
    again = filled(moved, sift_usual_days="14")
    preview = html.unescape(admin.post(CHANGE, data=again).get_data(as_text=True))
    assert "Place in the order" in preview
    back = html.unescape(admin.post(CHANGE, data={**filled(preview), "again": "yes"}).get_data(as_text=True))
    assert back.index("stage-interview") < back.index("stage-sift")
    assert "Because" in back


@pytest.mark.parametrize("shift", ["sideways:sift", "up:moon", "up", "up:submitted", "down:appointed"])
def test_a_forged_shift_moves_nothing(admin: FlaskClient, shift: str) -> None:
    page = text(admin, CHANGE)
    moved = admin.post(CHANGE, data=filled(page, shift=shift)).get_data(as_text=True)
    order = re.findall(r'id="stage-(\w+)"', moved)
    assert order == [stage.code for stage in get_strand(SPECIALS).pipeline.stages]


@pytest.mark.parametrize("order", ["", "sift", "moon,sift", "appointed,draft", "sift,sift"])
def test_a_forged_order_is_never_proposed(admin: FlaskClient, session: Session, order: str) -> None:
    page = text(admin, CHANGE)
    sent = filled(page, order=order, sift_usual_days="3", reason="x")
    assert admin.post(PROPOSE, data=sent).status_code in (200, 303)
    for row in session.scalars(select(PipelineVersion)):
        assert [each["code"] for each in row.stages][:2] == ["draft", "submitted"]


def test_what_someone_else_agreed_to_meanwhile_is_shown_and_nothing_typed_is_lost(
    admin: FlaskClient, session: Session
) -> None:
    page = text(admin, CHANGE)
    a_version(interview={"usual_days": 11})
    sent = filled(page, sift_usual_days="3", reason="Because")
    response = admin.post(CHANGE, data=sent)
    said = html.unescape(response.get_data(as_text=True))
    assert response.status_code == 409
    assert "What was changed meanwhile" in said
    assert 'value="3"' in said
    assert "11" in said
    again = admin.post(CHANGE, data=filled(said))
    assert again.status_code == 200
    assert "What changes, and who is affected" in again.get_data(as_text=True)


def test_an_open_proposal_stands_before_another(admin: FlaskClient, session: Session) -> None:
    page = text(admin, CHANGE)
    a_proposal()
    response = admin.post(PROPOSE, data=filled(page, sift_usual_days="3", reason="Because"))
    assert response.status_code == 409
    assert "Theirs has to be decided first." in response.get_data(as_text=True)
    assert "waits to be decided" in text(admin, CHANGE)


def test_those_on_an_older_version_are_moved_by_choice(admin: FlaskClient, session: Session) -> None:
    case = a_case("sift")
    a_version()
    place = f"{LIST}/special-constabulary/running"
    page = text(admin, place)
    assert "On the first version" in page
    assert admin.post(place, data=sent_form(page)).status_code == 200
    response = admin.post(place, data=sent_form(page, version="0"))
    assert response.status_code == 303
    session.refresh(case)
    assert case.pipeline_version == 1
    assert "Every application under way follows version 1." in text(admin, place)


def test_what_is_not_there_is_not_found(admin: FlaskClient, session: Session) -> None:
    row = a_proposal()
    for place in (
        f"{LIST}/horse-watch/change", f"{LIST}/special-constabulary/versions/7", f"{LIST}/cadets/versions/99999999999",
        f"{LIST}/cadets/proposals/{row.id}", f"{LIST}/special-constabulary/proposals/{row.id + 1}",
    ):  # fmt: skip
        assert admin.get(place).status_code == 404, place
