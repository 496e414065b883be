"""The volunteer's side: duties they can do, one duty, their own duties."""

from flask import current_app, redirect, render_template, request, url_for

from volunteers.availability.rules import DAY_NAMES
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.rosters import queries, service
from volunteers.rosters.forms import ReasonForm, SignUpForm
from volunteers.rosters.queries.open_duties import Wanted, kinds_for
from volunteers.rosters.routes.blueprint import PUBLIC, Answer, bp, refused_page
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_number
from volunteers.web.once import create_once

WEEKDAYS = [(str(number), name) for number, name in enumerate(DAY_NAMES, 1)]


@bp.get("/duties")
@needs(Permission.DUTY_BOOK)
def open_duties() -> str:
    """Those they can do; with ``all=1`` the full ones and the others as well, each with why not."""
    me = queries.get_self(viewer())
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    kinds, weekday = kinds_for(me), asked_choice("day", WEEKDAYS)
    wanted = Wanted(
        asked_choice("area", areas), asked_choice("kind", kinds), int(weekday) if weekday else None,
        usual_only=request.args.get("fits") == "1",
    )  # fmt: skip
    after = asked_number("after")
    given = {
        "area": wanted.area, "kind": wanted.kind, "day": wanted.weekday, "fits": 1 if wanted.usual_only else None,
    }  # fmt: skip
    return render_template(
        "rosters/open_duties.html", found=queries.list_open_duties(me, wanted, after=after), wanted=wanted,
        areas=areas, kinds=kinds, weekdays=WEEKDAYS, show_all=request.args.get("all") == "1", after=after,
        given={name: value for name, value in given.items() if value},
    )  # fmt: skip


@bp.get("/duties/<int:duty_id>")
@needs(Permission.DUTY_BOOK)
def duty(duty_id: int) -> str:
    """One duty, with a button for each post they may take and the reason for each they may not."""
    found = queries.get_duty(duty_id, queries.get_self(viewer()))
    return render_template("rosters/duty.html", duty=found, form=SignUpForm())


@bp.post("/duties/<int:duty_id>/sign-up")
@needs(Permission.DUTY_BOOK)
def sign_up(duty_id: int) -> Answer:
    """Take a place, and one only however often the form is sent; a place that has gone is a page that says so."""
    me, by, form = queries.get_self(viewer()), viewer(), SignUpForm()
    here = url_for("rosters.duty", duty_id=duty_id)
    if not form.ready():
        return render_template("rosters/duty.html", duty=queries.get_duty(duty_id, me), form=form)

    def take_place() -> str:
        service.assign(duty_id, post_id=form.post_id.data, volunteer_id=me.volunteer_id, by=by)
        return here

    try:
        return redirect(create_once(form, purpose=here, account_id=by.account_id, create=take_place), code=303)
    except Refused as fault:
        return refused_page(fault, layout=PUBLIC, back=here, back_words="Look at the duty again")


@bp.route("/duties/<int:duty_id>/give-up", methods=["GET", "POST"])
@needs(Permission.DUTY_BOOK)
def give_up(duty_id: int) -> Answer:
    """Ask why, then free the place."""
    found = queries.get_duty(duty_id, queries.get_self(viewer()))
    here = url_for("rosters.duty", duty_id=duty_id)
    if found.own is None:
        return redirect(here, code=303)
    form = ReasonForm()
    if form.ready():
        try:
            with unit_of_work():
                service.withdraw(found.own.sign_up_id, reason=form.reason.data, by=viewer())
        except Refused as fault:
            return refused_page(fault, layout=PUBLIC, back=here, back_words="Look at the duty again")
        return redirect(here, code=303)
    return render_template("rosters/give_up.html", duty=found, form=form)


@bp.get("/my-duties")
@needs(Permission.VOLUNTEER_SEE_OWN)
def my_duties() -> str:
    """What they are on, what they have been on, and their hours."""
    found = queries.get_own_duties(queries.get_self(viewer()), current_app.config["FORCE"].numbers)
    return render_template("rosters/my_duties.html", found=found)
