"""Waiting lists from a volunteer's telephone, and the page behind the link of an offer."""

from flask import redirect, render_template, url_for

from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission
from volunteers.rosters import queries, service
from volunteers.rosters.forms import AnswerForm, SignUpForm
from volunteers.rosters.queries.waiting import get_offer, get_own_offer
from volunteers.rosters.routes.blueprint import PUBLIC, Answer, bp, refused_page
from volunteers.rosters.routes.one_duty import BACK, duty_page
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, public, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.limits import by_link, guessed_links, limited
from volunteers.web.once import create_once


@bp.post("/duties/<int:duty_id>/wait")
@needs(Permission.DUTY_BOOK)
def join_waiting_list(duty_id: int) -> Answer:
    """Join the list of a post, once however often the form is sent."""
    me, by, form = queries.get_self(viewer()), viewer(), SignUpForm()
    here = url_for("rosters.duty", duty_id=duty_id)
    if not form.ready():
        return duty_page(duty_id, form)

    def join() -> str:
        service.join_waiting_list(duty_id, post_id=form.post_id.data, volunteer_id=me.volunteer_id, by=by)
        return here

    try:
        return redirect(create_once(form, purpose=f"{here}/wait", account_id=by.account_id, create=join), code=303)
    except Refused as fault:
        return refused_page(fault, layout=PUBLIC, back=here, back_words=BACK)


@bp.post("/duties/<int:duty_id>/wait/leave")
@needs(Permission.DUTY_BOOK)
def leave_waiting_list(duty_id: int) -> Answer:
    """Leave it."""
    found, form = queries.get_duty(duty_id, queries.get_self(viewer())), ButtonForm()
    if form.ready() and found.wait is not None:
        with unit_of_work():
            service.leave_waiting_list(found.wait.wait_id, by=viewer())
    return redirect(url_for("rosters.duty", duty_id=duty_id), code=303)


@bp.post("/duties/<int:duty_id>/offer")
@needs(Permission.DUTY_BOOK)
def answer_own_offer(duty_id: int) -> Answer:
    """Take the place that is kept for them, or let it go."""
    me, by, form = queries.get_self(viewer()), viewer(), AnswerForm()
    here = url_for("rosters.duty", duty_id=duty_id)
    if not form.ready():
        return redirect(here, code=303)

    def answer() -> str:
        offer = get_own_offer(duty_id, me.volunteer_id)
        service.answer_offer(offer.wait_id, take=form.takes, by=by)
        return here

    try:
        return redirect(create_once(form, purpose=f"{here}/offer", account_id=by.account_id, create=answer), code=303)
    except NotFound:
        return redirect(here, code=303)  # answered or over meanwhile: the duty's page says how it stands
    except Refused as fault:
        return refused_page(fault, layout=PUBLIC, back=here, back_words=BACK)


@bp.route("/my-offers/<token>", methods=["GET", "POST"])
@public
@guessed_links
@limited(network="120 per hour; 500 per day", address="60 per hour", address_key=by_link)
def offer(token: str) -> Answer:
    """What is offered, with two buttons; opening it answers nothing, since mail scanners open links.

    The same 404 for a wrong link, for one that was answered, and for one whose time is over.
    """
    form = AnswerForm()

    def answer() -> str:
        service.answer_by_link(token, take=form.takes)
        return url_for("rosters.offer_answered", answer="taken" if form.takes else "declined")

    if form.ready():
        try:
            return redirect(create_once(form, purpose="offer", account_id=None, create=answer), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return render_template("rosters/offer.html", offer=get_offer(token), form=form)


@bp.get("/my-offers/answered/<answer>")
@public
def offer_answered(answer: str) -> str:
    """What comes next; nothing here tells whose offer it was."""
    if answer not in ("taken", "declined"):
        raise NotFound(f"no answer {answer}")
    return render_template("rosters/offer_answered.html", is_taken=answer == "taken")
