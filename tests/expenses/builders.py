"""Claims for tests: good in every detail that a test does not name."""

from datetime import date, time, timedelta

from tests.people.builders import as_viewer
from volunteers import clock
from volunteers.expenses import service
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.rules import Drive, Given, Other, Subsistence
from volunteers.people.models import Volunteer


def yesterday() -> date:
    return clock.today() - timedelta(days=1)


def a_drive(tenths: int = 124, *, on: date | None = None, sign_up_id: int | None = None, **more: object) -> Given:
    """12.4 miles by car from Taunton to Bridgwater, yesterday."""
    parts = {"vehicle": "car", "from_place": "Taunton", "to_place": "Bridgwater", "is_sure": False, **more}
    return Given(on or yesterday(), sign_up_id, Drive(tenths=tenths, **parts))  # type: ignore[arg-type]


def meals(left: time = time(16), back: time = time(22, 30), *, on: date | None = None) -> Given:
    """Away for six and a half hours, yesterday."""
    return Given(on or yesterday(), None, Subsistence(left, back))


def parking(pence: int = 450, receipt: str = "", what: str = "Parking") -> Given:
    return Given(yesterday(), None, Other(what, pence, receipt))


def a_claim(volunteer: Volunteer, given: Given | None = None) -> ExpenseClaim:
    """A claim of theirs that waits."""
    return service.claim(given or a_drive(), by=as_viewer(volunteer.account))
