"""The world that every persona meets: one of everything in Bristol, and who asks for it. Built once, then undone.

Addresses of ``permissions.csv`` hold names in braces; ``World.names`` says what they stand for. A persona may have
something of its own under the same name: its own link, its own sign-in, its own application.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Connection, delete, text, update
from werkzeug.test import TestResponse

from tests.permissions.cast import Persona, cast
from tests.permissions.things import make_things
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Account, RoleGrant, SignIn
from volunteers.people.queries import digest_of
from volunteers.people.service import begin_sign_in
from volunteers.strands.queries import forget_versions

# What a refused request may leave: the history says who tried, and what was typed waits for who signs in again.
MAY_GROW = {"history_entries", "history_seals", "sign_ins", "kept_forms", "alembic_version"}
CSRF = "the same in every session of this world"


@dataclass
class World:
    """Everything there is, and the connection on which whatever is done to it is undone."""

    app: Flask
    connection: Connection
    names: dict[str, str] = field(default_factory=dict)
    personas: dict[str, Persona] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def address(self, template: str, persona: str) -> str:
        """The address of a row as this persona asks for it."""
        return template.format_map({**self.names, **self.personas[persona].names})

    def ask(self, method: str, template: str, persona: str, sends: str = "") -> TestResponse:
        """What this persona is answered: a real request, with a good CSRF token when it sends something."""
        browser = FlaskClient(self.app, self.app.response_class, use_cookies=False)
        data = {**dict(parse_qsl(sends)), "csrf_token": self.token, "once": "o" * 24} if method == "POST" else None
        headers = {"Cookie": f"session={self.cookies[persona]}"}
        return browser.open(self.address(template, persona), method=method, data=data, headers=headers, buffered=True)

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever is done inside has not happened."""
        savepoint = self.connection.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()
            forget_versions()  # which a process reads once

    def rows_by_table(self) -> dict[str, int]:
        """How many rows each table holds that a refused request has no business with; one statement."""
        tables = sorted(set(db.metadata.tables) - MAY_GROW)
        counts = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)  # noqa: S608
        return {str(name): int(number) for name, number in self.connection.execute(text(counts))}


def outcome(answer: TestResponse) -> str:
    """An answer in a word: its status, or where it sends someone who has to prove who they are."""
    if answer.status_code not in {302, 303}:
        return str(answer.status_code)
    leads_to = urlsplit(answer.headers["Location"]).path
    known = {"/sign-in": "sign-in", "/staff/sign-in": "sign-in", "/staff/confirm": "confirm"}
    return known.get(leads_to, "303")


@contextmanager
def a_world(app: Flask) -> Iterator[World]:
    """The world on one connection of the application's database, all of it undone at the end."""
    with app.app_context():
        connection = db.engine.connect()
        engines: dict[str | None, Any] = db._app_engines[app]
        engine = engines[None]
    outer = connection.begin()
    connection.begin_nested()
    engines[None] = connection
    try:
        world = World(app, connection)
        with app.app_context():
            _fill(world)
        yield world
    finally:
        engines[None] = engine
        outer.rollback()
        connection.close()


def _fill(world: World) -> None:
    world.names = make_things()
    world.personas = {persona.name: persona for persona in cast(world.names)}
    for persona in world.personas.values():
        world.cookies[persona.name] = _cookie(world, persona)
    db.session.commit()
    world.token = str(URLSafeTimedSerializer(str(world.app.secret_key), salt="wtf-csrf-token").dumps(CSRF))


def _cookie(world: World, persona: Persona) -> str:
    """The session of a browser in which this persona signed in, if they did."""
    held: dict[str, Any] = {"csrf_token": CSRF}
    if persona.account_id is not None:
        token = begin_sign_in(persona.account_id, lasts=timedelta(hours=10))
        held |= {"_user_id": token, "_fresh": True}
        if persona.is_stale:
            long_ago = clock.now() - timedelta(hours=1)
            stale = update(SignIn).where(SignIn.token_digest == digest_of(token))
            db.session.execute(stale.values(confirmed_at=long_ago))
        if persona.lost_rights:
            db.session.execute(delete(RoleGrant).where(RoleGrant.account_id == persona.account_id))
        if persona.is_disabled:
            db.session.execute(update(Account).where(Account.id == persona.account_id).values(disabled_at=clock.now()))
    serializer = world.app.session_interface.get_signing_serializer(world.app)  # type: ignore[attr-defined]
    return str(serializer.dumps(held))
