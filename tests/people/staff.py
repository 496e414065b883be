"""A member of staff who signs in as a browser does."""

from datetime import timedelta

import pyotp
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import sent_form
from volunteers import clock
from volunteers.people import service
from volunteers.permissions import Grant, Role

PASSWORD = "a lamp, a kettle and a boat"


class Staff:
    """A member of staff with their telephone in hand."""

    def __init__(self, client: FlaskClient, email: str = "casey@force.example") -> None:
        self.client, self.email = client, email
        self.key = client.application.config["SETTINGS"].sealing_key
        self.account, self.secret = service.create_staff(
            email=email, full_name="Casey Brook", password=PASSWORD, grants=[Grant(Role.ADMINISTRATOR)], key=self.key
        )

    def code(self, steps_away: int = 0) -> str:
        return pyotp.TOTP(self.secret).at(clock.now() + timedelta(seconds=30 * steps_away))

    def sign_in(self, code: str | None = None, client: FlaskClient | None = None, **answers: str) -> TestResponse:
        browser = client or self.client
        page = browser.get("/staff/sign-in").get_data(as_text=True)
        given = {"email": self.email, "password": PASSWORD, "code": code or self.code(), **answers}
        return browser.post("/staff/sign-in", data=sent_form(page, **given))
