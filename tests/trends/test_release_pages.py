"""Releases on their pages: reading them, preparing the next, and publishing what someone else prepared."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account, signed_in
from tests.trends.releasing import (
    a_made_up_release,
    a_prepared_release,
    an_analyst,
    count_quarters,
    last_cut_off,
)
from volunteers import clock
from volunteers.history.service import record
from volunteers.people.models import Account, SignIn
from volunteers.permissions import Role
from volunteers.trends.disclosure.quarters import before, cut_off_of, words_of_quarter
from volunteers.trends.jobs import make_releases, publish_release
from volunteers.trends.models import Release
from volunteers.trends.rules.releases import State
from volunteers.trends.service import releases
from volunteers.unit_of_work import unit_of_work

RELEASES = "/staff/trends/releases"
NEW = f"{RELEASES}/new"


def day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def the_analyst(client: FlaskClient) -> FlaskClient:
    return signed_in(client, an_account(Role.OPCC_ANALYST, full_name="Ada Reader"))


def sent(client: FlaskClient, address: str, **answers: str) -> tuple[int, str]:
    response = client.post(address, data=sent_form(client.get(address).text, **answers))
    return response.status_code, response.text


def test_without_a_release_the_page_says_how_it_works_and_what_is_next(client: FlaskClient, session: Session) -> None:
    count_quarters()
    page = the_analyst(client).get(RELEASES).text

    assert "one person prepares it, another publishes it" in page
    assert "No release has been published yet." in page
    assert f"{words_of_quarter(last_cut_off())} can be prepared now." in page
    assert "Prepare a release" in page


def test_after_the_last_quarter_was_released_the_one_that_runs_is_next(client: FlaskClient, session: Session) -> None:
    release = a_made_up_release(count_quarters())
    running = cut_off_of(clock.today())

    page = the_analyst(client).get(RELEASES).text

    assert f"{words_of_quarter(running)} is next. The quarter ends on {day(running)}." in page
    assert f"{RELEASES}/{release.name}" in page


def test_what_was_not_counted_is_said_with_when(client: FlaskClient, session: Session) -> None:
    page = the_analyst(client).get(NEW).text

    assert "There is no quarter that a release can be of now." in page
    assert "has not been counted yet. Quarters are counted in the night after they end" in page
    assert "A release is of whole quarters." in page
    assert '<form method="post" novalidate>' not in page


def test_a_quarter_is_chosen_made_by_a_worker_and_published_by_another(client: FlaskClient, session: Session) -> None:
    cut_off = count_quarters()
    first = the_analyst(client)
    data = sent_form(first.get(NEW).text, cut_off=cut_off.isoformat(), note="")
    where = first.post(NEW, data=data)
    assert where.status_code == 303
    assert first.post(NEW, data=data).location == where.location  # sent twice, prepared once
    assert "The release is being made." in first.get(where.location).text
    release = session.scalars(select(Release)).one()
    make_releases([release.id])

    own = first.get(where.location).text
    assert "Nobody publishes a release that they prepared themselves." in own
    assert f"{where.location}/publish" not in own
    assert "Nobody publishes a release that they prepared themselves." in first.get(f"{where.location}/publish").text

    second = signed_in(client, an_account(Role.OPCC_ANALYST, full_name="Ben Second"))
    assert f"{where.location}/publish" in second.get(where.location).text
    status, _ = sent(second, f"{where.location}/publish")
    assert status == 303
    account_id = session.scalars(select(Account.id).where(Account.full_name == "Ben Second")).one()
    publish_release([release.id, account_id])

    page = second.get(where.location).text
    assert "Ben Second" in page
    assert "Ada Reader" in page
    assert release.digest in page
    assert f"{where.location}/discard" not in page
    assert second.get(f"{where.location}/publish").status_code == 303  # there is nothing to confirm


def test_a_quarter_has_to_be_chosen_and_a_correction_says_why(client: FlaskClient, session: Session) -> None:
    cut_off = count_quarters()
    release = a_made_up_release(cut_off)
    staff = the_analyst(client)

    assert "Choose a quarter." in sent(staff, NEW, note="Typed already.")[1]
    assert "Typed already." in sent(staff, NEW, note="Typed already.")[1]
    half = (cut_off.replace(day=1)).isoformat()
    assert "Choose a quarter." in sent(staff, NEW, cut_off=half)[1]
    status, page = sent(staff, NEW, cut_off=cut_off.isoformat(), note="")
    assert (status, "There is a release of this quarter already. Correct it, and say why." in page) == (200, True)
    assert words_of_quarter(cut_off) + ": a correction of its release" in page
    status, _ = sent(staff, NEW, cut_off=cut_off.isoformat(), note="The Census was wrong.")
    assert status == 303
    assert session.scalars(select(Release.note).where(Release.id != release.id)).one() == "The Census was wrong."


def test_someone_else_was_faster(client: FlaskClient, session: Session) -> None:
    cut_off = count_quarters()
    staff = the_analyst(client)
    data = sent_form(staff.get(NEW).text, cut_off=cut_off.isoformat(), note="")
    with unit_of_work():
        releases.ask_for(cut_off, by=an_analyst())

    response = staff.post(NEW, data=data)

    assert response.status_code == 409
    assert "A release of this quarter is prepared already." in response.text


def test_the_quarter_that_runs_is_refused_with_the_reason(client: FlaskClient, session: Session) -> None:
    count_quarters()
    running = cut_off_of(clock.today())

    _, page = sent(the_analyst(client), NEW, cut_off=running.isoformat(), note="")

    assert f"The quarter ends on {day(running)}. A release is of whole quarters." in page
    assert f'value="{running.isoformat()}"' not in page
    assert session.query(Release).count() == 0


def test_the_whole_release_is_one_table_at_a_time(client: FlaskClient, session: Session) -> None:
    release = a_made_up_release()
    where = f"{RELEASES}/{release.name}"
    staff = the_analyst(client)

    people = staff.get(where).text
    assert "Serving at the end of the quarter. People, adults" in people
    assert "620" in people
    assert "[c]</strong>: not given, so that nobody can be recognised." in people

    sex = staff.get(f"{where}?by=adults.sex&of=left").text
    assert "Stopped serving. Sex, adults" in sex
    assert "as at 30 June 2026" in sex
    assert "[c]" in sex.partition("<tbody>")[2]

    ended = staff.get(f"{where}?by=adults.sex&of=outcomes").text
    assert "Ended from interview" in ended
    assert ended.index("Applications that ended") < ended.index("Appointed</th>")


@pytest.mark.parametrize("asked", ["by=adults.shoes", "by=adults.sex&of=shoes", "of=shoes"])
def test_other_tables_are_not_there(client: FlaskClient, session: Session, asked: str) -> None:
    release = a_made_up_release()

    assert the_analyst(client).get(f"{RELEASES}/{release.name}?{asked}").status_code == 404


def test_a_correction_and_what_it_corrects_lead_to_each_other(client: FlaskClient, session: Session) -> None:
    first, second = a_made_up_release(), a_made_up_release(version=2)
    staff = the_analyst(client)

    assert f"{RELEASES}/{second.name}" in staff.get(f"{RELEASES}/{first.name}").text
    page = staff.get(f"{RELEASES}/{second.name}").text
    assert f'{RELEASES}/{first.name}"' in page
    assert "What changed since the version before" in page
    assert "No figure differs." in page
    assert "Counted again." in page
    assert "Corrected by" in staff.get(RELEASES).text


def test_what_is_not_published_is_for_those_who_prepare_releases(client: FlaskClient, session: Session) -> None:
    waiting, published = a_made_up_release(is_published=False), a_made_up_release(before(last_cut_off()))
    where = f"{RELEASES}/{waiting.name}"
    assert waiting.name in the_analyst(client).get(RELEASES).text

    auditor = signed_in(client, an_account(Role.AUDITOR))

    page = auditor.get(RELEASES).text
    assert (waiting.name in page, published.name in page) == (False, True)
    assert "Prepare a release" not in page
    assert auditor.get(where).status_code == 404
    assert auditor.get(f"{RELEASES}/{published.name}").status_code == 200
    assert auditor.get(f"{where}/publish").status_code == 403


def test_a_release_is_discarded_after_asking_once_more(client: FlaskClient, session: Session) -> None:
    release = a_made_up_release(count_quarters(), is_published=False)
    where = f"{RELEASES}/{release.name}"
    staff = the_analyst(client)
    data = sent_form(staff.get(f"{where}/discard").text)

    assert staff.post(f"{where}/discard", data=data).status_code == 303
    page = staff.get(RELEASES).text

    assert release.state is State.DISCARDED
    assert "The release is discarded." in page
    assert "Discarded on" in page
    assert staff.get(where).status_code == 404


def test_what_was_read_is_what_is_published_and_no_other_of_its_name(client: FlaskClient, session: Session) -> None:
    cut_off = count_quarters()
    read = a_made_up_release(cut_off, is_published=False)
    staff = the_analyst(client)
    address = f"{RELEASES}/{read.name}/publish"
    data = sent_form(staff.get(address).text)
    with unit_of_work():
        releases.discard(read.id, by=an_analyst())
    other = a_made_up_release(cut_off, is_published=False)

    response = staff.post(address, data=data)

    assert response.status_code == 409
    assert "This release was discarded." in response.text
    assert other.state is State.PREPARED


def test_why_it_was_not_published_is_said(client: FlaskClient, session: Session) -> None:
    with unit_of_work():
        release = a_prepared_release(count_quarters())
        record("release_not_published", subject="release", subject_id=release.id, by=None, why=["not_the_same"])

    page = the_analyst(client).get(f"{RELEASES}/{release.name}").text

    assert "does not come out the same byte for byte, so it is not published" in page


def test_publishing_asks_for_a_fresh_sign_in(client: FlaskClient, session: Session) -> None:
    release = a_made_up_release(is_published=False)
    staff = the_analyst(client)
    for sign_in in session.scalars(select(SignIn)):
        sign_in.confirmed_at = clock.now() - timedelta(hours=1)

    response = staff.get(f"{RELEASES}/{release.name}/publish")

    assert response.status_code == 303
    assert response.location.startswith("/staff/confirm?")
