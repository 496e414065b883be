"""The proposal that waits to be looked at in the demonstration, made on its own day."""

from datetime import datetime
from pathlib import Path

import time_machine
from sqlalchemy import func, select

from tests.demo.conftest import an_empty_copy
from volunteers import clock
from volunteers.demo.personas import BY_KEY
from volunteers.extensions import db
from volunteers.local.servers import Addresses
from volunteers.people.models import Account
from volunteers.permissions import Viewer
from volunteers.rosters.models import Filling
from volunteers.rosters.queries.fillings import get_filling
from volunteers.rosters.rules.filling import FillingState
from volunteers.rosters.service.filling_accepting import accept
from volunteers.unit_of_work import unit_of_work

SEED = ["demo", "seed", "--seed", "7", "--volunteers", "20", "--years", "1", "--today", "2026-06-15"]


def test_it_can_be_accepted_as_it_stands(addresses: Addresses, template_database: str, tmp_path: Path) -> None:
    with (
        time_machine.travel(datetime(2026, 6, 15, 9, tzinfo=clock.LONDON), tick=False),
        an_empty_copy(addresses, template_database, "filling", tmp_path) as app,
    ):
        result = app.test_cli_runner().invoke(args=SEED)
        assert result.exit_code == 0, result.output
        with app.app_context():
            persona = BY_KEY["supervisor"]
            (number,) = db.session.scalars(select(Account.id).where(func.lower(Account.email) == persona.email))
            by = Viewer(number, persona.name, frozenset(persona.grants))
            found = get_filling(db.session.scalars(select(Filling.id)).one(), by)
            assert found.line.state is FillingState.READY
            assert found.totals.proposed > 5
            assert all(gap.reasons for _, duties in found.days for duty in duties for gap in duty.empty if gap.places)
            places = [one.id for _, duties in found.days for duty in duties for one in duty.proposed]
            with unit_of_work():
                came = accept(found.line.id, places, version=found.version, by=by)
            assert came.refused == ()
