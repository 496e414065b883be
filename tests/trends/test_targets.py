"""Entering a target."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.people.builders import a_viewer
from volunteers.errors import NotFound, Refused
from volunteers.history.models import HistoryEntry
from volunteers.permissions import Role
from volunteers.trends.models import Target
from volunteers.trends.rules import Measure
from volunteers.trends.rules.target_drafts import TargetDraft
from volunteers.trends.service import enter_target
from volunteers.unit_of_work import unit_of_work

DRAFT = TargetDraft(
    strand="special_constabulary", measure=Measure.HEADCOUNT, area=None, low=300, high=350, due_on=date(2029, 3, 31),
    is_published=False, source="Minutes of the board", source_on=date(2025, 1, 30),
)  # fmt: skip


def test_a_target_is_kept_with_who_entered_it_and_noted_in_the_history(session: Session) -> None:
    analyst = a_viewer(Role.OPCC_ANALYST)

    with unit_of_work():
        target = enter_target(DRAFT, by=analyst)

    kept = session.get_one(Target, target.id)
    assert (kept.low, kept.high, kept.source, kept.entered_by_id) == (300, 350, DRAFT.source, analyst.account_id)
    noted = session.query(HistoryEntry).filter_by(act="target_entered").one()
    assert (noted.subject_id, noted.by_account_id) == (target.id, analyst.account_id)


@pytest.mark.parametrize(
    ("role", "strand", "area"),
    [
        (Role.COORDINATOR, None, None),
        (Role.ADMINISTRATOR, None, None),
        (Role.OPCC_ANALYST, "cadets", None),
        (Role.OPCC_ANALYST, None, "bristol"),  # an area is not the whole force
    ],
)
def test_it_takes_an_analyst_of_the_strand_and_place(
    session: Session, role: Role, strand: str | None, area: str | None
) -> None:
    with pytest.raises(NotFound):
        enter_target(DRAFT, by=a_viewer(role, strand, area))

    assert session.query(Target).count() == 0


def test_all_that_is_wrong_is_said_at_once(session: Session) -> None:
    with pytest.raises(Refused) as refused:
        enter_target(replace(DRAFT, high=1, is_published=True), by=a_viewer(Role.OPCC_ANALYST))

    assert [refusal.code for refusal in refused.value.refusals] == ["range", "unseen"]
