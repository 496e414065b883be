"""Nothing is created twice: the same form token returns the first result, and refuses another body."""

from collections.abc import Callable

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.errors import Conflict, Refusal
from volunteers.extensions import db
from volunteers.unit_of_work import unit_of_work
from volunteers.web.forms import CreatingForm
from volunteers.web.models import FormReceipt

OTHER_ANSWERS = Refusal(
    "other_answers",
    "This form was already sent with other answers. Open a new form to make another one.",
)


def create_once(form: CreatingForm, *, purpose: str, account_id: int | None, create: Callable[[], str]) -> str:
    """Run ``create`` and give the address of what it made; a repeat of the same form gives the first address.

    The receipt is written first and in the same transaction, so a simultaneous repeat waits for the first to finish.
    A refusal raised by ``create`` rolls the receipt back: the token is not used up.
    """
    token, fingerprint = form.once.data or "", form.fingerprint()
    with unit_of_work() as session:
        claimed = session.scalar(
            insert(FormReceipt)
            .values(
                token=token, account_id=account_id, purpose=purpose, fingerprint=fingerprint, created_at=clock.now()
            )
            .on_conflict_do_nothing()
            .returning(FormReceipt.token)
        )
        if claimed is None:
            return _first_result(token, account_id, purpose, fingerprint)
        location = create()
        session.execute(update(FormReceipt).where(FormReceipt.token == token).values(location=location))
    return location


def _first_result(token: str, account_id: int | None, purpose: str, fingerprint: str) -> str:
    receipt = db.session.scalars(select(FormReceipt).where(FormReceipt.token == token)).one()
    same = (receipt.account_id, receipt.purpose, receipt.fingerprint) == (account_id, purpose, fingerprint)
    if not same or receipt.location is None:
        raise Conflict(OTHER_ANSWERS)
    return receipt.location
