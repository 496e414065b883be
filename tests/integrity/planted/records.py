"""Faults in the records of those who serve."""

from datetime import timedelta

from tests.integrity.planted.planting import plants, sql
from tests.records.builders import a_kit_item, a_review, a_signer, a_special, an_evidence
from volunteers import clock
from volunteers.records.rules import EvidenceState


@plants("evidence_by_oneself")
def signed_by_the_volunteer() -> list[int]:
    sql("ALTER TABLE skill_evidence DROP CONSTRAINT ck_skill_evidence_not_by_oneself")
    special = a_special()
    an_evidence(special, a_signer(), state=EvidenceState.SIGNED)
    return [an_evidence(special, special.account, state=EvidenceState.SIGNED).id]


@plants("review_by_oneself")
def written_by_the_volunteer() -> list[int]:
    sql("ALTER TABLE reviews DROP CONSTRAINT ck_reviews_not_by_oneself")
    special = a_special()
    a_review(special, a_signer())
    return [a_review(special, special.account).id]


@plants("serial_out_twice")
def with_two_people() -> list[int]:
    sql("ALTER TABLE kit_items DROP CONSTRAINT ex_kit_items_one_place_at_a_time")
    bad = a_kit_item(a_special(), serial="R1")
    a_kit_item(a_special(), serial="R1", issued_on=clock.today() - timedelta(days=3))
    a_kit_item(a_special(), serial="R2")
    a_kit_item(a_special(), kind="body_armour", serial="R2")
    return [bad.id]
