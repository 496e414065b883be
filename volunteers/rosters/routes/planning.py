"""A new duty: first of which kind, then everything else on one page."""

from flask import current_app, redirect, render_template, url_for

from volunteers.errors import NotFound, Refused
from volunteers.permissions import Permission, Viewer
from volunteers.rosters import queries, service
from volunteers.rosters.forms import DutyForm, duty_form
from volunteers.rosters.routes.blueprint import Answer, bp
from volunteers.strands.queries import all_strands, get_by_slug
from volunteers.strands.rules import Strand
from volunteers.web.access import needs, viewer
from volunteers.web.once import create_once


@bp.get("/staff/duties/new")
@needs(Permission.DUTY_EDIT)
def choose_strand() -> Answer:
    """Which kind of volunteering; not asked of someone who plans for one alone."""
    strands = [strand for strand in all_strands() if _areas(strand, viewer())]
    if len(strands) == 1:
        return redirect(url_for("rosters.new_duty", slug=strands[0].slug), code=303)
    return render_template("rosters/choose_strand.html", strands=strands)


@bp.route("/staff/duties/new/<slug>", methods=["GET", "POST"])
@needs(Permission.DUTY_EDIT)
def new_duty(slug: str) -> Answer:
    """The page comes back as it was filled in until everything can be; then the new duty's page."""
    strand, by = get_by_slug(slug), viewer()
    areas = _areas(strand, by)
    if not areas:
        raise NotFound(f"{by.account_id} plans no duties of {strand.code}")
    form = duty_form(strand, areas, queries.list_units(strand.code, [code for code, _ in areas]))
    times = form.times() if form.ready() else None
    if times is not None:

        def create() -> str:
            said = form.data
            duty = service.create_duty(
                title=said["title"], strand=strand.code, area=said["area"],
                unit_id=int(said["unit_id"]) if said["unit_id"] else None, meeting_place=said["meeting_place"],
                briefing=said["briefing"] or "", plan_priority=said["plan_priority"] or None, starts_at=times[0],
                ends_at=times[1], posts=form.posts(), publish=said["publish"] == "yes", by=by,
            )  # fmt: skip
            return url_for("rosters.staff_duty", duty_id=duty.id)

        try:
            return redirect(create_once(form, purpose="duty", account_id=by.account_id, create=create), code=303)
        except Refused as fault:
            form.refuse(fault.refusals)
    return _page(strand, form)


def _page(strand: Strand, form: DutyForm) -> str:
    return render_template("rosters/new_duty.html", strand=strand, form=form)


def _areas(strand: Strand, by: Viewer) -> list[tuple[str, str]]:
    areas = current_app.config["FORCE"].areas
    return [(area.code, area.name) for area in areas if by.may_in(Permission.DUTY_EDIT, strand.code, area.code)]
