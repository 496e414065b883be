"""A volunteer's own record: how far they are, their reviews, their kit and their years."""

from flask import flash, redirect, render_template, url_for

from volunteers import clock
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.records import queries, service
from volunteers.records.forms import AgreeForm
from volunteers.records.routes.blueprint import Answer, bp
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import find_viewer, needs, viewer

OWN = Permission.VOLUNTEER_SEE_OWN


@bp.get("/my-record")
@needs(OWN)
def my_record() -> str:
    """Everything that is kept of oneself, what wants an answer first."""
    return render_template("records/my_record.html", record=queries.get_own_record(viewer()), today=clock.today())


@bp.get("/my-record/skills")
@needs(OWN)
def my_skills() -> str:
    """Every skill with its marks, and every piece of evidence."""
    member = service.get_learner(viewer())
    pieces = queries.list_evidence(member.volunteer_id, member.strand_code)
    progress = queries.get_progress(member)
    return render_template(
        "records/my_skills.html", member=member, progress=progress, pieces=pieces, skills=member.strand.skills
    )


@bp.route("/my-record/reviews/<int:review_id>", methods=["GET", "POST"])
@needs(OWN)
def own_review(review_id: int) -> Answer:
    """Read a review, and agree to it with words of one's own."""
    found, status = queries.get_own_review(review_id, viewer()), 200
    form = AgreeForm(seen=str(found.version))
    if form.ready():
        try:
            with unit_of_work():
                service.agree(
                    review_id, own_words=form.own_words.data or "", seen=int(form.seen.data), by=viewer()
                )  # fmt: skip
        except Refused as refused:
            form.refuse(refused.refusals)
            found, status = queries.get_own_review(review_id, viewer()), 409
            form.seen.data = str(found.version)
        else:
            flash("You have agreed to your review.")
            return redirect(url_for(".my_record"), code=303)
    return render_template("records/own_review.html", review=found, form=form), status


def own_part() -> str:
    """The few lines on the page of one's duties; nothing for who is no volunteer."""
    by = find_viewer()
    if by is None or not by.may(OWN):
        return ""
    return render_template("records/own_part.html", record=queries.get_own_record(by))
