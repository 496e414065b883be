"""Places of others that a volunteer may take over, and swaps."""

from flask import flash, redirect, render_template, request, url_for

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.rosters import queries, service
from volunteers.rosters.forms import AnswerForm, SwapForm, TakeOverForm
from volunteers.rosters.queries.handovers import get_stand_in, get_swap_offer, list_stand_ins, list_swaps_to_answer
from volunteers.rosters.queries.handovers_swaps import list_swaps
from volunteers.rosters.routes.blueprint import PUBLIC, Answer, bp, refused_page
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once

NOT_ACCEPTED = ["not_accepted"]


@bp.get("/stand-ins")
@needs(Permission.DUTY_BOOK)
def stand_ins() -> str:
    """Places they may take over, and swaps they are offered."""
    me = queries.get_self(viewer())
    return render_template("rosters/stand_ins.html", wanted=list_stand_ins(me), swaps=list_swaps_to_answer(me))


@bp.route("/stand-ins/<int:handover_id>", methods=["GET", "POST"])
@needs(Permission.DUTY_BOOK)
def stand_in(handover_id: int) -> Answer:
    """One of those places, with its button; exactly one person takes it."""
    me, by, form = queries.get_self(viewer()), viewer(), TakeOverForm()

    def take() -> str:
        accepted = form.accepted.data
        sign_up = service.take_over(handover_id, volunteer_id=me.volunteer_id, by=by, accepted=accepted)
        return url_for("rosters.duty", duty_id=sign_up.duty_id)

    if form.ready():
        try:
            return redirect(create_once(form, purpose=request.path, account_id=by.account_id, create=take), code=303)
        except Refused as fault:
            if [refusal.code for refusal in fault.refusals] != NOT_ACCEPTED:
                back = url_for("rosters.stand_ins")
                return refused_page(fault, layout=PUBLIC, back=back, back_words="Other places you can take over")
            form.accepted.errors = [fault.refusals[0].message]
    return render_template("rosters/stand_in.html", place=get_stand_in(handover_id, me), form=form)


@bp.route("/duties/<int:duty_id>/swap", methods=["GET", "POST"])
@needs(Permission.DUTY_BOOK)
def swap(duty_id: int) -> Answer:
    """The places they could have for theirs, each with a button that offers the swap."""
    me, by, form = queries.get_self(viewer()), viewer(), SwapForm()
    found, here = queries.get_duty(duty_id, me), url_for("rosters.duty", duty_id=duty_id)
    place = found.own
    if place is None or place.handover is not None or not found.may_withdraw:
        return redirect(here, code=303)

    def offer() -> str:
        service.offer_swap(place.sign_up_id, other_sign_up_id=form.other.data, by=by)
        return here

    if form.ready():
        try:
            return redirect(create_once(form, purpose=request.path, account_id=by.account_id, create=offer), code=303)
        except Refused as fault:
            return refused_page(fault, layout=PUBLIC, back=request.path, back_words="Look at the list again")
    return render_template("rosters/swap.html", duty=found, swaps=list_swaps(place.sign_up_id, me), form=form)


@bp.route("/swaps/<int:handover_id>", methods=["GET", "POST"])
@needs(Permission.DUTY_BOOK)
def swap_offer(handover_id: int) -> Answer:
    """A swap they are offered: both duties side by side, and two buttons."""
    me, by, form = queries.get_self(viewer()), viewer(), AnswerForm()
    if form.ready():
        try:
            with unit_of_work():
                accepted = form.accepted.data
                service.answer_swap(handover_id, take=form.takes, by=by, accepted=accepted)
            flash("You have swapped." if form.takes else "You keep your duty. We have told your colleague.")
            return redirect(url_for("rosters.my_duties"), code=303)
        except Refused as fault:
            if [refusal.code for refusal in fault.refusals] != NOT_ACCEPTED:
                back = url_for("rosters.my_duties")
                return refused_page(fault, layout=PUBLIC, back=back, back_words="Your duties")
            form.accepted.errors = [fault.refusals[0].message]
    return render_template("rosters/swap_offer.html", swap=get_swap_offer(handover_id, me), form=form)
