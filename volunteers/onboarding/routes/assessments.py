"""Scoring by two assessors: taking a seat, one's own sheet, both beside each other, and the result."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refusal, Refused
from volunteers.onboarding import queries
from volunteers.onboarding.forms.assessments import AgreeForm, KnowForm, SheetForm, agree_form, sheet_form
from volunteers.onboarding.queries import CaseFile
from volunteers.onboarding.queries import assessments as sheets
from volunteers.onboarding.queries.assessments import BothSheets, CaseSheet
from volunteers.onboarding.routes.blueprint import bp
from volunteers.onboarding.service import assessments as service
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.forms import ButtonForm

SEND = "send"


@bp.route("/staff/applications/<reference>/scoring/<code>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_ASSESS)
def take_seat(reference: str, code: str) -> ResponseReturnValue:
    """Whether one knows the applicant is asked before a seat is given; someone who has one is sent to their sheet."""
    case, scored = _scored(reference, code)
    if scored.own_seat is not None:
        return redirect(url_for(".sheet", reference=reference, code=code), code=303)
    form, status = KnowForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                if form.knows_them:
                    service.declare_relation(case.application.id, by=viewer())
                else:
                    service.take_seat(case.application.id, code, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            return _after_answer(reference, code, knows=form.knows_them)
    return render_template("onboarding/assess_seat.html", case=case, scored=scored, form=form), status


def _after_answer(reference: str, code: str, *, knows: bool) -> ResponseReturnValue:
    if not knows:
        return redirect(url_for(".sheet", reference=reference, code=code), code=303)
    flash("It is recorded that you know this person. Someone else acts on their application.")
    return redirect(url_for(".application", reference=reference), code=303)


@bp.route("/staff/applications/<reference>/scoring/<code>/sheet", methods=["GET", "POST"])
@needs(Permission.APPLICATION_ASSESS)
def sheet(reference: str, code: str) -> ResponseReturnValue:
    """One's own sheet: kept as a draft, or sent in and then only read. 404 without a seat."""
    case, scored = _scored(reference, code)
    own = sheets.get_own_sheet(case, scored, viewer())
    if own.seat.is_in:
        return render_template("onboarding/assess_own.html", case=case, scored=scored, own=own)
    form = sheet_form(scored.sheet, scored.scale_of_sitting, own.entry, version=own.version)
    if not form.ready():
        return _sheet_page(case, scored, form)
    is_sent = request.form.get("act") == SEND
    try:
        with unit_of_work():
            service.save_sheet(
                case.application.id, code, form.entry(), seen_version=form.seen_version, send=is_sent, by=viewer()
            )
    except Refused as refused:
        return _sheet_refused(reference, code, form, refused)
    flash("Your sheet is in. Nobody sees it before the other one is in too." if is_sent else "Your draft is saved.")
    return redirect(url_for(".application", reference=reference, _anchor="scoring"), code=303)


def _sheet_page(case: CaseFile, scored: CaseSheet, form: SheetForm, theirs: object = None) -> str:
    return render_template("onboarding/assess_sheet.html", case=case, scored=scored, form=form, theirs=theirs)


def _sheet_refused(reference: str, code: str, form: SheetForm, refused: Refused) -> ResponseReturnValue:
    """The page with what was typed and, when another window was first, what that one saved beside it."""
    form.refuse(refused.refusals)
    case, scored = _scored(reference, code)
    theirs = None
    if service.OTHER_TAB in refused.refusals:
        theirs = sheets.get_own_sheet(case, scored, viewer())
        form.version.data = str(theirs.version)
    return _sheet_page(case, scored, form, theirs), 409


@bp.route("/staff/applications/<reference>/scoring/<code>/seats/<int:seat>/free", methods=["GET", "POST"])
@needs(Permission.APPLICATION_ASSESS)
def free_seat(reference: str, code: str, seat: int) -> ResponseReturnValue:
    """Give a seat up, or free that of somebody who cannot come; a sheet that is in stays."""
    case, scored = _scored(reference, code)
    taken = next((each for each in scored.sitting.seats if each.number == seat and not each.is_in), None)
    if taken is None or scored.is_over:
        raise NotFound(f"no seat {seat} to free")
    form, status = ButtonForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.free_seat(case.application.id, code, seat, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash("The seat is free again.")
            return redirect(url_for(".application", reference=reference, _anchor="scoring"), code=303)
    return render_template("onboarding/assess_free.html", case=case, scored=scored, seat=taken, form=form), status


@bp.route("/staff/applications/<reference>/scoring/<code>/related", methods=["GET", "POST"])
@needs(Permission.APPLICATION_ASSESS)
def say_related(reference: str, code: str) -> ResponseReturnValue:
    """Say, once a seat was taken, that one knows the applicant after all."""
    case, scored = _scored(reference, code)
    form, status = ButtonForm(), 200
    if form.ready():
        try:
            with unit_of_work():
                service.declare_relation(case.application.id, by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            return _after_answer(reference, code, knows=True)
    return render_template("onboarding/assess_related.html", case=case, scored=scored, form=form), status


@bp.route("/staff/applications/<reference>/scoring/<code>/rounds/<int:number>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_ASSESS)
def both_sheets(reference: str, code: str, number: int) -> ResponseReturnValue:
    """Both sheets beside each other, and the result; 404 before both are in."""
    case, scored = _scored(reference, code)
    both = sheets.get_both_sheets(case, scored, number)
    if both.round.outcome is not None or not scored.may_agree:
        return _both_page(case, scored, both)
    seen_on = clock.on(max(seat.sent_at for seat in both.round.seats if seat.sent_at))
    record = scored.line.record
    form = agree_form(both.rows, both.scale, seen_on=seen_on, version=record.version if record else 0)
    if form.ready():
        return _agree(case, code, number, form)
    return _both_page(case, scored, both, form)


def _agree(case: CaseFile, code: str, number: int, form: AgreeForm) -> ResponseReturnValue:
    reference = case.application.reference
    try:
        with unit_of_work():
            service.agree(case.application.id, code, number, form.agreed(), seen_version=form.seen_version, by=viewer())
    except Refused as refused:
        form.refuse(refused.refusals)
        case, scored = _scored(reference, code)
        if isinstance(refused, Conflict) and scored.line.record:
            form.version.data = str(scored.line.record.version)
        both = sheets.get_both_sheets(case, scored, number)
        return _both_page(case, scored, both, None if both.round.outcome else form, refused.refusals), 409
    flash(f"{case.check(code).definition.name} is recorded.")
    return redirect(url_for(".application", reference=reference, _anchor="scoring"), code=303)


def _both_page(
    case: CaseFile,
    scored: CaseSheet,
    both: BothSheets,
    form: AgreeForm | None = None,
    refusals: Sequence[Refusal] = (),
) -> str:
    """The two sheets with the form of the result, or with the result; ``refusals`` are shown where there is no form."""
    return render_template(
        "onboarding/assess_both.html", case=case, scored=scored, both=both, form=form, refusals=refusals
    )


def _scored(reference: str, code: str) -> tuple[CaseFile, CaseSheet]:
    case = queries.get_case_file(reference, viewer())
    return case, sheets.get_case_sheet(case, code, viewer())
