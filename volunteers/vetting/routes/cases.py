"""An officer's own cases: taking the next, opening one with a reason, handing it back or over, asking for a review."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.unit_of_work import unit_of_work
from volunteers.vetting import queries, service
from volunteers.vetting.forms import HandOverForm, OpenForm, ReviewForm
from volunteers.vetting.routes.blueprint import bp, to_desk, to_file
from volunteers.web.access import needs, viewer
from volunteers.web.forms import AGED, ButtonForm
from volunteers.web.once import create_once

P = Permission


@bp.get("/staff/vetting")
@needs(P.VETTING_READ)
def cases() -> str:
    """The cases this officer has, and how many wait. No name before its file was opened."""
    return render_template("vetting/cases.html", desk=queries.get_desk(viewer()), form=ButtonForm())


@bp.post("/staff/vetting/next")
@needs(P.VETTING_READ)
def take_next() -> ResponseReturnValue:
    """The case that waits longest, never one that is chosen."""
    form = ButtonForm()
    if form.ready():
        try:
            with unit_of_work():
                case = service.take_next(by=viewer())
            return to_desk(f"You have case {case.reference} now. Open it when you begin.")
        except Refused as refused:
            form.refuse(refused.refusals)
    return render_template("vetting/cases.html", desk=queries.get_desk(viewer()), form=form), 409


@bp.route("/staff/vetting/<int:number>/open", methods=["GET", "POST"])
@needs(P.VETTING_READ, fresh=True)
def open_case(number: int) -> ResponseReturnValue:
    """Why it is opened, before anything of it is shown."""
    case = queries.get_case(number, viewer())
    form = OpenForm()
    if form.ready():
        with unit_of_work():
            service.open_file(case.id, reason=form.reason.data, words=form.words.data, by=viewer())
        return to_file(number)
    return render_template("vetting/open.html", line=queries.line_of(case, viewer()), form=form)


@bp.post("/staff/vetting/<int:number>/known")
@needs(P.VETTING_READ)
def known(number: int) -> ResponseReturnValue:
    """“I know this person”: it goes back, and never comes to them again."""
    if not ButtonForm().ready():
        line = queries.line_of(queries.get_case(number, viewer()), viewer())
        form = OpenForm(formdata=None)
        form.form_errors.append(AGED)
        return render_template("vetting/open.html", line=line, form=form)
    with unit_of_work():
        service.say_known(number, by=viewer())
    return to_desk("The case went back. It will not come to you again.")


@bp.route("/staff/vetting/<int:number>/hand-over", methods=["GET", "POST"])
@needs(P.VETTING_READ, fresh=True)
def hand_over(number: int) -> ResponseReturnValue:
    """To a colleague in whose scope it is, with a reason."""
    case = queries.get_case(number, viewer())
    colleagues, status = queries.list_colleagues(case), 200
    form = HandOverForm().offer([(str(each.id), each.name) for each in colleagues])
    if form.ready():
        try:
            with unit_of_work():
                service.hand_over(number, to=int(form.to.data), reason=form.reason.data, by=viewer())
            return to_desk("The case is handed over.")
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
    line = queries.line_of(case, viewer())
    return render_template("vetting/hand_over.html", line=line, form=form, colleagues=colleagues), status


@bp.route("/staff/vetting/review", methods=["GET", "POST"])
@needs(P.VETTING_READ, fresh=True)
def ask_for_review() -> ResponseReturnValue:
    """Someone's vetting is to be looked at again, by whoever takes the case next."""
    form = ReviewForm()
    if not form.ready():
        return render_template("vetting/review.html", form=form)

    def create() -> str:
        service.ask_for_review(form.reference.data, words=form.words.data, by=viewer())
        return url_for("vetting.cases")

    try:
        create_once(form, purpose="vetting_review", account_id=viewer().account_id, create=create)
    except Refused as refused:
        form.refuse(refused.refusals)
        return render_template("vetting/review.html", form=form), 409
    return to_desk("The review is asked for. It waits with the other cases.")
