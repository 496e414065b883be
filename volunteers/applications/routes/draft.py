"""Writing one's own application: the task list, a question a page, the answers checked and sent."""

from flask import redirect, render_template
from werkzeug.wrappers import Response

from volunteers.applications.routes.blueprint import bp
from volunteers.applications.routes.desk import Desk
from volunteers.applications.routes.items import item_page, remove_item_page
from volunteers.applications.routes.questions import question_page
from volunteers.applications.routes.sending import check_page, more_page, tasks_page
from volunteers.applications.routes.standing import standing_page
from volunteers.permissions import Permission
from volunteers.strands.queries import get_strand
from volunteers.web.access import needs


@bp.get("/my-applications/<reference>")
@needs(Permission.APPLICATION_SEE_OWN)
def application(reference: str) -> str:
    """The task list of a draft; once it is sent, where it stands."""
    desk = Desk(reference)
    found = desk.load()
    return tasks_page(desk, found) if found.is_draft else standing_page(found)


@bp.route("/my-applications/<reference>/<question>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
def question(reference: str, question: str) -> Response | str:
    """One question of one's own application."""
    return question_page(Desk(reference), question)


@bp.route("/my-applications/<reference>/<question>/<int:number>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
def item(reference: str, question: str, number: int) -> Response | str:
    """One item of a question with several."""
    return item_page(Desk(reference), question, number)


@bp.route("/my-applications/<reference>/<question>/<int:number>/remove", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
def remove_item(reference: str, question: str, number: int) -> Response | str:
    """Take an item out again."""
    return remove_item_page(Desk(reference), question, number)


@bp.get("/my-applications/<reference>/saved")
@needs(Permission.APPLICATION_APPLY)
def saved(reference: str) -> str:
    """How to come back to a draft."""
    found = Desk(reference).load()
    return render_template("applications/saved.html", application=found, strand=get_strand(found.strand))


@bp.route("/my-applications/<reference>/check-answers", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
def check_answers(reference: str) -> Response | str:
    """Every answer on one page, with a way to change each; sending it gives the confirmation, however often."""
    return check_page(Desk(reference))


@bp.route("/my-applications/<reference>/more", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
def more(reference: str) -> Response | str:
    """What is asked at a later stage, to be answered and sent."""
    desk = Desk(reference)
    found = desk.load()
    return redirect(desk.tasks(), code=303) if found.is_draft else more_page(desk, found)
