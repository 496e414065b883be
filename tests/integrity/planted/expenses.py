"""Faults in what volunteers are paid back."""

from tests.expenses.builders import a_claim, meals
from tests.integrity.planted.planting import plants, sql
from tests.people.builders import a_viewer, a_volunteer
from volunteers.expenses import service
from volunteers.extensions import db
from volunteers.permissions import Role


@plants("claim_by_oneself")
def approved_by_the_claimant() -> list[int]:
    sql("ALTER TABLE expense_claims DROP CONSTRAINT ck_expense_claims_not_by_oneself")
    volunteer, by = a_volunteer(), a_viewer(Role.COORDINATOR)
    for given in (None, meals()):
        claim = a_claim(volunteer, given)
        service.decide(claim.id, version=1, pays=claim.pence, reason="", by=by)
    claim.decided_by_id = volunteer.account_id
    db.session.flush()
    return [claim.id]


@plants("batch_not_its_sum")
def claim_changed_after_it_went_out() -> list[int]:
    by, bad = a_viewer(Role.COORDINATOR), []
    for pence in (558, 500):
        claim = a_claim(a_volunteer())
        service.decide(claim.id, version=1, pays=558, reason="", by=by)
        batch = service.make_batch(of_cadets=False, by=by)
        claim.approved_pence = pence
        if pence != 558:
            bad.append(batch.id)
    db.session.flush()
    return bad
