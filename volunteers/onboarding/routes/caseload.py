"""The caseload: what waits on the viewer first, narrowed by strand, stage and area, or searched."""

import base64
import binascii

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.errors import NotFound
from volunteers.extensions import sealing_key
from volunteers.onboarding import queries
from volunteers.onboarding.forms import SearchForm
from volunteers.onboarding.queries import Wanted
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules import Place
from volunteers.permissions import Permission
from volunteers.sealing import SealBroken, seal, unseal
from volunteers.web.access import needs, viewer


@bp.get("/staff/applications")
@needs(Permission.APPLICATION_READ)
def caseload() -> str:
    return _page(SearchForm(formdata=None))


@bp.post("/staff/applications")
@needs(Permission.APPLICATION_READ)
def search() -> Response | str:
    """Search words are names and addresses, so they go into the next address sealed, never as they were typed."""
    form = SearchForm()
    if not form.ready():
        return _page(form)
    return redirect(url_for("onboarding.caseload", found=_sealed(form.words.data)), code=303)


def _page(form: SearchForm) -> str:
    asked = request.args
    words = _opened(asked["found"]) if asked.get("found") else None
    if words and not form.is_submitted():
        form.words.data = words
    wanted = Wanted(
        strand=asked.get("strand") or None,
        stage=asked.get("stage") or None,
        area=asked.get("area") or None,
        after=Place.read(asked.get("after")),
        words=words,
    )
    page = queries.get_caseload(wanted, viewer())
    may_record = viewer().may(Permission.APPLICATION_RECORD)
    return render_template("onboarding/caseload.html", page=page, form=form, may_record=may_record)


def _sealed(words: str) -> str:
    sealed = seal(words, key=sealing_key(), place=_place())
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def _opened(word: str) -> str:
    """The words of a search this viewer made; another's, or a broken one, is not found."""
    try:
        sealed = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
        return unseal(sealed, key=sealing_key(), place=_place())
    except (binascii.Error, SealBroken, ValueError):
        raise NotFound("no such search of this viewer") from None


def _place() -> str:
    return f"onboarding.search.{viewer().account_id}"
