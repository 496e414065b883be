"""Kit of one volunteer: what they have and had, issuing something, and taking it back."""

from flask import flash, redirect, render_template, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.forces.queries import current_force
from volunteers.records import queries, service
from volunteers.records.forms import IssueForm, ReturnForm
from volunteers.records.routes.blueprint import EDIT, Answer, bp
from volunteers.records.rules import Condition
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once


@bp.get("/staff/volunteers/<int:volunteer_id>/kit")
@needs(EDIT)
def volunteer_kit(volunteer_id: int) -> str:
    """What someone has, and what came back."""
    member = queries.get_member(volunteer_id, viewer(), EDIT)
    items = queries.list_kit(volunteer_id)
    return render_template(
        "records/volunteer_kit.html", member=member, items=items, must_come_back=queries.must_come_back(volunteer_id),
        serves=member.serves_on(clock.today()), is_own=member.account_id == viewer().account_id,
    )  # fmt: skip


@bp.route("/staff/volunteers/<int:volunteer_id>/kit/issue", methods=["GET", "POST"])
@needs(EDIT)
def issue_kit(volunteer_id: int) -> Answer:
    """Give something out; a serial that is with someone else is refused, and said with whom."""
    member = queries.get_member(volunteer_id, viewer(), EDIT)
    form, status = IssueForm(issued_on=clock.today()).offering(current_force().records.kit), 200

    def create() -> str:
        service.issue_kit(volunteer_id, form.issue(), by=viewer())
        return url_for(".volunteer_kit", volunteer_id=volunteer_id)

    if form.ready():
        try:
            location = create_once(form, purpose="kit", account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"It is issued to {member.name}.")
            return redirect(location, code=303)
    return render_template("records/issue_kit.html", member=member, form=form), status


@bp.route("/staff/records/kit/<int:item_id>/return", methods=["GET", "POST"])
@needs(EDIT)
def return_kit(item_id: int) -> Answer:
    """Write down that something came back, and how."""
    item = queries.get_item(item_id, viewer())
    back = url_for(".volunteer_kit", volunteer_id=item.volunteer_id)
    if item.returned_on is not None:
        return redirect(back, code=303)
    form, status = ReturnForm(returned_on=clock.today()), 200
    if form.ready():
        said = form.data
        try:
            with unit_of_work():
                service.take_kit_back(
                    item_id, returned_on=said["returned_on"], condition=Condition(said["condition"]),
                    note=said["note"] or "", by=viewer(),
                )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"{item.name} is back.")
            return redirect(back, code=303)
    return render_template("records/return_kit.html", item=item, form=form), status
