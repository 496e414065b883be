"""The operators' commands, as typed."""

import re

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.onboarding.builders import a_case
from tests.people.staff import PASSWORD
from volunteers import clock
from volunteers.forces.queries import current_force
from volunteers.history.service import record
from volunteers.people import service
from volunteers.people.models import Account
from volunteers.permissions import Role
from volunteers.trends.models import FigureRun
from volunteers.unit_of_work import unit_of_work

CREATE = ["create-admin", "--email", "Ada@force.example", "--name", "Ada Reed", "--password"]


def test_an_administrator_can_sign_in_with_what_was_printed(app: Flask, session: Session) -> None:
    done = app.test_cli_runner().invoke(args=[*CREATE, PASSWORD])
    assert done.exit_code == 0, done.output
    found = re.search(r"otpauth://\S+", done.output)
    assert found
    assert PASSWORD not in done.output
    account = session.scalars(select(Account)).one()
    assert (account.email, account.full_name) == ("ada@force.example", "Ada Reed")
    assert [grant.role for grant in account.role_grants] == [Role.ADMINISTRATOR]

    authenticator = pyotp.parse_uri(found[0])
    assert isinstance(authenticator, pyotp.TOTP)
    key = app.config["SETTINGS"].sealing_key
    assert service.sign_in_staff(account.email, PASSWORD, authenticator.at(clock.now()), key=key)


def test_after_an_upgrade_every_application_says_who_has_to_act(app: Flask, session: Session) -> None:
    never = a_case("sift")
    never.waits_on, never.longest_days = [], None
    session.flush()
    done = app.test_cli_runner().invoke(args=["applications", "stand"])
    assert done.exit_code == 0, done.output
    session.refresh(never)
    assert (never.waits_on, never.longest_days) == (["applicant"], 28)


def test_it_asks_for_what_is_not_given(app: Flask, session: Session) -> None:
    done = app.test_cli_runner().invoke(
        args=["create-admin"], input=f"ada@force.example\nAda Reed\n{PASSWORD}\n{PASSWORD}\n"
    )
    assert done.exit_code == 0, done.output
    assert session.scalars(select(Account.email)).one() == "ada@force.example"


@pytest.mark.parametrize(("password", "why"), [("short", "12 characters"), ("password12345", "too easy to guess")])
def test_it_refuses_a_weak_password_in_words(app: Flask, session: Session, password: str, why: str) -> None:
    done = app.test_cli_runner().invoke(args=[*CREATE, password])
    assert done.exit_code == 1
    assert why in done.output
    assert session.scalars(select(Account)).all() == []


def test_verify_names_the_entry_that_was_changed(app: Flask, session: Session) -> None:
    for number in (1, 2, 3):
        with unit_of_work():
            record("looked", subject="thing", subject_id=number, by=None)
    whole = app.test_cli_runner().invoke(args=["history", "verify"])
    assert (whole.exit_code, whole.output) == (0, "The history is whole.\n")
    session.execute(text("UPDATE history_entries SET subject_id = 9 WHERE id = 2"))
    broken = app.test_cli_runner().invoke(args=["history", "verify"])
    assert broken.exit_code == 1
    assert "broken at entry 2" in broken.output


def test_figures_are_computed_on_demand(app: Flask, session: Session) -> None:
    done = app.test_cli_runner().invoke(args=["figures", "compute"])
    assert done.exit_code == 0, done.output
    assert session.scalars(select(FigureRun)).one() is not None


def test_the_list_of_occupations_is_taken_over_once(app: Flask, session: Session) -> None:
    said = [app.test_cli_runner().invoke(args=["occupations", "take-over"]).output for _ in range(2)]
    assert said == [
        f"Took over {len(current_force().occupations)} occupations.\n",
        "The force keeps its own list already.\n",
    ]
