"""Hours that wait to be certified, and one stretch of work for those who certify."""

from flask import flash, redirect, render_template, request, url_for

from volunteers.errors import Refusal, Refused
from volunteers.hours import queries, service
from volunteers.hours.forms import AdjustForm, CertifyForm, SendBackForm, adjust_form
from volunteers.hours.routes.blueprint import Answer, asked_month, bp
from volunteers.permissions import Permission
from volunteers.strands.queries import all_strands
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.addresses import asked_choice, asked_number
from volunteers.web.filters import counted
from volunteers.web.once import do_once

CERTIFY = Permission.HOURS_CERTIFY
NONE_CHOSEN = Refusal("none_chosen", "Tick the hours to certify first.")


@bp.route("/staff/hours", methods=["GET", "POST"])
@needs(CERTIFY)
def to_certify() -> Answer:
    """What waits, a month at a time by person; those ticked are certified together."""
    form, by = CertifyForm(), viewer()
    strands = [(each.code.value, each.name) for each in all_strands() if by.may_in_strand(CERTIFY, each.code)]
    strand, month = asked_choice("strand", strands), asked_month("month")
    if form.ready():
        try:
            if not form.chosen:
                raise Refused(NONE_CHOSEN)
            with unit_of_work():
                done = service.certify(form.chosen, by=by)
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            flash(f"{counted(done, 'stretch', 'stretches')} of work certified.")
            return redirect(url_for(".to_certify", strand=strand, month=request.args.get("month")), code=303)
    found = queries.list_to_certify(by, month=month, strand=strand, after=asked_number("after"))
    return render_template(
        "hours/to_certify.html", found=found, form=form, strands=strands, strand=strand, chosen=set(form.chosen)
    )


@bp.get("/staff/hours/<int:stint_id>")
@needs(CERTIFY)
def one(stint_id: int) -> str:
    """One stretch of work: everything entered of it, and what can be done about it."""
    found = queries.get_stint(stint_id, viewer())
    return _page(found, adjust_form(found.stint.counted), SendBackForm())


@bp.post("/staff/hours/<int:stint_id>/adjust")
@needs(CERTIFY)
def adjust(stint_id: int) -> Answer:
    """Say how many hours count, and why."""
    found, by = queries.get_stint(stint_id, viewer()), viewer()
    form = adjust_form(found.stint.counted)
    if form.ready():
        difference = (form.counted.data or 0) - found.stint.counted

        def do() -> None:
            service.adjust(stint_id, by_minutes=difference, reason=form.reason.data or "", by=by)

        try:
            do_once(form, purpose="adjust_hours", account_id=by.account_id, do=do)
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            flash("The hours are adjusted, and the volunteer is told.")
            return redirect(url_for(".one", stint_id=stint_id), code=303)
    return _page(queries.get_stint(stint_id, by), form, SendBackForm(formdata=None))


@bp.post("/staff/hours/<int:stint_id>/send-back")
@needs(CERTIFY)
def send_back(stint_id: int) -> Answer:
    """End a claim that cannot stand, and say why."""
    found, form = queries.get_stint(stint_id, viewer()), SendBackForm()
    if form.ready():
        try:
            with unit_of_work():
                service.send_back(stint_id, words=form.words.data or "", by=viewer())
        except Refused as fault:
            form.refuse(fault.refusals)
        else:
            flash("The claim is sent back, and the volunteer is told why.")
            return redirect(url_for(".to_certify"), code=303)
    return _page(found, AdjustForm(formdata=None, counted=found.stint.counted), form)


def _page(found: queries.OneStint, adjusting: AdjustForm, sending: SendBackForm) -> str:
    wrong = sending if sending.problems() else adjusting
    return render_template("hours/one.html", found=found, adjusting=adjusting, sending=sending, form=wrong)
