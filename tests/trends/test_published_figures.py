"""Published figures are for everyone: pages and files without signing in, corrections marked, and nothing else."""

import json
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import an_account
from tests.reading_age import reading_of, words_of_page
from tests.trends.released import BEFORE, a_content
from volunteers import clock
from volunteers.extensions import db
from volunteers.permissions import Role
from volunteers.trends.disclosure.content import Content, digest_of
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.tables import Key
from volunteers.trends.models import Release

# assurance.md X14: the age of the reader, by the harder of two formulas.
READING_AGE = 9
PAGE = "/published-figures"
FILES = ("figures.csv", "residents.csv", "sums.csv", "metadata.json", "release.json")


def a_release(content: Content, *, is_published: bool = True) -> Release:
    """A release of this content, prepared by one analyst and, where it is, published by another."""
    one, other = an_account(Role.OPCC_ANALYST), an_account(Role.OPCC_ANALYST)
    db.session.add_all([one, other])
    db.session.flush()
    release = Release(
        cut_off=content.cut_off, version=content.version, note=content.note, content=content.to_bytes(),
        digest=content.digest, frozen=b"sealed", prepared_by_id=one.id, prepared_at=clock.now(),
        published_by_id=other.id if is_published else None, published_at=clock.now() if is_published else None,
    )  # fmt: skip
    db.session.add(release)
    db.session.flush()
    return release


def test_without_releases_the_page_says_so(client: FlaskClient, session: Session) -> None:
    assert "We have not published any figures yet" in client.get(PAGE).text


def test_a_release_is_listed_and_shown_to_anyone(client: FlaskClient, session: Session) -> None:
    a_release(a_content())
    listed = client.get(PAGE)
    assert "Set-Cookie" not in listed.headers
    assert "To 30 September 2026" in listed.text
    assert "The next figures will be those to 31 December 2026." in listed.text
    page = client.get(f"{PAGE}/2026-09-30").text
    for words in (
        "Our volunteers at 30 September 2026",
        "Special Constabulary",
        "295",
        "[c]: not given",
        "38%",
        "51%",
        "to the nearest 5",
    ):
        assert words in page


def test_a_figure_that_stands_as_before_says_of_when_it_is(client: FlaskClient, session: Session) -> None:
    sex = a_content().by_code["adults.sex"]
    older = {**sex.counts, Key("active", "all", "female"): PublishedCount(215, BEFORE)}
    a_release(a_content(systems=[replace(sex, counts=older)]))
    page = client.get(f"{PAGE}/2026-09-30").text
    assert "as at 30 June 2026" in page
    assert "37%" not in page, "shares are of figures of one day"


def test_what_is_only_prepared_is_not_there(client: FlaskClient, session: Session) -> None:
    a_release(a_content(), is_published=False)
    assert "2026" not in client.get(PAGE).text.split("What we have published")[0]
    for address in ("", *(f"/{file}" for file in FILES)):
        assert client.get(f"{PAGE}/2026-09-30{address}").status_code == 404


@pytest.mark.parametrize("name", ["2026-09-29", "2026-09-30-v1", "2026-09-30-v2", "latest", "2026-13-40", "..%2f"])
def test_a_name_of_no_release_is_not_found(client: FlaskClient, session: Session, name: str) -> None:
    a_release(a_content())
    assert client.get(f"{PAGE}/{name}").status_code == 404


def test_a_correction_stands_beside_what_it_corrects(client: FlaskClient, session: Session) -> None:
    a_release(a_content())
    a_release(a_content(version=2, note="Bristol was counted without Southmead."))
    first, second, every = (client.get(f"{PAGE}{end}").text for end in ("/2026-09-30", "/2026-09-30-v2", ""))
    assert "These figures were corrected" in first
    assert "/published-figures/2026-09-30-v2" in first
    assert "This version corrects an" in second
    assert every.count("Bristol was counted without Southmead.") == 1
    assert "newer version with a correction" in every


def test_a_second_correction_leads_to_the_first_and_the_first_release_to_the_last(
    client: FlaskClient, session: Session
) -> None:
    for version in (1, 2, 3):
        a_release(a_content(version=version, note=f"Reason {version}." if version > 1 else ""))
    assert "Reason 3." in client.get(f"{PAGE}/2026-09-30").text
    third = client.get(f"{PAGE}/2026-09-30-v3").text
    assert 'corrects an <a class="govuk-link" href="/published-figures/2026-09-30-v2">' in third
    assert "These figures were corrected" not in third


@pytest.mark.parametrize("address", ["", "/2026-09-30", "/2026-09-30-v2"])
def test_what_the_pages_say_can_be_read_at_nine(client: FlaskClient, session: Session, address: str) -> None:
    a_release(a_content())
    a_release(a_content(version=2, note="We had left out two teams."))
    reading = reading_of(words_of_page(client.get(f"{PAGE}{address}").text))
    assert reading.age <= READING_AGE, reading


@pytest.mark.parametrize("file", FILES)
def test_files_are_downloads_that_can_be_kept_and_checked(client: FlaskClient, session: Session, file: str) -> None:
    a_release(a_content())
    answer = client.get(f"{PAGE}/2026-09-30/{file}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers["ETag"] == f'"{digest_of(answer.data)}"'
    assert "Set-Cookie" not in answer.headers
    again = client.get(f"{PAGE}/2026-09-30/{file}", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert client.head(f"{PAGE}/2026-09-30/{file}").status_code == 200


def test_the_document_is_that_of_the_digest_and_the_csv_points_at_its_description(
    client: FlaskClient, session: Session
) -> None:
    release = a_release(a_content())
    assert digest_of(client.get(f"{PAGE}/2026-09-30/release.json").data) == release.digest
    link = client.get(f"{PAGE}/2026-09-30/figures.csv").headers["Link"]
    assert link.startswith('</published-figures/2026-09-30/metadata.json>; rel="describedby"')
    tables = json.loads(client.get(f"{PAGE}/2026-09-30/metadata.json").data)["tables"]
    for table in tables:
        assert client.get(table["url"].partition("//")[2].partition("/")[2].join(("/", ""))).status_code == 200
