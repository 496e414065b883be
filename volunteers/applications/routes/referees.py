"""One's own referees: naming them when they are asked for, and seeing how far it has come, never what they said."""

from collections.abc import Callable

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.applications import queries
from volunteers.applications.models import Application
from volunteers.applications.routes.blueprint import bp
from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission
from volunteers.references import queries as asked
from volunteers.references import service as references
from volunteers.references.forms import RefereeForm
from volunteers.references.queries import RefereeLine, Referees
from volunteers.references.rules import one_of_in_words
from volunteers.strands.queries import get_strand
from volunteers.web.access import needs, viewer
from volunteers.web.limits import by_account, limited
from volunteers.web.once import create_once


@bp.get("/my-applications/<reference>/references")
@needs(Permission.APPLICATION_SEE_OWN)
def referees(reference: str) -> str:
    """Who is asked, when, and how far it has come."""
    found, known = _load(reference)
    return render_template(
        "applications/referees.html",
        application=found,
        strand=get_strand(found.strand),
        referees=known,
        one_of=one_of_in_words(known.wanted),
    )


@bp.route("/my-applications/<reference>/references/new", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
@limited(network="120 per day", address="20 per day", address_key=by_account)
def name_referee(reference: str) -> Response | str:
    """Name one more person; they are written to at once."""
    found, known = _load(reference)
    page = url_for(".referees", reference=reference)
    form = RefereeForm()
    if not known.to_name and request.method == "GET":
        return redirect(page, code=303)
    if form.ready():

        def create() -> str:
            references.name_referees(
                application_id=found.id, account_id=found.account_id, strand=found.strand, applicant=found.name,
                reference=found.reference, referees=[form.values()],
            )  # fmt: skip
            references.ask(found.id)
            return page

        if (location := _once(form, "name_referee", create)) is not None:
            return redirect(location, code=303)
    return _form_page(found, known, form, line=None)


@bp.route("/my-applications/<reference>/references/<int:referee_id>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
@limited(network="120 per day", address="20 per day", address_key=by_account)
def change_referee(reference: str, referee_id: int) -> Response | str:
    """Correct a referee's address, or name someone else in their place; the link they were sent dies."""
    found, known = _load(reference)
    page = url_for(".referees", reference=reference)
    line = asked.get_line(referee_id, application_id=found.id)
    if request.method == "GET" and (known.has_ended or not line.may_be_replaced):
        return redirect(page, code=303)
    form = _filled(line)
    if form.ready():

        def create() -> str:
            references.replace(referee_id, referee=form.values(), by=viewer().account_id)
            return page

        if (location := _once(form, f"replace_referee_{referee_id}", create)) is not None:
            return redirect(location, code=303)
    return _form_page(found, known, form, line=line)


def _load(reference: str) -> tuple[Application, Referees]:
    """One's own application and its referees; ``NotFound`` where there are none to see or to name."""
    found = queries.get_own(reference, viewer())
    known = asked.find_referees(found.id, get_strand(found.strand), found.stage)
    if known is None or found.is_draft or not known.is_shown:
        raise NotFound("no referees are asked about this application")
    return found, known


def _filled(line: RefereeLine) -> RefereeForm:
    """The form with the person as they were named, to be corrected; empty for someone who declined."""
    if line.is_declined:
        return RefereeForm()
    years = "" if line.years_known is None else str(line.years_known)
    return RefereeForm(
        name=line.name, relation=line.relation.value, years_known=years, email=line.email, phone=line.phone
    )


def _once(form: RefereeForm, purpose: str, create: Callable[[], str]) -> str | None:
    """Where to go once it is done; None, with the reasons on the form, when it was refused."""
    try:
        return create_once(form, purpose=purpose, account_id=viewer().account_id, create=create)
    except Refused as refused:
        form.refuse(refused.refusals)
        return None


def _form_page(found: Application, known: Referees, form: RefereeForm, *, line: RefereeLine | None) -> str:
    return render_template(
        "applications/referee.html",
        application=found,
        strand=get_strand(found.strand),
        form=form,
        line=line,
        one_of=one_of_in_words(known.wanted),
    )
