"""Who asks for the pages: people with real sign-ins in the database under measurement, and their forms."""

import itertools
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import Select, select

from bench.load import Request
from config import load_settings
from tests.applications.builders import an_application
from tests.people.builders import a_volunteer, an_account, as_viewer
from tests.rosters.builders import a_duty, a_post
from volunteers import clock
from volunteers.app import create_app
from volunteers.applications.models import Application
from volunteers.extensions import db
from volunteers.people import service as people
from volunteers.people.models import Account
from volunteers.permissions import Role, Viewer
from volunteers.rosters.models import Duty, DutyState
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work

STRAND = "special_constabulary"
DRAFTS = 500
VOLUNTEERS = 500
DUTIES = 10


@dataclass
class Signed:
    """A signed-in person's cookie, and the form tokens that go with it."""

    account_id: int
    cookie: str
    csrf: str

    def get(self, path: str) -> Request:
        return Request("GET", path, {"Cookie": self.cookie})

    def post(self, path: str, expect: int = 303, **answers: str) -> Request:
        """A form as the page would send it, with a token of its own against repeats."""
        body = urlencode({"csrf_token": self.csrf, "once": secrets.token_urlsafe(18), **answers}).encode()
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return Request("POST", path, headers, body, expect)


@dataclass
class Cast:
    """Everyone a scenario needs, and what they open."""

    coordinator: Signed
    analyst: Signed
    volunteer: Signed
    draft: tuple[Signed, str]
    reference: str
    duty_id: int
    post_id: int
    search: str
    submitters: Iterator[tuple[Signed, str]] = field(default_factory=lambda: iter(()))
    bookers: Iterator[tuple[Signed, int, int]] = field(default_factory=lambda: iter(()))

    @classmethod
    def find(cls, settings: dict[str, str]) -> "Cast":
        """Make these people in the database that ``settings`` name; the data it holds is the crowd around them."""
        with application(settings) as app, unit_of_work():
            coordinator = an_account(Role.COORDINATOR, email="bench-coordinator@force.example")
            analyst = an_account(Role.OPCC_ANALYST, email="bench-analyst@opcc.example")
            drafts = [_draft(app, number) for number in range(DRAFTS)]
            duties = itertools.cycle([_duty(number, coordinator) for number in range(DUTIES)])
            viewer = as_viewer(coordinator)
            bookers = [_booker(app, number, viewer) for number in range(VOLUNTEERS)]
            staff = signed(app, coordinator)
            db.session.commit()  # the search is asked of the application itself, which must find the sign-in
            return cls(
                coordinator=staff, search=_search(app, staff), analyst=signed(app, analyst), volunteer=bookers[0],
                draft=drafts[0], reference=db.session.scalars(_submitted().limit(1)).one().reference,
                duty_id=db.session.scalars(_upcoming().limit(1)).one().id,
                post_id=_duty(DUTIES, coordinator).posts[0].id, submitters=iter(drafts[1:]),
                bookers=iter([(who, duty.id, duty.posts[0].id) for who, duty in zip(bookers[1:], duties)]),  # noqa: B905
            )  # fmt: skip


@contextmanager
def application(settings: dict[str, str]) -> Iterator[Flask]:
    """The application over these settings, in its context; the environment is left as it was."""
    kept = dict(os.environ)
    app = create_app(load_settings(settings))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    os.environ.clear()
    os.environ.update(kept)


def signed(app: Flask, account: Account) -> Signed:
    """A real sign-in row, and the cookie a browser would hold after it."""
    word = secrets.token_hex(20)
    token = people.begin_sign_in(account.id, lasts=timedelta(hours=10))
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    cookie = serializer.dumps({"_user_id": token, "_fresh": True, "csrf_token": word})
    csrf = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token").dumps(word)
    return Signed(account.id, f"session={cookie}", str(csrf))


def _search(app: Flask, staff: Signed) -> str:
    """The address a search leads to: its words are sealed in it."""
    asked = staff.post("/staff/applications", words="an")
    answer = app.test_client(use_cookies=False).post(asked.path, data=asked.body, headers=asked.headers)
    return str(answer.headers["Location"])


def _draft(app: Flask, number: int) -> tuple[Signed, str]:
    account = an_account(Role.APPLICANT, email=f"bench-applicant{number}@example.com")
    made = an_application(
        account=account, stage=get_strand(STRAND).pipeline.first.code, reference=f"SC-BNCH-{number:04d}"
    )
    return signed(app, account), made.reference


def _duty(number: int, by: Account) -> Duty:
    begins = clock.now() + timedelta(days=20 + number)
    return a_duty(title=f"Measured duty {number}", starts_at=begins, hours=4, posts=[a_post(places=1_000)], by=by)


def _booker(app: Flask, number: int, by: Viewer) -> Signed:
    account = an_account(Role.APPLICANT, email=f"bench-volunteer{number}@example.com")
    a_volunteer(account=account, first_name="Bench", last_name=f"Volunteer {number}", by=by)
    return signed(app, account)


def _submitted() -> Select[Application]:
    return select(Application).where(Application.stage == "pre_employment_checks").order_by(Application.id)


def _upcoming() -> Select[Duty]:
    return (
        select(Duty)
        .where(Duty.strand == STRAND, Duty.state == DutyState.PUBLISHED, Duty.starts_at > clock.now())
        .order_by(Duty.starts_at)
    )
