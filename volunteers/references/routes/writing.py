"""Writing a reference: a few pages, each saved under the same link, then one look over all of it, and sending."""

from flask import redirect, render_template, request, url_for
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from volunteers.errors import NotFound, Refused
from volunteers.references import queries, service
from volunteers.references.forms import PageForm, SendForm, page_form
from volunteers.references.models import Referee
from volunteers.references.routes.blueprint import behind_link, bp, page_code
from volunteers.references.rules import Page, in_words, missing_of, pages_for
from volunteers.unit_of_work import unit_of_work
from volunteers.web import kept

CHECKING = "check"


@bp.route("/reference/<token>/page/<code>", methods=["GET", "POST"])
@behind_link
def page(referee: Referee, token: str, code: str) -> Response | str:
    """One page; the answers are kept before the next one, and what cannot be kept as answers is kept as typed."""
    pages = pages_for(referee.strand, with_children=referee.with_children)
    here = _find(pages, code)
    typed = kept.find(_holder(referee), page_code(referee, code)) if request.method == "GET" else None
    form = page_form(here, queries.answers_of(referee), typed)
    if "keep" in request.form:
        return Response(status=204 if _keep_typed(referee, code) else 400)
    later = "later" in request.form
    if later and form.is_untouched:
        return redirect(url_for(".saved", token=token), code=303)
    if form.ready() and _keep(referee, form, code):
        return redirect(url_for(".saved", token=token) if later else _after(pages, here, token), code=303)
    if later and not form.csrf_token.errors and _keep_typed(referee, code):
        return redirect(url_for(".saved", token=token), code=303)
    return render_template(
        "references/page.html",
        page=here,
        form=form,
        number=pages.index(here) + 1,
        count=len(pages),
        back=_before(pages, here, token),
        brought_back=typed is not None,
    )


@bp.get("/reference/<token>/saved")
@behind_link
def saved(referee: Referee, token: str) -> str:
    """How to come back."""
    return render_template("references/saved.html", referee=referee, token=token)


@bp.route("/reference/<token>/check", methods=["GET", "POST"])
@behind_link
def check(referee: Referee, token: str) -> Response | str:
    """Everything on one page, with a way to change each; sending it leads to the thanks, however often."""
    form = SendForm()
    if form.ready():
        try:
            with unit_of_work():
                service.give(referee.id)
                _forget(referee)
            return redirect(url_for(".start", token=token), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    pages = pages_for(referee.strand, with_children=referee.with_children)
    answers = queries.answers_of(referee)
    return render_template(
        "references/check.html",
        form=form,
        token=token,
        pages=in_words(pages, answers),
        is_complete=not missing_of(pages, answers),
        back=url_for(".page", token=token, code=pages[-1].code),
    )


def _find(pages: tuple[Page, ...], code: str) -> Page:
    for page in pages:
        if page.code == code:
            return page
    raise NotFound(f"no page {code!r} of this reference")


def _keep(referee: Referee, form: PageForm, code: str) -> bool:
    """Keep the answers; False, with the reason on the form, when someone sent the reference meanwhile."""
    try:
        with unit_of_work():
            service.keep_page(referee.id, form.values())
            kept.forget(_holder(referee), page_code(referee, code))
    except Refused as refused:
        form.refuse(refused.refusals)
        return False
    return True


def _keep_typed(referee: Referee, code: str) -> bool:
    """Keep what is on the page as it was typed, whether or not it could be used; False for what another site sent."""
    try:
        validate_csrf(request.form.get("csrf_token"), time_limit=kept.ANY_AGE)
    except ValidationError:
        return False
    with unit_of_work():
        service.keep_page(referee.id, {})
        return kept.keep(_holder(referee), page_code(referee, code), request.form)


def _forget(referee: Referee) -> None:
    for page in pages_for(referee.strand, with_children=referee.with_children):
        kept.forget(_holder(referee), page_code(referee, page.code))


def _holder(referee: Referee) -> str:
    return f"referee:{referee.id}"


def _after(pages: tuple[Page, ...], here: Page, token: str) -> str:
    following = pages.index(here) + 1
    if request.args.get("from") == CHECKING or following == len(pages):
        return url_for(".check", token=token, _anchor=here.code)
    return url_for(".page", token=token, code=pages[following].code)


def _before(pages: tuple[Page, ...], here: Page, token: str) -> str:
    if request.args.get("from") == CHECKING:
        return url_for(".check", token=token, _anchor=here.code)
    place = pages.index(here)
    return url_for(".page", token=token, code=pages[place - 1].code) if place else url_for(".start", token=token)
