"""Nothing is created twice: the same form token returns the first result, and refuses another body."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from volunteers import clock
from volunteers.errors import Conflict, Refusal
from volunteers.extensions import db
from volunteers.unit_of_work import unit_of_work
from volunteers.web.forms import CreatingForm
from volunteers.web.models import FormReceipt

KEPT_FOR = timedelta(days=30)
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
        if not _claim(token, account_id, purpose, fingerprint):
            return _first_result(token, account_id, purpose, fingerprint)
        location = create()
        session.execute(update(FormReceipt).where(FormReceipt.token == token).values(location=location))
    return location


def do_once(form: CreatingForm, *, purpose: str, account_id: int | None, do: Callable[[], None]) -> None:
    """Run ``do`` unless this very form was sent before with these answers, as by a second press of its button.

    Other answers are another matter: someone went back and put an address right.
    """
    token = hashlib.sha256(f"{form.once.data} {form.fingerprint()}".encode()).hexdigest()
    with unit_of_work():
        if _claim(token, account_id, purpose, fingerprint=token):
            do()


def forget_old() -> None:
    """Erase what no page that is still open could send again."""
    db.session.execute(delete(FormReceipt).where(FormReceipt.created_at < clock.now() - KEPT_FOR))


def _claim(token: str, account_id: int | None, purpose: str, fingerprint: str) -> bool:
    """Write the receipt; False when it is there already."""
    claimed = db.session.scalar(
        insert(FormReceipt)
        .values(token=token, account_id=account_id, purpose=purpose, fingerprint=fingerprint, created_at=clock.now())
        .on_conflict_do_nothing()
        .returning(FormReceipt.token)
    )
    return claimed is not None


def _first_result(token: str, account_id: int | None, purpose: str, fingerprint: str) -> str:
    receipt = db.session.scalars(select(FormReceipt).where(FormReceipt.token == token)).one()
    same = (receipt.account_id, receipt.purpose, receipt.fingerprint) == (account_id, purpose, fingerprint)
    if not same or receipt.location is None:
        raise Conflict(OTHER_ANSWERS)
    return receipt.location
