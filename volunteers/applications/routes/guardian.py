"""The pages of a parent or guardian, who has a link and no account: where it stands, their consent, the health form.

Nothing is done on opening a link, since mail programs open them by themselves.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.applications import queries, service
from volunteers.applications.forms.guardian import HealthQuestionsForm, NewLinkForm, consent_form
from volunteers.applications.models import Application
from volunteers.applications.routes.blueprint import bp
from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.guardians import queries as guardians
from volunteers.guardians.queries import ConsentLine, GuardianLine, GuardianPage
from volunteers.guardians.rules import Purpose
from volunteers.guardians.service import send_links_to
from volunteers.openings.queries import standing_of
from volunteers.strands.queries import get_strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import public
from volunteers.web.forms import ButtonForm
from volunteers.web.limits import by_link, guessed_links, limited
from volunteers.web.once import do_once

KEPT = "We have kept your answers. Thank you."
SAVED = "The form is saved. You can come back to it until you send it."
SENT = "The form is sent. Thank you. You can change it at any time."


def behind_link(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give the view the guardian of the link in its address; else the one page that every closed link shows."""

    @public
    @guessed_links
    @limited(network="120 per hour; 500 per day", address="60 per hour", address_key=by_link)
    @wraps(view)
    def guarded(token: str, **more: Any) -> Any:
        guardian = guardians.find_by_link(token)
        if guardian is None:
            contact = current_force().contact("cadets")
            return make_response(render_template("guardians/closed.html", contact=contact), 410)
        return view(guardian, token=token, **more)

    return guarded


@bp.get("/guardian/<token>")
@behind_link
def guardian(guardian: GuardianLine, token: str) -> str:
    """Who asks and what the cadets are; once answered, where it stands and what is asked of the guardian."""
    application = queries.get_for_guardian(guardian.application_id)
    page = _page(guardian, application)
    return render_template(
        "guardians/page.html", page=page, token=token, strand=get_strand(application.strand),
        contact=current_force().contact("cadets"),
    )  # fmt: skip


@bp.route("/guardian/<token>/consent", methods=["GET", "POST"])
@behind_link
def guardian_consent(guardian: GuardianLine, token: str) -> Response | str:
    """Every purpose on one page, each answered by itself."""
    return _consent_page(guardian, token, guardian.by_purpose)


@bp.route("/guardian/<token>/consent/<purpose>", methods=["GET", "POST"])
@behind_link
def guardian_purpose(guardian: GuardianLine, token: str, purpose: str) -> Response | str:
    """One purpose, to change one's mind about it."""
    wanted = guardians.purpose_of(purpose)
    return _consent_page(guardian, token, [line for line in guardian.by_purpose if line.purpose is wanted])


@bp.route("/guardian/<token>/not-me", methods=["GET", "POST"])
@behind_link
def guardian_not_me(guardian: GuardianLine, token: str) -> Response | str:
    """Say that one is not the guardian: the link then opens nothing more."""
    form = ButtonForm()
    if form.ready():
        with unit_of_work():
            service.disown_as_guardian(guardian.id)
        return redirect(url_for(".guardian_thanked"), code=303)
    return render_template("guardians/not_me.html", form=form, token=token, guardian=guardian)


@bp.get("/guardian/thank-you")
@public
def guardian_thanked() -> str:
    """After saying that one is not the guardian."""
    return render_template("guardians/thanked.html")


@bp.route("/guardian/<token>/health", methods=["GET", "POST"])
@behind_link
def guardian_health(guardian: GuardianLine, token: str) -> Response | str:
    """The health and permission form, saved half done or sent whole."""
    page = _page(guardian, queries.get_for_guardian(guardian.application_id))
    back = url_for(".guardian", token=token)
    if not page.may_fill_health:
        return redirect(back, code=303)
    form = HealthQuestionsForm.filled(guardians.health_values(guardian.application_id))
    for_later = "later" in request.form and page.health_may_be_saved
    if form.may_be_saved() if for_later else form.ready():
        _save_health(guardian, form, is_whole=not for_later)
        return redirect(back, code=303)
    return render_template("guardians/health.html", form=form, page=page, back=back)


@bp.route("/guardian", methods=["GET", "POST"])
@public
@limited(network="30 per hour; 100 per day", address="5 per hour; 10 per day")
def guardian_new_link() -> Response | str:
    """Ask for a new link. What follows is the same whoever's address it is."""
    form = NewLinkForm()
    if form.ready():
        do_once(form, purpose="guardian_link", account_id=None, do=lambda: send_links_to(form.email.data))
        return redirect(url_for(".guardian_link_sent"), code=303)
    return render_template("guardians/new_link.html", form=form)


@bp.get("/guardian/link-sent")
@public
def guardian_link_sent() -> str:
    """Where to look for the new link."""
    return render_template("guardians/link_sent.html")


def _page(guardian: GuardianLine, application: Application) -> GuardianPage:
    opening = standing_of(application.strand, application.unit_id).opening if application.unit_id else None
    return guardians.page_of(
        guardian, stage=application.stage, since=application.stage_since,
        unit=str(application.answers.get("unit", {}).get("name") or ""),
        starts_on=opening.starts_on if opening else None,
        orientation_on=opening.orientation_on if opening else None,
    )  # fmt: skip


def _consent_page(guardian: GuardianLine, token: str, lines: Any) -> Response | str:
    asked: list[ConsentLine] = list(lines)
    page = _page(guardian, queries.get_for_guardian(guardian.application_id))
    back = url_for(".guardian", token=token)
    if page.is_over:
        return redirect(back, code=303)
    form = consent_form(asked)
    if form.ready():
        try:
            with unit_of_work():
                service.answer_as_guardian(guardian.id, form.given(), seen=form.seen())
        except Refused as refused:
            form.refuse(refused.refusals)
            form.show_current_words()
        else:
            flash(KEPT)
            return redirect(back, code=303)
    stops = [line for line in asked if line.purpose is Purpose.TAKE_PART and page.takes_part]
    return render_template("guardians/consent.html", form=form, page=page, back=back, warns=bool(stops))


def _save_health(guardian: GuardianLine, form: HealthQuestionsForm, *, is_whole: bool) -> None:
    values = form.values() if is_whole else form.as_far_as_it_goes()
    with unit_of_work():
        service.save_health_as_guardian(guardian.id, values, is_whole=is_whole)
    flash(SENT if is_whole else SAVED)
