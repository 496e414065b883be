"""Everyone of the demonstration can sign in, as the file written for the mail catcher says; and not in production."""

import dataclasses
import json

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from volunteers import clock
from volunteers.demo import personas
from volunteers.extensions import db
from volunteers.notifications.models import Message
from volunteers.people import service
from volunteers.people.queries import get_viewer_of
from volunteers.people.rules import refusals_of_password
from volunteers.unit_of_work import unit_of_work


@pytest.mark.parametrize("key", [persona.key for persona in personas.PERSONAS])
def test_every_persona_signs_in(seeded: Flask, key: str) -> None:
    persona, settings = personas.BY_KEY[key], seeded.config["SETTINGS"]
    written = json.loads((settings.data_dir / personas.FILE).read_text())
    details = next(entry for entry in written if entry["email"] == persona.email)
    with unit_of_work():
        if persona.is_staff:
            code = pyotp.TOTP(details["totp_secret"]).at(clock.now())
            token = service.sign_in_staff(persona.email, details["password"], code, key=settings.sealing_key)
        else:
            assert details["password"] == details["totp_secret"] == ""
            service.request_code(persona.email, key=settings.secret_key.encode())
            token = service.sign_in_with_code(
                persona.email, _code_sent(persona.email), key=settings.secret_key.encode()
            )
    assert token is not None
    viewer = get_viewer_of(token, clock.now())
    assert viewer is not None
    assert viewer.name == persona.name
    assert viewer.holds(persona.role)
    assert viewer.is_staff is persona.is_staff


def test_the_area_coordinator_sees_one_area_alone() -> None:
    (grant,) = personas.BY_KEY["area_coordinator"].grants
    assert grant.covers("special_constabulary", "bristol")
    assert not grant.covers("special_constabulary", "somerset")
    assert not grant.covers("cadets", "bristol")


@pytest.mark.parametrize("persona", personas.STAFF, ids=lambda persona: str(persona.key))
def test_the_demonstration_password_would_be_accepted(persona: personas.Persona) -> None:
    assert refusals_of_password(personas.PASSWORD, email=persona.email, full_name=persona.name) == []


def test_personas_are_told_at_the_command_line(seeded: Flask) -> None:
    told = seeded.test_cli_runner().invoke(args=["demo", "personas"])
    assert told.exit_code == 0
    assert all(persona.email in told.output for persona in personas.PERSONAS)
    assert personas.PASSWORD in told.output


@pytest.mark.parametrize("command", [["seed"], ["bulk", "--scale", "small"], ["personas"]])
def test_nothing_of_it_runs_in_production(seeded: Flask, command: list[str]) -> None:
    settings = seeded.config["SETTINGS"]
    seeded.config["SETTINGS"] = dataclasses.replace(settings, environment="production")
    try:
        result = seeded.test_cli_runner().invoke(args=["demo", *command])
    finally:
        seeded.config["SETTINGS"] = settings
    assert result.exit_code == 1
    assert "not for production" in result.output


def _code_sent(email: str) -> str:
    newest = select(Message).where(Message.to_address == email).order_by(Message.id.desc()).limit(1)
    return str(db.session.scalars(newest).one().particulars["code"])
