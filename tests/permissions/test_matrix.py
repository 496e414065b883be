"""Every route asked by every persona: the answers are those of ``permissions.csv``, and a refusal leaves no trace."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from typing import Any
from unittest.mock import patch

import pytest
from flask import Flask
from sqlalchemy import insert

from tests.people.builders import CLEARED
from tests.permissions.rows import (
    FIXED,
    Row,
    access_of,
    address_of,
    read_rows,
    routes_of,
    what_is_wrong,
    write_rows,
)
from tests.permissions.world import World, a_world, outcome
from volunteers.people.models import RoleGrant
from volunteers.permissions import ROLE_PERMISSIONS, STAFF_ROLES, Permission, Role
from volunteers.web import access

ROWS = read_rows()
PERSONAS = list(ROWS[0].answers)
ALLOWED = {"200", "303"}
REFUSED = {"401", "403", "404", "410", "sign-in", "confirm"}
NOT_SIGNED_IN = {"anonymous", "guardian_right", "guardian_expired", "guardian_used", "referee", "disabled"}
WITHOUT_RIGHTS = {"coordinator_revoked", "flag_alone"}
# Pages are made in full for one persona of each role; who else is let through is decided before any page is made.
SHOWN = {
    "anonymous", "applicant_own", "volunteer_own", "coordinator", "vetting", "supervisor", "analyst", "administrator",
    "auditor",
}  # fmt: skip
# A code by mail would go round the password of staff, so they have no such page though they apply as well.
NOT_FOR_STAFF = {"applications.new_address", "applications.confirm_address"}
# Nobody here is let through, and why; other tests send what these take.
NOBODY = {
    ("people.enter_code", "GET"): "leads back to the page that asks for an address",
    ("people.enter_code", "POST"): "leads back to the page that asks for an address",
    ("onboarding.both_sheets", "GET"): "there is one sheet: tests/onboarding/test_assessment_pages.py",
    ("onboarding.both_sheets", "POST"): "there is one sheet: tests/onboarding/test_assessment_pages.py",
    ("onboarding.take_back_pipeline", "POST"): "it is another's: tests/onboarding/test_pipelines_pages.py",
    ("onboarding.scheme", "POST"): "its team is not whole: tests/onboarding/test_schemes.py",
    ("vetting.close_ended", "POST"): "the application goes on: tests/vetting",
    ("vetting.take_back", "POST"): "nothing was proposed: tests/vetting",
    ("appointments.attendance", "POST"): "the session has not begun: tests/appointments",
    ("appointments.give_place", "POST"): "they do not wait for a place: tests/appointments",
    ("notifications.take_receipt", "POST"): "nobody here knows the token: tests/notifications/test_texts.py",
    ("notifications.withdraw_words", "POST"): "there are no words of its own: tests/notifications",
    ("expenses.to_approve", "POST"): "nothing is ticked: tests/expenses",
    ("mobilisation.close", "POST"): "it was closed meanwhile: tests/mobilisation",
    ("watch_schemes.tick_door", "POST"): "nothing was passed on: tests/watch_schemes",
    ("speedwatch.outcomes", "POST"): "nothing was handed over: tests/speedwatch",
    ("speedwatch.received", "POST"): "nothing was handed over: tests/speedwatch",
    **dict.fromkeys(
        [
            ("speedwatch.call_off", "POST"),
            ("speedwatch.day", "GET"),
            ("speedwatch.mine", "GET"),
            *((f"speedwatch.{page}", method) for page in ("not_run", "plan", "sheet") for method in ("GET", "POST")),
        ],
        "the first volunteer runs no scheme: tests/speedwatch",
    ),
    **dict.fromkeys(
        [(f"patrols.{page}", method) for page in ("agree", "learner", "report") for method in ("GET", "POST")],
        "nobody learns on patrol: tests/patrols",
    ),
    ("trends.publish_release", "POST"): "it names no release that was read: tests/trends/test_release_pages.py",
    ("trends.discard_release", "POST"): "as above",
    ("people.take_back_end", "POST"): "the service does not end: tests/people",
}


@pytest.fixture(scope="module")
def world(app: Flask) -> Iterator[World]:
    with a_world(app) as made:
        yield made


def wrong_cells(world: World, persona: str, rows: list[Row]) -> list[str]:
    """Where this persona is not answered as the rows say. Whatever each request does is undone."""
    found = []
    for row in rows:
        with world.undone():
            said = outcome(world.ask(row.method, row.address, persona, row.sends))
        if said != row.answers[persona]:
            found.append(f"{row.endpoint} {row.method} as {persona}: {said}, and the row says {row.answers[persona]}")
    return found


def rows_for(persona: str) -> list[Row]:
    """Every row for the first persona of a role. Its variations are asked where they are answered otherwise than it,
    which is what they are there for, and every fifth of the others."""
    if persona in SHOWN:
        return ROWS
    first = persona.partition("_")[0]
    kin = first if first in SHOWN else f"{first}_own" if f"{first}_own" in SHOWN else "anonymous"
    return [row for number, row in enumerate(ROWS) if row.answers[persona] != row.answers[kin] or number % 5 == 0]


def an_app() -> Flask:
    """Three views whose rows are known."""
    app = Flask("small")
    app.add_url_rule("/open", "open", access.public(lambda: "open"))
    app.add_url_rule("/list/<int:n>", "list", access.needs(Permission.DUTY_READ)(lambda n: "list"))
    change = access.needs(Permission.DUTY_EDIT, fresh=True)(lambda: "changed")
    app.add_url_rule("/change", "change", change, methods=["GET", "POST"])
    app.add_url_rule("/bare", "bare", lambda: "bare", methods=["DELETE"])
    return app


def test_routes_and_their_marks_are_read_as_they_stand() -> None:
    app = an_app()
    routes = routes_of(app)
    del routes["static", "GET"]
    assert routes == {
        ("open", "GET"): "/open", ("list", "GET"): "/list/<int:n>", ("change", "GET"): "/change",
        ("change", "POST"): "/change", ("bare", "DELETE"): "/bare",
    }  # fmt: skip
    marks = [access_of(app, endpoint) for endpoint in ("open", "list", "change", "bare")]
    assert marks == ["public", "duty:read", "duty:edit fresh", "unmarked"]
    assert address_of("/staff/duties/<int:duty_id>/x/<path:odd>") == "/staff/duties/{duty}/x/{odd}"


def test_a_missing_row_a_row_too_many_and_one_twice_are_seen() -> None:
    one, two = Row("a", "GET", "/a", "", "public", {"b": "200"}), Row("b", "POST", "/b", "", "public", {"b": "401"})
    assert what_is_wrong([one.route, two.route], [one, two]) == []
    (missing,) = what_is_wrong([one.route, two.route], [one])
    assert "b POST has no row: run `python -m tests.permissions.rows b`" in missing
    assert what_is_wrong([one.route], [one, two]) == ["b POST is no route: take its row out"]
    assert what_is_wrong([one.route], [one, one]) == ["a GET has two rows"]
    assert read_rows(write_rows([one, two], ["b"])) == [one, two]


def test_every_route_has_its_row(app: Flask) -> None:
    wrong = what_is_wrong(routes_of(app), ROWS)
    assert wrong == [], "\n" + "\n".join(wrong)


def test_every_row_says_who_may_ask_as_its_mark_does(app: Flask) -> None:
    rows = [row for row in ROWS if row.endpoint in app.view_functions]
    wrong = [f"{row.endpoint} {row.method}: {row.access}" for row in rows if row.access != access_of(app, row.endpoint)]
    assert wrong == []


def test_the_columns_are_the_personas(world: World) -> None:
    assert list(world.personas) == PERSONAS
    assert len(PERSONAS) >= 24
    assert not set(FIXED) & set(PERSONAS)


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_persona_is_answered_as_the_rows_say(world: World, persona: str) -> None:
    """Refusals first, all of them together, so that what any of them left behind is found by one look."""
    asked = rows_for(persona)
    refused = [row for row in asked if row.answers[persona] in REFUSED]
    wrong, before = [], world.rows_by_table()
    shown = nullcontext() if persona in SHOWN else patch("flask.templating._render", lambda *_: "")
    with shown, world.undone():
        for row in refused:
            said = outcome(world.ask(row.method, row.address, persona, row.sends))
            if said != row.answers[persona]:
                wrong.append(f"{row.endpoint} {row.method}: {said}, and the row says {row.answers[persona]}")
        left = {name: number for name, number in world.rows_by_table().items() if number != before[name]}
    with shown:
        wrong += wrong_cells(world, persona, [row for row in asked if row not in refused])
    assert wrong == []
    assert left == {}, "a refused request left something in these tables"


@pytest.mark.parametrize("persona", ["anonymous", "analyst"])
def test_head_is_answered_as_get_and_options_tells_no_more(world: World, persona: str) -> None:
    wrong = []
    for row in ROWS:
        if row.method != "GET" or row.endpoint == "static":  # files are served before the application
            continue
        with world.undone():
            said = outcome(world.ask("HEAD", row.address, persona))
            options = world.ask("OPTIONS", row.address, persona).status_code
        refused = row.answers[persona] in {"403", "sign-in"} and row.access != "public"
        if said != row.answers[persona] or options != ((403 if persona != "anonymous" else 401) if refused else 200):
            wrong.append(f"{row.endpoint}: HEAD {said}, OPTIONS {options}")
    assert wrong == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.endpoint}-{row.method}")
def test_what_a_row_says_agrees_with_the_roles(world: World, row: Row) -> None:
    """The rules above the matrix, from the table of roles alone: who has no right is told so in one way."""
    if row.access == "public" and row.route not in NOBODY:
        assert {row.answers[persona] for persona in PERSONAS} & (ALLOWED | {"sign-in"})
    if row.access == "public":
        return
    permission, _, fresh = row.access.partition(" ")
    for name, persona in world.personas.items():
        said = row.answers[name]
        holds = any(Permission(permission) in ROLE_PERMISSIONS[role] for role in persona.roles)
        if name in NOT_SIGNED_IN:
            assert said == ("sign-in" if row.method == "GET" else "401"), name
        elif not holds or (row.endpoint in NOT_FOR_STAFF and persona.roles & STAFF_ROLES):
            assert said == "403", name
        elif fresh and persona.is_stale:
            assert said == "confirm", name
        else:
            assert said in {"200", "303", "404", "409"}, name


def test_every_row_lets_somebody_through() -> None:
    empty = {row.route for row in ROWS if not ALLOWED & set(row.answers.values())}
    assert empty == set(NOBODY) & {row.route for row in ROWS}


def test_every_fresh_row_has_someone_who_is_asked_again() -> None:
    assert [row.route for row in ROWS if row.access.endswith("fresh") and "confirm" not in row.answers.values()] == []


def test_a_coordinator_elsewhere_is_refused_for_want_of_scope_alone(world: World) -> None:
    """With the whole force in their scope, every page of Bristol opens that was not found before."""
    persona = "coordinator_other_area"
    rows = [row for row in ROWS if row.answers[persona] == "404" and row.answers["coordinator_own_case"] in ALLOWED]
    assert len(rows) > 30
    account_id = world.personas[persona].account_id
    with world.undone():
        world.connection.execute(insert(RoleGrant), [{"account_id": account_id, "role": Role.COORDINATOR}])
        moved = wrong_cells(world, persona, rows)
    assert CLEARED.role in world.personas[persona].roles
    assert len(moved) == len(rows)


@contextmanager
def marked(app: Flask, endpoint: str, mark: access.Mark | None) -> Iterator[None]:
    """The application with another mark on one view, in a copy of the table of views."""
    views, view = app.view_functions, app.view_functions[endpoint]

    @wraps(view)
    def copied(*arguments: Any, **options: Any) -> Any:
        return view(*arguments, **options)

    copied.access_mark = mark  # type: ignore[attr-defined]
    app.view_functions = {**views, endpoint: copied}
    try:
        yield
    finally:
        app.view_functions = views


def by_endpoint() -> dict[str, Row]:
    """One row of each endpoint that not everyone may ask."""
    return {row.endpoint: row for row in ROWS if row.access != "public"}


def test_a_mark_that_lets_everyone_in_is_noticed(app: Flask, world: World) -> None:
    unnoticed = []
    for endpoint, row in by_endpoint().items():
        with marked(app, endpoint, access.Mark(None)):
            by_table = access_of(app, endpoint) != row.access
            if not (by_table and wrong_cells(world, "coordinator_revoked", [row])):
                unnoticed.append(endpoint)
    assert unnoticed == []


def test_a_mark_that_is_lost_is_noticed(app: Flask, world: World) -> None:
    unnoticed = []
    for endpoint, row in by_endpoint().items():
        with marked(app, endpoint, None):
            if not wrong_cells(world, "anonymous", [row]) or access_of(app, endpoint) != "unmarked":
                unnoticed.append(endpoint)
    assert unnoticed == []


def test_a_mark_that_asks_for_no_fresh_sign_in_is_noticed(app: Flask, world: World) -> None:
    fresh = {endpoint: row for endpoint, row in by_endpoint().items() if row.access.endswith(" fresh")}
    assert len(fresh) > 5
    for endpoint, row in fresh.items():
        stale = next(persona for persona, said in row.answers.items() if said == "confirm")
        with marked(app, endpoint, access.Mark(Permission(row.access.removesuffix(" fresh")))):
            assert wrong_cells(world, stale, [row]), endpoint
