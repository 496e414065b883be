"""A running copy of the service, the same application in this process, and staff who can sign in to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyotp
from flask import Flask
from flask.testing import FlaskClient

from config import load_settings
from tests.pages import MannerlyClient
from tests.service import Service, running_service
from volunteers import clock
from volunteers.app import create_app
from volunteers.extensions import db
from volunteers.people import service as people
from volunteers.permissions import Grant, Role
from volunteers.strands.queries import forget_versions
from volunteers.unit_of_work import unit_of_work

PASSWORD = "correct horse battery staple"


@dataclass
class Copy:
    """Where it runs, and the secrets of its staff's authenticators by address."""

    app: Flask
    service: Service
    secrets: dict[str, str] = field(default_factory=dict)

    def browser(self) -> FlaskClient:
        """A browser without JavaScript, of nobody signed in."""
        return self.app.test_client()

    def begin_anew(self) -> None:
        """Forget whoever was made, what was posted, and how often anyone tried."""
        self.secrets.clear()
        self.service.mailbox.messages.clear()
        forget_versions()
        connection = self.app.extensions["redis"]
        for key in connection.scan_iter("LIMITS*"):
            connection.delete(key)

    def make_staff(self, *roles: Role) -> None:
        """One account for each role, over every strand and area; ``<role>@force.example``."""
        for role in roles:
            self._make(role, self.address_of(role), f"Staff {role}")

    def make_second(self, role: Role) -> None:
        """Another account with a role, for what takes two people; ``second-<role>@force.example``."""
        self._make(role, self.address_of(role, second=True), f"Second {role}")

    def address_of(self, role: Role, *, second: bool = False) -> str:
        return f"second-{role}@force.example" if second else f"{role}@force.example"

    def code_of(self, role: Role, *, second: bool = False) -> str:
        """What the authenticator of this role's account shows now."""
        return str(pyotp.TOTP(self.secrets[self.address_of(role, second=second)]).at(clock.now()))

    def _make(self, role: Role, address: str, name: str) -> None:
        key = self.app.config["SETTINGS"].sealing_key
        with self.app.app_context(), unit_of_work():
            _, self.secrets[address] = people.create_staff(
                email=address,
                full_name=name,
                password=PASSWORD,
                grants=[Grant(role), Grant(Role.CLEARED_FOR_CHILDREN)],
                key=key,
            )


@contextmanager
def running_copy(environment: dict[str, str], data_dir: Path) -> Iterator[Copy]:
    """Web server, worker, mail catcher and application, until the block ends."""
    with running_service(environment, data_dir) as service:
        mail = {name: service.environment[name] for name in ("MAIL_PORT", "PUBLIC_URL")}
        app = create_app(load_settings({**environment, **mail}))
        app.test_client_class = MannerlyClient
        yield Copy(app, service)
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
