"""Bringing in the plans and indicators a force has published, from ``published/plans_<force>.toml``."""

import tomllib
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.trends.models import Indicator, Objective, Plan
from volunteers.trends.rules.plans import code_of

FOLDER = Path(__file__).parent.parent / "published"


def import_plans(*, entered_at: datetime | None = None) -> int:
    """Bring in what is not there yet, and say how many plans are known to the file; running it again is harmless.

    What is brought in was entered now, unless said otherwise.
    What staff have changed, and a plan for days on which one of theirs is in force, are left as they are. A force
    without such a file has none.
    """
    path = FOLDER / f"plans_{current_force().code}.toml"
    if not path.exists():
        return 0
    entered_at = entered_at or clock.now()
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    for table in content["plans"]:
        _import_plan(table, entered_at)
    for row in content["indicators"]:
        _add(Indicator, entered_at=entered_at, code=code_of(row["name"]), **{**row, "value": Decimal(row["value"])})
    return len(content["plans"])


def _import_plan(table: dict[str, Any], entered_at: datetime) -> None:
    plain = {name: value for name, value in table.items() if name != "objectives"}
    _add(Plan, version=1, entered_at=entered_at, **plain)
    plan_id = db.session.scalar(select(Plan.id).where(Plan.code == table["code"]))
    if plan_id is not None:
        for row in table.get("objectives", ()):
            _add(Objective, plan_id=plan_id, entered_at=entered_at, **row)


def _add(model: type[Any], **values: Any) -> None:
    db.session.execute(insert(model).values(**values).on_conflict_do_nothing())
