"""Pages of those who plan and lead duties, as tests open them, and minimum cover for tests."""

from collections.abc import Sequence
from datetime import time

from flask.testing import FlaskClient

from tests.pages import sent_form
from tests.people.builders import SPECIALS, a_volunteer, an_account
from volunteers import clock
from volunteers.extensions import db
from volunteers.people.models import Volunteer
from volunteers.permissions import Role
from volunteers.places.models import Unit, UnitKind
from volunteers.rosters.models.cover import CoverRule


def page(browser: FlaskClient, address: str, status: int = 200) -> str:
    response = browser.get(address)
    assert response.status_code == status, response.get_data(as_text=True)[-2000:]
    return response.get_data(as_text=True)


def send(browser: FlaskClient, address: str, shown_at: str | None = None, **answers: object) -> tuple[int, str]:
    """Fill in the form of a page and send it: the status, and where it leads or the page it gives."""
    sent = sent_form(page(browser, shown_at or address), **answers)
    response = browser.post(address, data=sent)
    return response.status_code, response.location or response.get_data(as_text=True)


def a_special(last_name: str = "Hughes", **more: object) -> Volunteer:
    return a_volunteer(grade="qualified", last_name=last_name, **more)


def a_station(name: str = "Taunton", *, area: str = "somerset", **more: object) -> Unit:
    """A team of Specials; without a position unless one is given."""
    number = db.session.query(Unit).count()
    unit = Unit(code=f"station_{number}", name=name, kind=UnitKind.STATION, strand=SPECIALS, area=area, **more)
    db.session.add(unit)
    db.session.flush()
    return unit


def a_cover_rule(
    unit: Unit,
    *,
    weekdays: Sequence[int] = range(7),
    starts: time = time(18),
    ends: time = time(22),
    people: int = 2,
    strand: str = SPECIALS,
) -> CoverRule:
    """Two people every evening."""
    rule = CoverRule(
        strand=strand, unit_id=unit.id, weekdays=list(weekdays), starts=starts, ends=ends, people=people,
        created_by_id=an_account(Role.SUPERVISOR).id, created_at=clock.now(),
    )  # fmt: skip
    db.session.add(rule)
    db.session.flush()
    return rule
