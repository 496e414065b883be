"""What GOV.UK Notify tells of a text message it took: whether it reached the telephone.

docs.notifications.service.gov.uk, "Callbacks": a POST of JSON with a bearer token that both sides know.
"""

import hmac
import json

from flask import abort, current_app, request
from flask.typing import ResponseReturnValue

from volunteers.notifications.routes.blueprint import bp
from volunteers.notifications.rules.reaching import NOTIFY_STATUSES
from volunteers.notifications.service.reaching import note_receipt
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import public
from volunteers.web.bodies import takes_files

LONGEST = 20_000


@bp.post("/notify/receipts")
@public
@takes_files
def take_receipt() -> ResponseReturnValue:
    """Note a receipt. 204 for one of a message of ours, or of a state that tells nothing yet; Notify asks no more."""
    _refuse_strangers()
    told = _read()
    receipt = NOTIFY_STATUSES.get(str(told.get("status")))
    if receipt is not None:
        with unit_of_work():
            note_receipt(str(told.get("reference") or ""), receipt)
    return "", 204


def _refuse_strangers() -> None:
    """Whoever does not know the token finds nothing here, in the same time whatever they say."""
    settings = current_app.config["SETTINGS"].notify
    expected = f"Bearer {settings.receipt_token}" if settings else ""
    given = request.headers.get("Authorization", "")
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        abort(404)


def _read() -> dict[str, object]:
    """The receipt, as far as it is one."""
    if (request.content_length or 0) > LONGEST:
        abort(413)
    try:
        told = json.loads(request.stream.read(LONGEST + 1))
    except (ValueError, RecursionError):
        abort(400)
    return told if isinstance(told, dict) else abort(400)
