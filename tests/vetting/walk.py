"""The way of a vetting officer through the room, as a browser without JavaScript takes it."""

from datetime import date

from flask.testing import FlaskClient

from tests.pages import sent_form

DESK = "/staff/vetting"


def grant_next(officer: FlaskClient, *, on: date, level: str = "rv") -> None:
    """Take the next case, open it, tick every enquiry, and grant what it needs."""
    day = [str(on.day), str(on.month), str(on.year)]
    _send(officer, f"{DESK}/next", DESK)
    case = _first_case(officer)
    _send(officer, f"{case}/open", reason="begin", words="To vet them")
    page = officer.get(case).get_data(as_text=True)
    codes = [part.split('"')[0] for part in page.split('name="codes" type="checkbox" value="')[1:]]
    assert codes, page
    _send(officer, f"{case}/enquiries", case, codes=codes, done_on=day)
    _send(officer, f"{case}/outcome", outcome="granted", level=level, reference="RV-20411", result_on=day)


def _send(officer: FlaskClient, address: str, shown_on: str = "", **answers: object) -> None:
    form = officer.get(shown_on or address).get_data(as_text=True)
    answered = officer.post(address, data=sent_form(form, **answers))
    assert answered.status_code == 303, answered.get_data(as_text=True)


def _first_case(officer: FlaskClient) -> str:
    page = officer.get(DESK).get_data(as_text=True)
    numbers = [part.split('"')[0] for part in page.split(f'href="{DESK}/')[1:]]
    return f"{DESK}/{next(number for number in numbers if number.isdigit())}"
