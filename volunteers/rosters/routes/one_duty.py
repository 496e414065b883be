"""One duty on a volunteer's telephone: what it is, the one button that fits, and giving a place up."""

from flask import redirect, render_template, url_for

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.rosters import queries, service
from volunteers.rosters.forms import ReasonForm, SignUpForm
from volunteers.rosters.routes.blueprint import PUBLIC, Answer, bp, refused_page
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm
from volunteers.web.once import create_once

BACK = "Look at the duty again"


@bp.get("/duties/<int:duty_id>")
@needs(Permission.DUTY_BOOK)
def duty(duty_id: int) -> str:
    """One duty, with a button for each post they may take and the reason for each they may not."""
    return duty_page(duty_id, SignUpForm())


@bp.post("/duties/<int:duty_id>/sign-up")
@needs(Permission.DUTY_BOOK)
def sign_up(duty_id: int) -> Answer:
    """Take a place or ask for one, and one only however often the form is sent; one that has gone is a page that says
    so."""
    me, by, form = queries.get_self(viewer()), viewer(), SignUpForm()
    here = url_for("rosters.duty", duty_id=duty_id)
    if not form.ready():
        return duty_page(duty_id, form)

    def take_place() -> str:
        service.assign(
            duty_id, post_id=form.post_id.data, volunteer_id=me.volunteer_id, by=by, accepted=form.accepted.data
        )
        return here

    try:
        return redirect(create_once(form, purpose=here, account_id=by.account_id, create=take_place), code=303)
    except Refused as fault:
        if [refusal.code for refusal in fault.refusals] == ["not_accepted"]:
            form.accepted.errors = [fault.refusals[0].message]
            return duty_page(duty_id, form)
        return refused_page(fault, layout=PUBLIC, back=here, back_words=BACK)


@bp.route("/duties/<int:duty_id>/give-up", methods=["GET", "POST"])
@needs(Permission.DUTY_BOOK)
def give_up(duty_id: int) -> Answer:
    """Ask why, then free the place or, when the duty is near, look for a stand-in."""
    found = queries.get_duty(duty_id, queries.get_self(viewer()))
    here = url_for("rosters.duty", duty_id=duty_id)
    if found.own is None or found.has_begun or found.own.handover is not None:
        return redirect(here, code=303)
    form, act = ReasonForm(), service.ask_for_stand_in if found.is_late else service.withdraw
    if form.ready():
        try:
            with unit_of_work():
                act(found.own.sign_up_id, reason=form.reason.data, by=viewer())
        except Refused as fault:
            return refused_page(fault, layout=PUBLIC, back=here, back_words=BACK)
        return redirect(here, code=303)
    return render_template("rosters/give_up.html", duty=found, form=form)


@bp.post("/duties/<int:duty_id>/take-back")
@needs(Permission.DUTY_BOOK)
def take_back(duty_id: int) -> Answer:
    """Take back what they asked for: a place that was not given yet, a stand-in or a swap."""
    found, form = queries.get_duty(duty_id, queries.get_self(viewer())), ButtonForm()
    here = url_for("rosters.duty", duty_id=duty_id)
    if form.ready():
        try:
            with unit_of_work():
                if found.request is not None:
                    service.withdraw(found.request.sign_up_id, reason="Taken back", by=viewer())
                elif found.own is not None and found.own.handover is not None:
                    service.take_back(found.own.handover.handover_id, by=viewer())
        except Refused as fault:
            return refused_page(fault, layout=PUBLIC, back=here, back_words=BACK)
    return redirect(here, code=303)


@bp.post("/duties/<int:duty_id>/accept")
@needs(Permission.DUTY_BOOK)
def accept_briefing(duty_id: int) -> Answer:
    """Say that one has read the briefing and the risk assessment as they are now."""
    found, form = queries.get_duty(duty_id, queries.get_self(viewer())), ButtonForm()
    if form.ready() and found.must_read and found.own is not None:
        with unit_of_work():
            service.accept_briefing(found.own.sign_up_id, by=viewer())
    return redirect(url_for("rosters.duty", duty_id=duty_id), code=303)


def duty_page(duty_id: int, form: SignUpForm) -> str:
    """The page of one duty, with what is wrong with what was sent."""
    found = queries.get_duty(duty_id, queries.get_self(viewer()))
    return render_template("rosters/duty.html", duty=found, form=form)
