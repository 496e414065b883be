"""Reports are made once of each published release, printed, kept unchanged, and told of by a link without figures."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.pages import sent_form
from tests.people.builders import an_account, as_viewer, signed_in
from tests.trends.released import a_content
from tests.trends.reported import YEAR_END, a_year, needs_pango
from tests.trends.test_published_figures import a_release
from volunteers import clock
from volunteers.notifications.jobs.composing import written
from volunteers.notifications.models import Message
from volunteers.permissions import Grant, Role
from volunteers.trends import jobs
from volunteers.trends.disclosure.content import digest_of
from volunteers.trends.models import Release, Report
from volunteers.trends.queries import reports as found
from volunteers.trends.rules.reports import pdf
from volunteers.trends.rules.reports.document import Document
from volunteers.trends.rules.reports.kinds import ReportKind
from volunteers.trends.service import reports as service

LIST = "/staff/trends/reports"
PAGE = f"{LIST}/quarterly-report/2026-09-30"
PUBLIC = "/published-figures/2026-09-30/quarterly-report"


def made(session: Session) -> list[Report]:
    session.expire_all()
    return list(session.scalars(select(Report).order_by(Report.id)))


def mails(session: Session) -> list[Message]:
    return list(session.scalars(select(Message).where(Message.kind == "report_made").order_by(Message.id)))


def document_of(report: Report) -> Document:
    return found.document_of(report)


@pytest.fixture
def report(session: Session) -> Report:
    """The quarterly report of a published release, with its PDF."""
    release = a_release(a_content())
    (one,) = service.make_reports(release.id)
    service.keep_pdf(one.id, b"%PDF-1.7 made for a test")
    session.refresh(one)
    return one


@needs_pango
def test_the_job_makes_prints_and_tells_and_does_nothing_the_second_time(session: Session) -> None:
    a_release(a_content())
    an_account(Role.OPCC_ANALYST, email="reader@example.org")

    jobs.make_reports()

    (one,) = made(session)
    assert one.kind is ReportKind.COMMISSIONER_QUARTERLY
    assert one.digest == document_of(one).digest
    assert one.pdf is not None
    assert one.pdf.startswith(b"%PDF-")
    assert one.told_at is not None
    before, told = (one.pdf, one.told_at), len(mails(session))
    assert "reader@example.org" in {message.to_address for message in mails(session)}

    jobs.make_reports()

    (one,) = made(session)
    assert (one.pdf, one.told_at) == before
    assert len(mails(session)) == told


def test_a_release_of_31_march_has_the_annual_return_too(session: Session) -> None:
    release = a_release(a_year())
    service.make_reports(release.id)
    assert {one.kind for one in made(session)} == set(ReportKind)
    assert [line.kind for line in found.list_reports()] == [ReportKind.COMMISSIONER_QUARTERLY, ReportKind.ANNUAL_RETURN]
    assert document_of(found.get_report("annual-return", "2027-03-31")).cut_off == YEAR_END
    assert service.make_reports(release.id) == []


def test_what_is_only_prepared_has_no_report(session: Session) -> None:
    release = a_release(a_content(), is_published=False)
    assert found.list_unmade() == []
    assert service.make_reports(release.id) == []


@needs_pango
def test_a_crash_between_making_and_sending_is_made_up_for(session: Session) -> None:
    release = a_release(a_content())
    service.make_reports(release.id)
    assert len(found.list_untold()) == len(found.list_unprinted()) == 1
    jobs.make_reports()
    assert found.list_untold() == found.list_unprinted() == []
    assert len(made(session)) == 1


def test_a_year_before_is_taken_from_the_latest_release_of_that_day(session: Session) -> None:
    a_release(a_content(cut_off=date(2025, 9, 30), from_on=date(2024, 10, 1)))
    service.make_reports(a_release(a_content()).id)
    table = next(one for one in document_of(made(session)[0]).tables if one.code == "adults-people")
    assert table.columns[1:3] == ("Serving on 30 September 2026", "Serving on 30 September 2025")


@pytest.mark.parametrize(
    "change",
    [{"content": b"{}", "digest": "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
     {"kind": ReportKind.ANNUAL_RETURN}, {"pdf": b"another"}],
)  # fmt: skip
def test_the_database_refuses_to_change_a_report(session: Session, report: Report, change: dict[str, object]) -> None:
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.execute(update(Report).where(Report.id == report.id).values(**change))
    with pytest.raises(DBAPIError, match="never changed"), session.begin_nested():
        session.execute(delete(Report).where(Report.id == report.id))


def test_a_mail_has_a_link_and_no_figure(session: Session, report: Report) -> None:
    an_account(Role.OPCC_ANALYST, email="reader@example.org")
    service.tell(report.id)
    service.tell(report.id)
    (mail,) = [message for message in mails(session) if message.to_address == "reader@example.org"]
    words = written(mail)
    assert PAGE in words.body
    left = re.sub(r"https?://\S+", "", words.subject + words.body).replace("30 September 2026", "")
    assert not re.search(r"\d", left)


@pytest.fixture
def readers(session: Session) -> dict[str, int]:
    people = {
        "analyst": an_account(Role.OPCC_ANALYST), "unwilling": an_account(Role.OPCC_ANALYST),
        "coordinator": an_account(grants=[Grant(Role.COORDINATOR, "special_constabulary", "bristol")]),
        "wishing": an_account(Role.COORDINATOR), "volunteer": an_account(Role.VOLUNTEER),
        "closed": an_account(Role.OPCC_ANALYST, disabled_at=date(2026, 1, 1)),
    }  # fmt: skip
    service.choose(False, by=as_viewer(people["unwilling"]))
    service.choose(True, by=as_viewer(people["wishing"]))
    service.choose(True, by=as_viewer(people["volunteer"]))
    return {name: account.id for name, account in people.items()}


def test_analysts_are_told_unless_they_said_no_and_others_if_they_said_yes(readers: dict[str, int]) -> None:
    told = {reader.account_id for reader in found.list_readers()}
    assert {name for name, number in readers.items() if number in told} == {"analyst", "wishing"}


def test_one_chooses_on_the_page_and_may_choose_again(client: FlaskClient, session: Session) -> None:
    account = an_account(Role.OPCC_ANALYST)
    page = signed_in(client, account).get(LIST).text
    assert 'value="yes" checked' in page
    again = client.post(LIST, data=sent_form(page, link="no"), follow_redirects=True).text
    assert "You will not be sent a link." in again
    assert 'value="no" checked' in again
    assert not found.wants_link(as_viewer(account))
    wrong = client.post(LIST, data=sent_form(page, link="perhaps")).text
    assert "Choose whether you want a link." in wrong
    client.post(LIST, data=sent_form(page, link="yes"))
    assert found.wants_link(as_viewer(account))


def test_the_list_has_every_report_with_its_files(client: FlaskClient, report: Report) -> None:
    page = signed_in(client, an_account(Role.OPCC_ANALYST)).get(LIST).text
    assert "Quarterly report to the Commissioner, 30 September 2026" in page
    assert report.digest[:16] in page
    assert f"{PAGE}.pdf" in page


def test_without_reports_the_list_says_so(client: FlaskClient, session: Session) -> None:
    assert "No report has been made yet" in signed_in(client, an_account(Role.OPCC_ANALYST)).get(LIST).text


FILES = {".pdf": b"%PDF-", ".xlsx": b"PK", ".csv": b"\xef\xbb\xbf", "-notes.csv": b"\xef\xbb\xbf"}


@pytest.mark.parametrize("ending", FILES)
def test_staff_and_everyone_have_the_same_files(client: FlaskClient, report: Report, ending: str) -> None:
    public = client.get(PUBLIC + ending)
    staff = signed_in(client, an_account(Role.AUDITOR)).get(PAGE + ending)
    assert staff.status_code == public.status_code == 200
    assert staff.data == public.data
    assert staff.data.startswith(FILES[ending])
    assert public.headers["Cache-Control"].startswith("public")
    assert staff.headers["Cache-Control"] == "no-store"
    assert f"quarterly-report-2026-09-30{ending}" in public.headers["Content-Disposition"]
    again = client.get(PUBLIC + ending, headers={"If-None-Match": public.headers["ETag"]})
    assert again.status_code == 304


def test_both_pages_have_every_word_of_the_document(client: FlaskClient, report: Report) -> None:
    public = client.get(PUBLIC)
    assert "Set-Cookie" not in public.headers
    staff = signed_in(client, an_account(Role.OPCC_ANALYST)).get(PAGE)
    for page in (public.text, staff.text):
        for table in document_of(report).tables:
            assert table.caption in page
        assert "Women are 38% of adult volunteers" in page
        assert report.digest in page


@pytest.mark.parametrize(
    "address",
    [
        f"{PUBLIC}.doc", "/published-figures/2026-09-30/annual-return", f"{PUBLIC}-notes.pdf",
        "/published-figures/2026-06-30/quarterly-report", "/published-figures/2026-09-30/monthly.csv",
    ],
)  # fmt: skip
def test_what_there_is_not_is_not_found(client: FlaskClient, report: Report, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_page_of_the_release_leads_to_its_reports(client: FlaskClient, report: Report) -> None:
    assert f'href="{PUBLIC}"' in client.get("/published-figures/2026-09-30").text


def test_a_report_of_a_corrected_release_says_so(client: FlaskClient, report: Report) -> None:
    a_release(replace(a_content(), version=2, note="Two people were counted twice."))
    assert "Two people were counted twice." in client.get(PUBLIC).text


def test_without_pango_the_page_says_why_and_the_rest_is_there(
    client: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> bytes:
        raise pdf.CannotPrint("The library that draws it (Pango) is not installed on this server.")

    a_release(a_content())
    monkeypatch.setattr(jobs, "to_pdf", fails)
    jobs.make_reports()
    jobs.make_reports()

    assert [record.message for record in caplog.records if "PDF" in record.message] == [
        f"No PDF of report {made(session)[0].id}: The library that draws it (Pango) is not installed on this server."
    ]
    page = client.get(PUBLIC).text
    assert "There is no PDF on this server. The library that draws it (Pango) is not installed" in page
    assert f"{PUBLIC}.pdf" not in page
    assert client.get(f"{PUBLIC}.pdf").status_code == 404
    assert client.get(f"{PUBLIC}.xlsx").status_code == 200
    assert made(session)[0].told_at is not None
    caplog.clear()


def test_one_report_that_cannot_be_made_holds_up_no_other(session: Session, caplog: pytest.LogCaptureFixture) -> None:
    broken = b'{"format": 9}'
    one, other = (an_account(Role.OPCC_ANALYST).id for _ in range(2))
    session.add(
        Release(
            cut_off=date(2026, 6, 30), version=1, note="", content=broken, digest=digest_of(broken), frozen=b"",
            prepared_by_id=one, prepared_at=clock.now(), published_by_id=other, published_at=clock.now(),
        )
    )  # fmt: skip
    a_release(a_content())
    session.commit()  # as those who published them did: what fails is taken back alone
    jobs.make_reports()
    assert [one.release.name for one in made(session)] == ["2026-09-30"]
    assert any("could not be made" in record.message for record in caplog.records)
    caplog.clear()


def test_figures_for_staff_are_for_those_who_may_read_trends(client: FlaskClient, report: Report) -> None:
    assert signed_in(client, an_account(Role.VOLUNTEER)).get(PAGE).status_code == 403
    bristol = an_account(grants=[Grant(Role.COORDINATOR, "special_constabulary", "bristol")])
    assert signed_in(client, bristol).get(PAGE).status_code == 200
