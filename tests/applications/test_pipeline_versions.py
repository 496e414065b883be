"""What applicants and the public read of a pipeline: that of the version an application follows, or the current one."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.applications.builders import an_applicant, an_application
from tests.people.builders import a_viewer, as_viewer, signed_in
from tests.strands.drafts import drafted
from volunteers import clock
from volunteers.applications.service import submit
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.strands.models import PipelineVersion
from volunteers.strands.queries import all_strands, current_strands, forget_versions, get_strand

SPECIALS = "special_constabulary"
NEW = "You answer questions in your own time"


@pytest.fixture(autouse=True)
def _versions_forgotten() -> Iterator[None]:
    forget_versions()
    yield
    forget_versions()


def a_version(number: int = 1) -> None:
    """Two administrators agreed to other words and longer days for the sift."""
    one, other = (a_viewer(Role.ADMINISTRATOR).account_id for _ in range(2))
    drafts = drafted(
        SPECIALS, draft={"public_name": "Take your time"}, sift={"explains": NEW, "usual_days": 70, "longest_days": 90}
    )
    db.session.add(
        PipelineVersion(
            strand=SPECIALS, number=number, stages=[draft.as_stored() for draft in drafts], reason="Clearer",
            moves_running=False, proposed_by_id=one, proposed_at=clock.now(), decided_by_id=other,
            agreed_at=clock.now(),
        )
    )  # fmt: skip
    db.session.flush()


def test_the_public_page_tells_the_way_that_is_followed_now(client: FlaskClient, session: Session) -> None:
    assert NEW not in client.get("/volunteer/special-constabulary").get_data(as_text=True)
    a_version()
    page = client.get("/volunteer/special-constabulary").get_data(as_text=True)
    assert NEW in page
    assert "About 2 months" in page


@pytest.mark.parametrize(("version", "is_new"), [(0, False), (1, True)])
def test_applicants_read_the_words_of_the_version_they_follow(
    client: FlaskClient, session: Session, version: int, is_new: bool
) -> None:
    a_version()
    account = an_applicant()
    application = an_application(account=account, stage="sift")
    application.pipeline_version = version
    session.flush()
    signed_in(client, account)
    page = client.get(f"/my-applications/{application.reference}").get_data(as_text=True)
    assert (NEW in page) is is_new


def test_what_is_sent_now_follows_the_current_version(session: Session) -> None:
    account = an_applicant()
    application = an_application(account=account, stage="draft")
    a_version()
    submit(application.reference, declared=True, by=as_viewer(account))
    assert application.pipeline_version == 1
    assert application.usual_days == 7


def test_a_draft_is_listed_in_the_words_of_the_current_version(client: FlaskClient, session: Session) -> None:
    account = an_applicant()
    an_application(account=account, stage="draft")
    signed_in(client, account)
    assert "Take your time" not in client.get("/my-applications").get_data(as_text=True)
    a_version()
    assert "Take your time" in client.get("/my-applications").get_data(as_text=True)


def test_all_strands_are_given_as_they_are_followed_now(session: Session) -> None:
    assert current_strands() == all_strands()
    a_version()
    found = {strand.code: strand for strand in current_strands()}
    assert found[SPECIALS].pipeline.stage("sift").explains == NEW
    assert found["cadets"] is get_strand("cadets")
