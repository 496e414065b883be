"""The duties of a viewer's strands and areas: the list, one duty, opening it and calling it off."""

from dataclasses import dataclass

from flask import current_app, redirect, render_template, request, url_for

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.rosters import queries, service
from volunteers.rosters.forms.publishing import PublishForm
from volunteers.rosters.routes.blueprint import STAFF, Answer, bp, refused_page
from volunteers.strands.queries import all_strands
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_number
from volunteers.web.forms import ButtonForm


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; what is not known narrows nothing."""

    strand: str | None
    area: str | None
    past: bool
    drafts: bool

    def as_query(self) -> dict[str, str]:
        """As they stand in the address of the next page."""
        when = "past" if self.past else "drafts" if self.drafts else None
        given = {"strand": self.strand, "area": self.area, "when": when}
        return {name: value for name, value in given.items() if value}


@bp.get("/staff/duties")
@needs(Permission.DUTY_READ)
def staff_duties() -> str:
    """Duties of their scope with their cover, narrowed by kind, area and whether they are over."""
    strands = [(strand.code.value, strand.name) for strand in all_strands()]
    areas = [(area.code, area.name) for area in current_app.config["FORCE"].areas]
    when = request.args.get("when")
    chosen = Filters(
        asked_choice("strand", strands), asked_choice("area", areas), past=when == "past", drafts=when == "drafts"
    )
    found = queries.list_duties(
        viewer(), strand=chosen.strand, area=chosen.area, past=chosen.past, drafts=chosen.drafts,
        after=asked_number("after"),
    )  # fmt: skip
    may_create = viewer().may(Permission.DUTY_EDIT)
    return render_template(
        "rosters/staff_duties.html", found=found, strands=strands, areas=areas, chosen=chosen, may_create=may_create,
        form=PublishForm(formdata=None),
    )  # fmt: skip


@bp.get("/staff/duties/<int:duty_id>")
@needs(Permission.DUTY_READ)
def staff_duty(duty_id: int) -> str:
    """Who is on, who is not any more, and what may be done with the duty."""
    return _duty_page(duty_id, ButtonForm())


@bp.post("/staff/duties/<int:duty_id>/publish")
@needs(Permission.DUTY_EDIT)
def publish(duty_id: int) -> Answer:
    """Open a draft to volunteers."""
    here = url_for("rosters.staff_duty", duty_id=duty_id)
    form = ButtonForm()
    if not form.ready():
        return _duty_page(duty_id, form)
    try:
        with unit_of_work():
            service.publish(duty_id, by=viewer())
    except Refused as fault:
        return refused_page(fault, layout=STAFF, back=here, back_words="Look at the duty again")
    return redirect(here, code=303)


def _duty_page(duty_id: int, form: ButtonForm) -> str:
    found = queries.get_staff_duty(duty_id, viewer())
    may_edit = viewer().may(Permission.DUTY_EDIT)
    return render_template("rosters/staff_duty.html", duty=found, form=form, may_edit=may_edit)
