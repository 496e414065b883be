"""The caseload: what waits on the viewer first, then lists that filters narrow, or a search."""

import base64
import binascii
from collections.abc import Sequence
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.errors import NotFound
from volunteers.extensions import sealing_key
from volunteers.onboarding import queries
from volunteers.onboarding.forms import SearchForm
from volunteers.onboarding.queries import Caseload, SavedView, Wanted
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.rules import Filters, Place, tab_of
from volunteers.permissions import Permission
from volunteers.sealing import SealBroken, seal, unseal
from volunteers.web.access import needs, viewer


@bp.get("/staff/applications")
@needs(Permission.APPLICATION_READ)
def caseload() -> Response | str:
    """Without anything asked it begins with the view someone chose to begin with, if they did."""
    views = queries.list_views(viewer())
    start = next((view for view in views if view.is_start), None)
    if start is not None and not request.args and queries.can_open(start.filters, viewer()):
        return redirect(url_for("onboarding.caseload", **start.filters), code=303)
    return _page(SearchForm(formdata=None), views)


@bp.post("/staff/applications")
@needs(Permission.APPLICATION_READ)
def search() -> Response | str:
    """Search words are names and addresses, so they go into the next address sealed, never as they were typed."""
    form = SearchForm()
    if not form.ready():
        return _page(form, queries.list_views(viewer()))
    return redirect(url_for("onboarding.caseload", found=_sealed(form.words.data)), code=303)


def _page(form: SearchForm, views: Sequence[SavedView]) -> str:
    asked = request.args
    words = _opened(asked["found"]) if asked.get("found") else None
    if words and not form.is_submitted():
        form.words.data = words
    filters = Filters.read(asked)
    wanted = Wanted(filters, tab_of(asked.get("list"), filters), Place.read(asked.get("after")), words)
    page = queries.get_caseload(wanted, viewer())
    return render_template(
        "onboarding/caseload.html", page=page, form=form, views=views, place=f"{url_for('onboarding.caseload')}/",
        may=viewer().may, Permission=Permission, waiting_decisions=queries.count_waiting_decisions(viewer()),
        ticked=asked.get("tick") == "page",
        listed=urlencode(_listed(page)),
    )  # fmt: skip


def _listed(page: Caseload) -> dict[str, str]:
    """The list as an address holds it: what is shown of it, and from where on."""
    after = request.args.get("after")
    return {"list": page.tab.value, **({"after": after} if after else {}), **page.filters.words}


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
