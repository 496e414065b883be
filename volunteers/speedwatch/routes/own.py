"""A volunteer's own SpeedWatch: their scheme, its sessions, and the page of one for the day itself."""

from flask import Flask, flash, redirect, render_template, request, url_for
from markupsafe import Markup

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.forces.queries import current_force
from volunteers.people.queries import serves_in
from volunteers.permissions import Permission
from volunteers.places.queries import daylight_of
from volunteers.places.rules.sites import SiteState
from volunteers.speedwatch import service
from volunteers.speedwatch.queries.figures import list_months
from volunteers.speedwatch.queries.schemes import (
    find_own_scheme,
    get_site_state,
    list_devices,
    runs,
    sites_of,
)
from volunteers.speedwatch.queries.sessions import SessionLine, get_own_session, list_of_scheme, list_team, may_return
from volunteers.speedwatch.routes.blueprint import Answer, bp
from volunteers.speedwatch.rules.sessions import Weather
from volunteers.speedwatch.rules.stages import SessionStage
from volunteers.strands.rules import StrandCode
from volunteers.unit_of_work import unit_of_work
from volunteers.web import slots
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm

RUN = Permission.SESSION_RUN


@bp.get("/my-speedwatch")
@needs(RUN)
def mine() -> str:
    """The viewer's scheme: its sessions, its sites and, for those who run it, what is to be done."""
    scheme = find_own_scheme(viewer())
    if scheme is None:
        raise NotFound("this viewer serves in no scheme")
    unit = scheme.unit
    return render_template(
        "speedwatch/mine.html", scheme=scheme, coming=list_of_scheme(unit.id, past=False),
        past=list_of_scheme(unit.id, past=True), sites=sites_of(unit.id), devices=list_devices(unit.id),
        months=list_months(unit.id)[:3] if scheme.runs else [], today=clock.today(),
    )  # fmt: skip


@bp.get("/my-speedwatch/sessions/<int:session_id>")
@needs(RUN)
def day(session_id: int) -> str:
    """One session on a telephone: where, by which conditions, who is on, and calling it off."""
    line = get_own_session(session_id, viewer())
    return _page(line, ButtonForm())[0]


@bp.post("/my-speedwatch/sessions/<int:session_id>/call-off")
@needs(RUN)
def call_off(session_id: int) -> Answer:
    """One press: the duty is cancelled, and everyone on it told."""
    line, form = get_own_session(session_id, viewer()), ButtonForm()
    weather = next((one for one in Weather if one.value == request.form.get("why")), None)
    if form.ready() and weather is not None:
        try:
            with unit_of_work():
                service.call_off(session_id, weather=weather, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            return _page(get_own_session(session_id, viewer()), form, 409)
        flash(f"Called off: {weather.label.lower()}. Everyone on it has been told.")
        return redirect(url_for(".day", session_id=session_id), code=303)
    return _page(line, form, 400)


def _page(line: SessionLine, form: ButtonForm, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "speedwatch/day.html", line=line, form=form, site=_site(line), team=list_team(line), weathers=list(Weather),
        light=daylight_of(line.unit.id, line.unit.area, clock.on(line.duty.starts_at)),
        runs=runs(line.unit.id, viewer()),
        least=current_force().numbers.speedwatch_minimum_team, writes=may_return(line, viewer()),
        has_begun=line.duty.starts_at <= clock.now(),
        is_open=line.stage in (SessionStage.PLANNED, SessionStage.NO_RETURN), on=clock.on(line.duty.starts_at),
    )  # fmt: skip
    return page, status


def _site(line: SessionLine) -> SiteState:
    return get_site_state(line.unit.id, line.site.id)


def fill_slots(app: Flask) -> None:
    """What this room shows on a volunteer's page of duties."""
    slots.fill(app, "own_duties", _card)


def _card() -> str:
    by = viewer()
    scheme = find_own_scheme(by) if serves_in(by, StrandCode.COMMUNITY_SPEEDWATCH) else None
    return render_template("speedwatch/card.html", scheme=scheme) if scheme else Markup("")
