"""The builders other rooms stand on."""

import pytest
from sqlalchemy.orm import Session

from tests.applications.builders import an_application


@pytest.mark.parametrize(
    ("stage", "changes"),
    [
        ("draft", []),
        ("submitted", ["submitted"]),
        ("interview", ["submitted", "sift", "interview"]),
        ("withdrawn", ["submitted", "withdrawn"]),
    ],
)
def test_an_application_has_a_dated_change_for_every_stage_on_its_way(
    session: Session, stage: str, changes: list[str]
) -> None:
    made = an_application(stage=stage)
    assert made.stage == stage
    assert [change.to_stage for change in made.changes] == changes
    assert (made.submitted_at is None) == (stage == "draft")
