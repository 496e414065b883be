"""Farm Watch in the demonstration: there is something to see on every page, and nothing that cannot be."""

from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.people.builders import an_account, as_viewer
from volunteers import clock
from volunteers.demo.farms import HOLDINGS, add_farms
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.demo.sheets import Sheets
from volunteers.farms import queries
from volunteers.integrity.queries.states.farms import STATES
from volunteers.people.models import Account
from volunteers.permissions import Role


def test_members_staff_and_the_farmer_have_something_to_see(app: Flask, session: Session) -> None:
    coordinator = an_account(Role.COORDINATOR)
    sheets = Sheets(session)
    add_farms(Scene(sheets, app.config["FORCE"], 1, clock.today(), {}, {"coordinator": coordinator.id}))
    sheets.write()
    by = as_viewer(coordinator)
    assert len(queries.list_premises(by)[0]) == len(HOLDINGS)
    assert [row.is_current for row in queries.list_alerts(by)] == [True, True, False]
    assert (len(queries.list_reports(by)), len(queries.list_visits(by))) == (1, 3)
    farmer = as_viewer(session.scalars(select(Account).where(Account.email == BY_KEY["farmer"].email)).one())
    assert queries.list_own_alerts(farmer)
    assert queries.list_own_items(farmer)
    assert not [row for state in STATES for row in session.execute(text(state.sql))]
