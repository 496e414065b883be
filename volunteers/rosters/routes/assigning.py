"""Putting a volunteer on a duty, found by name, and taking one off."""

from flask import redirect, render_template, request, url_for

from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission
from volunteers.rosters import queries, service
from volunteers.rosters.forms import AssignForm, RemoveForm
from volunteers.rosters.queries.suggestions import suggest
from volunteers.rosters.routes.blueprint import STAFF, Answer, bp, refused_page
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once


@bp.route("/staff/duties/<int:duty_id>/posts/<int:post_id>/add", methods=["GET", "POST"])
@needs(Permission.DUTY_ASSIGN)
def add_volunteer(duty_id: int, post_id: int) -> Answer:
    """Search by name; each one found is judged for the post before their button is pressed and after."""
    by, form = viewer(), AssignForm()
    back = url_for("rosters.staff_duty", duty_id=duty_id)

    def put_on() -> str:
        service.assign(duty_id, post_id=post_id, volunteer_id=form.volunteer_id.data, by=by)
        return back

    if form.ready():
        try:
            return redirect(create_once(form, purpose=request.path, account_id=by.account_id, create=put_on), code=303)
        except Refused as fault:
            return refused_page(fault, layout=STAFF, back=request.url, back_words="Choose someone else")
    search = request.args.get("search", "").strip()[:100]
    duty = queries.get_staff_duty(duty_id, by)
    post = _post(duty, post_id)
    found = queries.find_candidates(duty_id, post_id, by, search=search) if search else None
    suggested = None if search else suggest(duty_id, post_id, by)
    return render_template(
        "rosters/add_volunteer.html", duty=duty, post=post, search=search, found=found, suggested=suggested, form=form
    )


@bp.route("/staff/duties/<int:duty_id>/people/<int:sign_up_id>/remove", methods=["GET", "POST"])
@needs(Permission.DUTY_ASSIGN)
def remove_volunteer(duty_id: int, sign_up_id: int) -> Answer:
    """Ask why, then take them off and tell them."""
    duty = queries.get_staff_duty(duty_id, viewer())
    person = next((one for one in duty.people if one.sign_up_id == sign_up_id), None)
    if person is None:
        raise NotFound(f"nobody with sign-up {sign_up_id} on duty {duty_id}")
    back, form = url_for("rosters.staff_duty", duty_id=duty_id), RemoveForm()
    if form.ready():
        try:
            with unit_of_work():
                service.withdraw(sign_up_id, reason=form.reason.data, by=viewer())
        except Refused as fault:
            return refused_page(fault, layout=STAFF, back=back, back_words="Look at the duty again")
        return redirect(back, code=303)
    return render_template("rosters/remove_volunteer.html", duty=duty, person=person, form=form)


def _post(duty: queries.StaffDuty, post_id: int) -> queries.PostRow:
    for post in duty.posts:
        if post.id == post_id:
            return post
    raise NotFound(f"no post {post_id} on duty {duty.words.id}")
