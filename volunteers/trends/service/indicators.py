"""Keeping numbers that others measure, beside ours and never among them."""

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import NotFound, Refusal, Refused
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.permissions import Viewer
from volunteers.trends.models import Indicator
from volunteers.trends.queries.plans import keeps_plans
from volunteers.trends.rules.plans import IndicatorDraft, code_of, refusals_of_indicator

KNOWN = Refusal("known", "There is a value of this indicator for that date already.")
NO_NAME = Refusal("name", "Give the indicator a name with letters in it.")
OTHER_UNIT = Refusal("unit", "Earlier values of this indicator are in another unit. Give this one another name.")


def enter_indicator(draft: IndicatorDraft, *, by: Viewer) -> Indicator:
    """Keep one value; values under the same name make a history. Raises ``Refused``."""
    if not keeps_plans(by):
        raise NotFound("indicators are of the whole force")
    code = code_of(draft.name)
    before = db.session.scalars(select(Indicator).where(Indicator.code == code)).all()
    refusals = [
        *refusals_of_indicator(draft, today=clock.today()),
        *([NO_NAME] if not code else []),
        *([KNOWN] if any(one.as_at == draft.as_at for one in before) else []),
        *([OTHER_UNIT] if any(one.unit is not draft.unit for one in before) else []),
    ]
    if refusals:
        raise Refused(refusals)
    indicator = Indicator(
        code=code, name=before[0].name if before else draft.name, value=draft.value, unit=draft.unit,
        as_at=draft.as_at, source=draft.source, source_url=draft.source_url, note=draft.note,
        entered_by_id=by.account_id, entered_at=clock.now(),
    )  # fmt: skip
    db.session.add(indicator)
    db.session.flush()
    record("indicator_entered", subject="indicator", subject_id=indicator.id, by=by.account_id, code=code)
    return indicator
