"""Claims are approved, lowered or refused by someone else."""

from collections.abc import Iterable

from sqlalchemy import select

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.expenses.models import ExpenseClaim
from volunteers.expenses.rules import ClaimState, as_money, refusals_to_decide
from volunteers.extensions import db
from volunteers.history.service import record
from volunteers.notifications.rules import MessageKind
from volunteers.notifications.service import notify
from volunteers.people.models import Account
from volunteers.permissions import Permission, Viewer

CHANGED = Refusal("changed", "This claim was changed or decided meanwhile. Look at it again.")
NOTHING = Refusal("nothing", "Tick the claims you approve.")


def decide(claim_id: int, *, version: int, pays: int | None, reason: str, by: Viewer) -> ExpenseClaim:
    """Approve a claim in full or for less, or refuse it (``pays`` None), and tell the volunteer unless it is in full.

    Refused for one's own claim, for more than was claimed, and without a reason where it is not approved in full.
    """
    claim = _lock(claim_id, by)
    if claim.state is not ClaimState.WAITING or claim.version != version:
        raise Conflict(CHANGED)
    is_own = claim.account_id == by.account_id
    refusals = refusals_to_decide(is_own=is_own, claimed=claim.pence, pays=pays, reason=reason)
    if refusals:
        raise Refused(refusals)
    claim.state = ClaimState.REFUSED if pays is None else ClaimState.APPROVED
    claim.approved_pence, claim.reason = pays, reason
    claim.decided_at, claim.decided_by_id = clock.now(), by.account_id
    claim.version += 1
    act = "expense_claim_refused" if pays is None else "expense_claim_approved"
    record(act, subject="expense_claim", subject_id=claim.id, by=by.account_id, volunteer_id=claim.volunteer_id)
    if pays != claim.pence:
        _tell(claim, by)
    return claim


def approve_all(chosen: Iterable[tuple[int, int]], *, by: Viewer) -> int:
    """Approve these claims in full, each as it was seen (its id and version), or none of them; how many."""
    claims = sorted(set(chosen))
    if not claims:
        raise Refused(NOTHING)
    for claim_id, version in claims:
        claim = db.session.get(ExpenseClaim, claim_id)
        if claim is None:
            raise NotFound(f"no claim {claim_id}")
        decide(claim_id, version=version, pays=claim.pence, reason="", by=by)
    return len(claims)


def _lock(claim_id: int, by: Viewer) -> ExpenseClaim:
    within = by.within(Permission.EXPENSE_APPROVE, ExpenseClaim.strand.expression, ExpenseClaim.area.expression)
    wanted = select(ExpenseClaim).where(ExpenseClaim.id == claim_id, within).with_for_update()
    claim = db.session.scalars(wanted.execution_options(populate_existing=True)).first()
    if claim is None:
        raise NotFound(f"no claim {claim_id} for this viewer")
    return claim


def _tell(claim: ExpenseClaim, by: Viewer) -> None:
    account = db.session.get_one(Account, claim.account_id)
    day = claim.spent_on
    outcome = f"approved for {as_money(claim.approved_pence)}" if claim.approved_pence else "not approved"
    notify(
        MessageKind.EXPENSE_DECIDED, to=account.email, account_id=account.id, subject=("expense_claim", claim.id),
        of_strand=claim.strand, name=account.full_name, what=claim.kind.words.lower(),
        day=f"{day.day} {day:%B %Y}", amount=as_money(claim.pence), outcome=outcome, who=by.name, reason=claim.reason,
    )  # fmt: skip
