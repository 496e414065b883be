"""The eligibility questions page by page: every outcome, odd dates, the force's own list, and nothing asked twice."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.applications.answers import answers_of
from tests.applications.builders import an_applicant, an_application
from tests.applications.walk import APPLY, answer_eligibility, errors_of, send, start_application
from tests.openings.builders import a_unit, an_opening
from tests.people.builders import a_viewer, signed_in
from tests.sql_count import counted_sql
from tests.strands.builders import an_occupation
from volunteers import clock
from volunteers.applications.models import Application
from volunteers.applications.queries import as_judged
from volunteers.forces.rules import OccupationOutcome
from volunteers.permissions import Role
from volunteers.strands import service as strands
from volunteers.strands.queries import all_strands, get_strand

OTHERS = list(all_strands())
LONGEST_COOKIE = 4093


def text(client: FlaskClient, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.headers.get("Location")
    return response.get_data(as_text=True)


def boxes(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def years_ago(years: int) -> date:
    return clock.add_months(clock.today(), -12 * years)


@pytest.mark.parametrize("strand", OTHERS, ids=lambda strand: strand.slug)
def test_the_first_question_of_every_strand_is_put(client: FlaskClient, strand: Any) -> None:
    first = client.get(f"/apply/{strand.slug}").headers["Location"]
    assert first == f"/apply/{strand.slug}/{strand.eligibility[0].question}"
    assert f"{strand.name}: question 1 of {len(strand.eligibility)}" in text(client, first)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"in-area": {"answer": "near"}}, "We will look at how far you would travel."),
        ({"residence": {"answer": "apart_from_time_away"}}, "We will ask you about the time away."),
        ({"occupation": {"answer": "licensee"}}, "We will look at your occupation first."),
        ({"memberships": {"answer": "politics"}}, "we will talk about it"),
        ({"convictions": {"answer": "yes"}}, "a person looks at what happened"),
    ],
)
def test_what_a_person_reads_first_is_said_and_does_not_stop(
    client: FlaskClient, changed: dict[str, dict[str, str]], said: str
) -> None:
    page = answer_eligibility(client, **changed).get_data(as_text=True)
    assert ">You can apply</h1>" in page
    assert "This does not mean no." in page
    assert said in page
    assert 'href="/apply/special-constabulary/start"' in page
    assert "Other ways to volunteer" not in page


def test_not_yet_says_the_day_and_what_else_would_fit(client: FlaskClient) -> None:
    came = clock.add_months(clock.month_of(clock.today()), -12)
    page = answer_eligibility(client, residence={"answer": "no", "month": [str(came.month), str(came.year)]}).get_data(
        as_text=True
    )
    first = clock.add_months(came, 37)
    assert ">You cannot apply yet</h1>" in page
    assert f"That is from {first.day} {first:%B %Y}." in page
    assert f"on or after <strong>{first.day} {first:%B %Y}</strong>" in page
    for slug in ("police-support-volunteers", "neighbourhood-watch", "farm-watch", "community-speedwatch"):
        assert f'href="/volunteer/{slug}"' in page
    assert 'href="/volunteer/cadets"' not in page


def test_no_says_why_and_what_else_would_fit(client: FlaskClient) -> None:
    page = answer_eligibility(client, **{"in-area": {"answer": "no"}}).get_data(as_text=True)
    assert ">You cannot apply for this</h1>" in page
    assert "Ask the police where you live" in page
    assert 'href="/apply/special-constabulary/in-area"' in page
    assert 'href="/volunteer/police-support-volunteers"' in page
    assert 'href="/volunteer/neighbourhood-watch"' not in page


@pytest.mark.parametrize(
    ("years", "shown", "hidden"),
    [
        (15, ["cadets", "police-support-volunteers"], ["farm-watch", "neighbourhood-watch"]),
        (12, ["cadets"], ["police-support-volunteers"]),
        (8, [], ["cadets", "police-support-volunteers", "farm-watch"]),
    ],
)
def test_someone_too_young_sees_what_is_for_them(
    client: FlaskClient, years: int, shown: list[str], hidden: list[str]
) -> None:
    page = answer_eligibility(client, age={"birth_date": boxes(years_ago(years))}).get_data(as_text=True)
    assert all(f'href="/volunteer/{slug}"' in page for slug in shown)
    assert not any(f'href="/volunteer/{slug}"' in page for slug in hidden)
    assert ("all the ways to volunteer" in page) == (not shown)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (["31", "4", "1990"], "must be a real date"),
        (["29", "2", "1999"], "must be a real date"),
        (["1", "1", "0001"], "a year between 1900 and 2100"),
        (["1", "1", "9999"], "a year between 1900 and 2100"),
        (["1", "1", "2099"], "must be in the past"),
        (["1", "1", ""], "in numbers"),
        (["one", "May", "1990"], "in numbers"),
        (["", "", ""], "Enter your date of birth."),
        (["١", "١", "١٩٩٠"], "in numbers"),
        (["9" * 5000, "1", "1990"], "real date"),
    ],
)
def test_dates_that_are_none_are_said_to_be(client: FlaskClient, typed: list[str], error: str) -> None:
    response = send(client, f"{APPLY}/age", birth_date=typed)
    assert response.status_code == 200
    assert error in errors_of(response)[0]
    assert f'value="{typed[2]}"' in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("now", "born", "is_old_enough"),
    [
        (datetime(2026, 6, 30, 22, 59, tzinfo=UTC), date(2008, 7, 1), False),
        (datetime(2026, 6, 30, 23, 1, tzinfo=UTC), date(2008, 7, 1), True),  # midnight has passed in London, not in UTC
        (datetime(2026, 2, 28, 12, 0, tzinfo=UTC), date(2008, 2, 29), False),
        (datetime(2026, 3, 1, 12, 0, tzinfo=UTC), date(2008, 2, 29), True),
    ],
)
def test_a_birthday_begins_in_london(client: FlaskClient, now: datetime, born: date, is_old_enough: bool) -> None:
    with time_machine.travel(now, tick=False):
        response = send(client, f"{APPLY}/age", birth_date=boxes(born))
        assert response.headers["Location"] == f"{APPLY}/{'in-area' if is_old_enough else 'result'}"


@pytest.mark.parametrize(
    ("answer", "month", "error"),
    [
        ("no", ["", ""], "Enter the month and year since when you have lived in the UK."),
        ("no", ["13", "2024"], "Enter a month and a year in numbers, like 3 2015."),
        ("no", ["3", "0001"], "Enter a month and a year in numbers, like 3 2015."),
        ("no", ["3", "9999"], "Enter a month and a year in numbers, like 3 2015."),
        ("no", ["3", "9" * 5000], "Enter a month and a year in numbers, like 3 2015."),
        ("no", ["3", "2099"], "The month must be in the past."),
        ("", ["3", "2024"], "Choose the answer that is true for you."),
    ],
)
def test_the_month_beside_an_answer_is_asked_for(
    client: FlaskClient, answer: str, month: list[str], error: str
) -> None:
    response = send(client, f"{APPLY}/residence", answer=answer, month=month)
    assert errors_of(response)[0] == error
    assert f'value="{month[1]}"' in response.get_data(as_text=True)


def test_a_month_beside_another_answer_is_not_looked_at(client: FlaskClient) -> None:
    assert send(client, f"{APPLY}/residence", answer="yes", month=["13", "x"]).status_code == 303
    page = answer_eligibility(client).get_data(as_text=True)
    assert ">You can apply</h1>" in page


def test_a_bankruptcy_that_ended_long_ago_does_not_stop(client: FlaskClient, session: Session) -> None:
    signed_in(client, an_applicant())
    answer_eligibility(client, finance={"answer": "bankrupt_lately", "month": ["1", "2010"]})
    draft = send(client, f"{APPLY}/start").headers["Location"]
    made = session.scalars(select(Application)).one()
    assert made.answers["finance"] == {"answer": "bankrupt_lately", "month": "2010-01-01"}
    assert "When did it end? January 2010" in text(client, f"{draft}/check-answers")


def test_the_forces_own_list_is_offered_and_judged(client: FlaskClient) -> None:
    an_occupation("Astronaut", code="astronaut", note="We looked into it.")
    page = text(client, f"{APPLY}/occupation")
    assert "Astronaut" in page
    assert "Bailiff" not in page
    page = answer_eligibility(client, occupation={"answer": "astronaut"}).get_data(as_text=True)
    assert "cannot be combined with being a Special Constable. We looked into it." in page
    assert errors_of(send(client, f"{APPLY}/occupation", answer="bailiff")) == [
        "Choose the answer that is true for you."
    ]


def test_an_occupation_added_for_support_volunteers_is_offered_to_them(client: FlaskClient) -> None:
    an_occupation("Astronaut", strands=["police_support_volunteers"])
    assert "Astronaut" in text(client, "/apply/police-support-volunteers/occupation")
    assert "Astronaut" not in text(client, f"{APPLY}/occupation")


def test_a_draft_follows_the_list(client: FlaskClient, session: Session) -> None:
    by = a_viewer(Role.ADMINISTRATOR)
    kept = an_occupation("Astronaut", code="astronaut", outcome=OccupationOutcome.REFER)
    account = an_applicant()
    signed_in(client, account)
    answers = answers_of() | {"occupation": {"answer": "astronaut"}}
    draft = f"/my-applications/{an_application(account=account, stage='draft', answers=answers).reference}"
    assert "Astronaut" in text(client, f"{draft}/check-answers")
    kept.outcome = OccupationOutcome.REFUSE
    assert "cannot be combined with being a Special Constable" in text(client, draft)
    strands.end_occupation(kept.id, version=1, by=by)
    assert "cannot be combined" not in text(client, draft)
    assert f"{draft}/occupation" in text(client, draft)
    assert "Astronaut" not in text(client, f"{draft}/check-answers")


def test_the_answers_to_two_strands_are_kept_side_by_side(client: FlaskClient) -> None:
    answer_eligibility(client)
    send(client, "/apply/farm-watch/on-the-land", answer="yes")
    assert ">You can apply</h1>" in text(client, f"{APPLY}/result")
    assert ">You can apply</h1>" in text(client, "/apply/farm-watch/result")


def test_what_one_strand_was_told_another_does_not_ask(client: FlaskClient) -> None:
    answer_eligibility(client)
    assert client.get("/apply/neighbourhood-watch").headers["Location"] == "/apply/neighbourhood-watch/result"
    page = text(client, "/apply/neighbourhood-watch/result")
    assert "We did not ask you this again." in page
    assert "10 December 1990" in page
    assert 'href="/apply/neighbourhood-watch/date-of-birth"' in page
    assert 'value="1990"' in text(client, "/apply/neighbourhood-watch/date-of-birth")
    assert client.get("/apply/community-speedwatch").headers["Location"] == "/apply/community-speedwatch/vetting"


def test_an_answer_given_anew_counts_for_its_own_strand(client: FlaskClient) -> None:
    answer_eligibility(client)
    send(client, "/apply/neighbourhood-watch/in-area", answer="no")
    assert ">You cannot apply for this</h1>" in text(client, "/apply/neighbourhood-watch/result")
    assert ">You can apply</h1>" in text(client, f"{APPLY}/result")


def test_a_date_of_birth_from_an_earlier_application_is_not_asked_again(client: FlaskClient, session: Session) -> None:
    account = an_applicant()
    an_application(account=account, stage="withdrawn", birth_date=date(1985, 2, 3))
    signed_in(client, account)
    assert client.get(APPLY).headers["Location"] == f"{APPLY}/in-area"
    page = answer_eligibility(client).get_data(as_text=True)
    assert "3 February 1985" in page
    send(client, f"{APPLY}/start")
    made = session.scalars(select(Application).order_by(Application.id.desc())).first()
    assert made is not None
    assert made.answers["date-of-birth"] == {"birth_date": "1985-02-03"}


def test_another_persons_date_of_birth_is_nobody_elses(client: FlaskClient) -> None:
    an_application(stage="withdrawn", birth_date=date(1985, 2, 3))
    assert client.get(APPLY).headers["Location"] == f"{APPLY}/age"
    signed_in(client, an_applicant())
    assert client.get(APPLY).headers["Location"] == f"{APPLY}/age"


def test_a_draft_takes_its_own_answers_and_leaves_the_others(client: FlaskClient) -> None:
    send(client, "/apply/farm-watch/on-the-land", answer="yes")
    signed_in(client, an_applicant())
    start_application(client)
    with client.session_transaction() as cookie:
        assert list(cookie["eligibility"]) == ["farm-watch"]


def test_the_answers_to_all_strands_fit_in_a_cookie(client: FlaskClient) -> None:
    answer_eligibility(client, finance={"answer": "bankrupt_lately", "month": ["1", "2010"]})
    for strand in OTHERS:
        for rule in strand.eligibility:
            longest = max((choice.value for choice in rule.choices), key=len, default="")
            send(
                client, f"/apply/{strand.slug}/{rule.question}",
                **({"birth_date": ["10", "12", "1990"]} if rule.sets_an_age else {"answer": longest}),
            )  # fmt: skip
    kept = client.get_cookie("session")
    assert kept is not None
    assert len(kept.value) < LONGEST_COOKIE // 2


@pytest.mark.parametrize(
    "kept", [{"age": "1990-12-10"}, {"age": {}}, {"age": {"birth_date": ""}}, {"gone": {"answer": "x"}}]
)
def test_a_cookie_of_another_shape_is_asked_anew(client: FlaskClient, kept: dict[str, Any]) -> None:
    with client.session_transaction() as cookie:
        cookie["eligibility"] = {"special-constabulary": kept, "gone": kept}
    assert client.get(APPLY).headers["Location"] == f"{APPLY}/age"


@pytest.mark.parametrize("place", ["result", "age", "start"])
def test_a_strand_that_is_not_there_has_no_pages(client: FlaskClient, place: str) -> None:
    signed_in(client, an_applicant())
    assert client.get(f"/apply/nonsense/{place}").status_code == 404


def test_the_age_of_a_cadet_is_judged_on_the_day_the_unit_starts(session: Session) -> None:
    unit = a_unit()
    an_opening(unit=unit, starts=60)
    cadets, today = get_strand("cadets"), clock.today()
    answers = {"unit": {"unit": str(unit.id), "name": unit.name, "area": unit.area}}
    judged = as_judged(cadets, answers, today)
    (asked,) = [rule for rule in judged.eligibility if rule.lists_units]
    assert [(choice.label, (choice.starts_on - today).days) for choice in asked.choices if choice.starts_on] == [
        (unit.name, 60)
    ]
    assert as_judged(cadets, {}, today) is cadets


@pytest.mark.parametrize(
    ("days_short", "title"), [(0, "You can apply"), (1, "You cannot apply yet")], ids=["13 that day", "13 a day later"]
)
def test_a_cadet_is_judged_by_the_unit_chosen_first(client: FlaskClient, days_short: int, title: str) -> None:
    with time_machine.travel(datetime(2026, 5, 4, 12, 0, tzinfo=UTC), tick=False):
        unit = a_unit("Bath cadets")
        an_opening(unit=unit, starts=60)
        assert client.get("/apply/cadets").headers["Location"] == "/apply/cadets/unit"
        following = send(client, "/apply/cadets/unit", unit=str(unit.id)).headers["Location"]
        assert following == "/apply/cadets/date-of-birth"
        starts_on = clock.today() + timedelta(days=60)
        thirteen_on = starts_on + timedelta(days=days_short)
        send(client, following, birth_date=boxes(thirteen_on.replace(year=thirteen_on.year - 13)))
        page = text(client, "/apply/cadets/result")
        assert f">{title}</h1>" in page
        said = f"Your unit starts on {starts_on.day} {starts_on:%B %Y}, and you must be 13 or over on that day."
        assert (said in page) == bool(days_short)
        assert (f'href="/opportunities/interest/cadets?unit={unit.id}"' in page) == bool(days_short)


def test_a_cadet_whose_unit_has_no_day_yet_is_judged_today_and_told_so(client: FlaskClient, session: Session) -> None:
    unit = a_unit("Bath cadets")
    an_opening(unit=unit, starts=None)
    send(client, "/apply/cadets/unit", unit=str(unit.id))
    send(client, "/apply/cadets/date-of-birth", birth_date=boxes(years_ago(14)))
    page = text(client, "/apply/cadets/result")
    assert ">You can apply</h1>" in page
    assert "We do not know yet on which day your unit starts" in page
    signed_in(client, an_applicant())
    assert send(client, "/apply/cadets/start").status_code == 303
    made = session.scalars(select(Application)).one()
    assert (made.answers["unit"]["unit"], made.answers["unit"]["area"]) == (str(unit.id), unit.area)
    assert made.unit_id == unit.id


def test_pages_ask_little_of_the_database(app: Flask, client: FlaskClient) -> None:
    answer_eligibility(client, **{"in-area": {"answer": "no"}})
    for address, most in {f"{APPLY}/finance": 0, f"{APPLY}/occupation": 1, f"{APPLY}/result": 2}.items():
        with counted_sql(app) as asked:
            text(client, address)
        assert asked.count <= most, f"{address}\n{asked}"
