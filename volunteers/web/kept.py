"""What was typed and could not be used: kept sealed, so that its page brings it back.

A sign-in that ran out or was no longer fresh, "Save and come back later" beside an unfinished answer, a page that was
left: nothing typed is lost. The person's account holds it or, before they sign in again, a token in their browser's
session.
"""

import json
import secrets
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import g, request, session
from flask_wtf.csrf import validate_csrf
from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert
from werkzeug.datastructures import MultiDict
from wtforms.validators import ValidationError

from volunteers import clock
from volunteers.extensions import db, sealing_key
from volunteers.sealing import seal, unseal
from volunteers.web.models import KeptForm

IN_SESSION = "kept"
TYPED_ON = "typed_on"
KEPT_FOR = timedelta(days=7)
MOST_BYTES = 64_000
# Authentic however old: a page that lay open for days is what this is for.
ANY_AGE = int(KEPT_FOR.total_seconds())
NOT_TYPED = {"csrf_token", "once", "seen", "later", "keep"}

Typed = MultiDict[str, Any]


def of_account(account_id: int) -> str:
    """The holder of what a person typed while they were signed in."""
    return f"account:{account_id}"


def of_visitor() -> str | None:
    """The holder of what was typed in this browser after its sign-in had run out; None when nothing was."""
    token = session.get(IN_SESSION)
    return f"visitor:{token}" if token else None


def keep(holder: str, path: str, typed: Typed) -> bool:
    """Keep what was typed on a page, in place of what was kept of it before; False when it is too much to keep."""
    fields = [(name, value) for name, value in typed.items(multi=True) if name not in NOT_TYPED]
    content = json.dumps(fields)
    if not fields or len(content) > MOST_BYTES:
        return False
    row = KeptForm(token_digest=sha256(holder.encode()).hexdigest(), path=path)
    values = {"sealed": seal(content, key=sealing_key(), place=row.place), "created_at": clock.now()}
    db.session.execute(
        insert(KeptForm)
        .values(token_digest=row.token_digest, path=path, **values)
        .on_conflict_do_update(index_elements=["token_digest", "path"], set_=values)
    )
    return True


def keep_for_visitor() -> bool:
    """Keep the form of this request for whoever sent it; only where it came from one of our own pages."""
    try:
        validate_csrf(request.form.get("csrf_token"), time_limit=ANY_AGE)
    except ValidationError:
        return False
    session.setdefault(IN_SESSION, secrets.token_urlsafe(18))
    return keep(str(of_visitor()), request.path, request.form)


def keep_for_account(account_id: int, page: str) -> bool:
    """Keep the form of this request for the person signed in, to stand on that page again (see ``come_back``).

    Only where it came from one of our own pages; False when nothing was typed, or too much to keep.
    """
    session.pop(TYPED_ON, None)
    try:
        validate_csrf(request.form.get("csrf_token"), time_limit=ANY_AGE)
    except ValidationError:
        return False
    is_kept = keep(of_account(account_id), page, request.form)
    if is_kept:
        session[TYPED_ON] = page
    return is_kept


def may_come_back() -> bool:
    """Whether this is the page on which what was kept by ``keep_for_account`` stands again."""
    return request.method in {"GET", "HEAD"} and session.get(TYPED_ON) == request.path


def come_back(account_id: int, names: Collection[str]) -> Typed | None:
    """What was typed on the page of this request and kept by ``keep_for_account``, for a form with these fields.

    Asks the database only on that page. None for a form that lacks one of the fields: it is another of the page.
    """
    if not may_come_back():
        return None
    if "typed_before" not in g:
        g.typed_before = find(of_account(account_id), request.path)
    typed: Typed | None = g.typed_before
    # A date is one field whose parts are sent as name-day, name-month and name-year.
    if typed is None or not all(name in names or name.partition("-")[0] in names for name in typed):
        return None
    return typed


def was_sent(account_id: int) -> None:
    """What stood on its page again has been sent: it is kept no longer."""
    page = session.pop(TYPED_ON, None)
    if page:
        forget(of_account(account_id), page)


def find(holder: str, path: str) -> Typed | None:
    """What was typed on that page, or None."""
    row = db.session.get(KeptForm, (sha256(holder.encode()).hexdigest(), path))
    if row is None or row.created_at < clock.now() - KEPT_FOR:
        return None
    return MultiDict(json.loads(unseal(row.sealed, key=sealing_key(), place=row.place)))


def forget(holder: str, path: str) -> None:
    """What was typed there has been used."""
    digest = sha256(holder.encode()).hexdigest()
    db.session.execute(delete(KeptForm).where(KeptForm.token_digest == digest, KeptForm.path == path))


def forget_old() -> None:
    """Erase what nobody came back for."""
    db.session.execute(delete(KeptForm).where(KeptForm.created_at < clock.now() - KEPT_FOR))
