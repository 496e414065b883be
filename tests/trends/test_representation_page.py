"""Who is missing, as the page says it: from the latest published release, and from nothing else."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people.builders import SPECIALS as STRAND
from tests.people.builders import an_account, signed_in
from tests.trends.builders import someone_serving
from tests.trends.released import CUT_OFF, SPECIALS, a_content
from tests.trends.rules.representation.test_findings import STAGES
from volunteers import clock
from volunteers.permissions import Grant, Role
from volunteers.trends.disclosure.content import Content, PublishedSystem
from volunteers.trends.disclosure.counts import MARK, PublishedCount
from volunteers.trends.disclosure.tables import Key
from volunteers.trends.models import Release
from volunteers.trends.queries.representation import representation_page
from volunteers.trends.service import compute_figures

PAGE = "/staff/trends/representation"
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
SHOWN_IN_A_TABLE = re.compile(r"<td[^>]*>(?:<strong>)?([\d,]+)(?:</strong>|<| )")
CADETS, FEW = "cadets", "farm_watch"


def with_more(content: Content) -> Content:
    """The made-up release with the sums of its stages, a strand of too few people, and cadets by sex."""
    people, sex = content.systems
    counts = {Key("active", FEW, group): PublishedCount(None, CUT_OFF) for group in sex.groups}
    cadets = {
        Key("active", CADETS, group): PublishedCount(shown, CUT_OFF)
        for group, shown in zip(sex.groups, (70, 130, None, None, 200, 215), strict=True)
    }
    return replace(
        content,
        places={**content.places, FEW: "Farm Watch", CADETS: "Police Cadets"},
        systems=[
            people,
            replace(sex, counts={**sex.counts, **counts}, row_sums=STAGES),
            PublishedSystem("cadets.sex", "Sex", 10, sex.groups, cadets, (), sex.group_sums),
        ],
        residents=[*content.residents, *(replace(one, system="cadets.sex") for one in content.residents)],
        residents_words={**content.residents_words, "cadets.sex": "residents of all ages"},
    )


def publish(session: Session, content: Content) -> None:
    """Keep a release as it stands once it is published."""
    one, two = (an_account(grants=[Grant(Role.OPCC_ANALYST)]) for _ in range(2))
    session.add(
        Release(
            cut_off=content.cut_off, version=content.version, note=content.note, content=content.to_bytes(),
            digest=content.digest, frozen=b"sealed", prepared_by_id=one.id, prepared_at=clock.now(),
            published_by_id=two.id, published_at=clock.now(),
        )
    )  # fmt: skip
    session.flush()


@pytest.fixture
def analyst(client: FlaskClient, session: Session) -> FlaskClient:
    return signed_in(client, an_account(grants=[Grant(Role.OPCC_ANALYST)]))


def main_of(client: FlaskClient, query: str = "", path: str = PAGE) -> str:
    response = client.get(f"{path}?{query}")
    assert response.status_code == 200, response.status
    return str(MAIN.findall(response.get_data(as_text=True))[0])


def test_before_any_release_the_page_says_so_and_who_can_prepare_one(analyst: FlaskClient) -> None:
    page = main_of(analyst)

    assert "No release has been published yet" in page
    assert "An analyst of the Commissioner’s office prepares a release" in page
    assert "<table" not in page


def test_the_answer_stands_first_with_its_population_its_date_and_the_mark_explained_once(
    analyst: FlaskClient, session: Session
) -> None:
    publish(session, with_more(a_content()))

    page = main_of(analyst, f"place={SPECIALS}&by=sex")

    answer = "Women are 31% of the Special Constabulary and 51% of residents of all ages: 0.6 times"
    assert page.index("Sex, Special Constabulary, 30 September 2026") < page.index(answer) < page.index("<svg")
    assert page.count("[c]: not given, so that nobody can be recognised.") == 1
    assert "They are of the release of 30 September 2026" in page
    assert 'href="/published-figures/2026-09-30">the whole release</a>' in page
    assert "Office for National Statistics, Census 2021" in page
    row = page[page.index('<th scope="row">Female</th>') :].split("</tr>")[0]
    for told in (">85<", ">31%<", ">51%<", "0.6 times (0.49\N{NO-BREAK SPACE}to\N{NO-BREAK SPACE}0.74)", ">55<"):
        assert told in row, told
    assert "Fewer than among residents" in row


def test_cohorts_stand_side_by_side_and_what_was_not_refreshed_with_its_date(
    analyst: FlaskClient, session: Session
) -> None:
    publish(session, with_more(a_content()))

    page = main_of(analyst)  # all adult strands by sex, unless asked otherwise

    cohorts = page[page.index('id="cohorts"') :].split("</table>")[0]
    assert [heading in cohorts for heading in (">Applied<", ">Serving<", ">Stopped serving<")] == [True] * 3
    left = cohorts[cohorts.index('<th scope="row">Female</th>') :].split("</tr>")[0].split("</td>")[-2]
    assert "<strong>25</strong>" in left
    assert "as at 30 June 2026" in left
    assert "%" not in left, "there is no share of figures of two dates"
    declared = page[page.index('id="declared"') :].split("</table>")[0]
    applied = declared[declared.index(">Applied<") :].split("</tr>")[0]
    assert [words in applied for words in (">440<", ">91%<", f">{MARK}<")] == [True] * 3


def test_a_strand_says_where_groups_are_lost_and_other_places_that_a_strand_must_be_chosen(
    analyst: FlaskClient, session: Session
) -> None:
    content = with_more(a_content())
    people, sex, cadets = content.systems
    appointed = {
        Key("appointed", SPECIALS, group): PublishedCount(shown, CUT_OFF)
        for group, shown in (("female", 15), ("male", 80))
    }
    publish(session, replace(content, systems=[people, replace(sex, counts={**sex.counts, **appointed}), cadets]))

    page = main_of(analyst, f"place={SPECIALS}")
    elsewhere = main_of(analyst, "place=area:bristol")

    lost = page[page.index('id="stages"') :]
    assert "Women are lost most clearly at the stage “Interview”: 38% of those who came to it went on" in lost
    assert "Beside men" in lost
    interview = lost[lost.index(">Interview ") :].split("</tbody>")[0]
    assert "Go on less often" in interview
    assert "Choose one kind to see where groups are lost" in elsewhere
    assert "Women are 38% of adult volunteers in Bristol and 50% of residents" in elsewhere


def test_of_too_few_people_there_is_no_figure_at_all(analyst: FlaskClient, session: Session) -> None:
    publish(session, with_more(a_content()))

    page = main_of(analyst, f"place={FEW}")

    assert "There are too few people in this strand to say anything without pointing at someone." in page
    assert "<table" not in page
    assert "<svg" not in page
    assert "%" not in page


def test_cadets_stand_apart_and_are_not_told_of_what_they_are_not_asked(analyst: FlaskClient, session: Session) -> None:
    publish(session, with_more(a_content()))

    assert "Girls are 35% of Police Cadets" in main_of(analyst, f"place={CADETS}")
    page = main_of(analyst, f"place={CADETS}&by=orientation")
    assert "Sexual orientation is not asked of those under 16, so nothing is told of it for cadets." in page
    assert "<table" not in page


@pytest.mark.parametrize(
    "query", ["place=atlantis", "by=shoe_size", "place=area:", "place=special_constabulary@bristol", "place=%00"]
)
def test_what_the_release_has_not_is_not_found(analyst: FlaskClient, session: Session, query: str) -> None:
    publish(session, with_more(a_content()))

    assert analyst.get(f"{PAGE}?{query}").status_code == 404


def test_only_figures_of_the_release_stand_in_its_tables_and_the_latest_version_counts(
    analyst: FlaskClient, session: Session
) -> None:
    first = with_more(a_content())
    corrected = replace(first, version=2, note="A strand was counted twice.", force="Avon and Somerset Police")
    publish(session, first)
    publish(session, corrected)

    page = main_of(analyst, f"place={SPECIALS}")

    given = {count.words for system in first.systems for count in system.counts.values()}
    short = {"55"}  # how many more women there would be, worked out from what is given
    assert "30 September 2026, version 2" in page
    shown = set(SHOWN_IN_A_TABLE.findall(page))
    assert shown
    assert shown <= given | short


def test_the_page_of_a_content_needs_no_scope_where_the_place_says_it() -> None:
    content = with_more(a_content())

    by_place, by_scope = (representation_page(content, scope, place, "sex") for scope, place in (
        (None, CADETS), ("cadets", None)))  # fmt: skip
    assert by_place == by_scope
    assert [option.words for option in by_place.places][:1] == ["All adult strands"]
    assert [option.value for option in by_place.places if option.is_chosen] == [CADETS]
    assert "Police Cadets" in by_place.answer


@pytest.fixture
def counted(session: Session) -> None:
    someone_serving((clock.add_months(clock.month_of(clock.today()), -24), None, "bristol"))
    compute_figures()


@pytest.mark.usefixtures("counted")
def test_the_overview_names_the_groups_most_clearly_missing_with_the_way_to_all(
    analyst: FlaskClient, session: Session
) -> None:
    assert "Women are" not in main_of(analyst, path="/staff/trends")
    publish(session, with_more(a_content()))

    overview = main_of(analyst, path="/staff/trends")

    missing = overview[overview.index('id="missing"') :]
    assert "Women are 38% of adult volunteers and 51% of residents of all ages: 0.7 times" in missing
    assert f'href="{PAGE}?by=sex"' in missing


def test_everyone_who_may_see_trends_sees_it_and_nobody_else(client: FlaskClient, session: Session) -> None:
    publish(session, replace(with_more(a_content()), cut_off=date(2026, 6, 30)))

    assert signed_in(client, an_account(grants=[Grant(Role.COORDINATOR, STRAND)])).get(PAGE).status_code == 200
    assert signed_in(client, an_account(grants=[Grant(Role.VETTING_OFFICER, STRAND)])).get(PAGE).status_code == 403
