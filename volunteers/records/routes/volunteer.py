"""The records of one volunteer as staff keep them: skills, their status, reviews."""

from flask import flash, redirect, render_template, request, url_for

from volunteers import clock
from volunteers.errors import NotFound, Refused
from volunteers.forces.queries import current_force
from volunteers.records import queries, service
from volunteers.records.forms import ConfirmForm, ReviewForm, SeenForm
from volunteers.records.queries import REVIEW
from volunteers.records.routes.blueprint import EDIT, SIGN, Answer, bp
from volunteers.strands.queries import get_by_slug
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import needs, viewer
from volunteers.web.filters import day
from volunteers.web.once import create_once


@bp.get("/staff/volunteers/<int:volunteer_id>/skills")
@needs(SIGN)
def checklist(volunteer_id: int) -> str:
    """Every skill with its marks, and every piece of evidence behind them."""
    member = queries.get_member(volunteer_id, viewer(), SIGN, strands=queries.strands_with_skills())
    pieces = queries.list_evidence(volunteer_id, member.strand_code)
    is_own = member.account_id == viewer().account_id
    may_confirm = not is_own and viewer().may_in(EDIT, member.strand_code, member.area)
    return render_template(
        "records/checklist.html", member=member, progress=queries.get_progress(member), pieces=pieces,
        skills=member.strand.skills, is_own=is_own, may_confirm=may_confirm,
    )  # fmt: skip


@bp.route("/staff/volunteers/<int:volunteer_id>/skills/seen", methods=["GET", "POST"])
@needs(SIGN)
def seen(volunteer_id: int) -> Answer:
    """Enter and sign at once what one saw oneself."""
    member = queries.get_member(volunteer_id, viewer(), SIGN, strands=queries.strands_with_skills())
    form, status = SeenForm(skill=request.args.get("skill")).offering(queries.get_progress(member)), 200

    def create() -> str:
        service.record_seen(volunteer_id, form.piece(), by=viewer())
        return url_for(".checklist", volunteer_id=volunteer_id)

    if form.ready():
        try:
            location = create_once(form, purpose="seen", account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"You have signed what you saw of {member.name}.")
            return redirect(location, code=303)
    return render_template("records/seen.html", member=member, form=form), status


@bp.route("/staff/volunteers/<int:volunteer_id>/patrol-status", methods=["GET", "POST"])
@needs(EDIT)
def confirm_status(volunteer_id: int) -> Answer:
    """Confirm the next status from a date, once every skill that it needs is signed."""
    member = queries.get_member(volunteer_id, viewer(), EDIT, strands=queries.strands_with_skills())
    progress, status = queries.get_progress(member), 200
    if progress.following is None:
        return redirect(url_for(".checklist", volunteer_id=volunteer_id), code=303)
    form = ConfirmForm(from_on=clock.today(), grade=progress.following.code)
    if form.ready():
        try:
            with unit_of_work():
                said = form.data
                service.confirm_status(volunteer_id, grade=said["grade"], from_on=said["from_on"], by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"{member.name}: {progress.following.name} from {day(form.from_on.data)}.")
            return redirect(url_for(".checklist", volunteer_id=volunteer_id), code=303)
    return render_template("records/confirm_status.html", member=member, progress=progress, form=form), status


@bp.get("/staff/volunteers/<int:volunteer_id>/reviews")
@needs(SIGN)
def volunteer_reviews(volunteer_id: int) -> str:
    """Every review of a volunteer in the strands the viewer sees, and when the next ones are due."""
    members = queries.list_memberships(volunteer_id, viewer(), REVIEW)
    if not members or members[0].account_id == viewer().account_id:
        raise NotFound(f"no reviews of volunteer {volunteer_id} for this viewer")
    parts = [
        (member, queries.due_for(member), queries.list_reviews(volunteer_id, member.strand_code)) for member in members
    ]
    return render_template("records/volunteer_reviews.html", member=members[0], parts=parts)


@bp.route("/staff/volunteers/<int:volunteer_id>/reviews/new/<slug>", methods=["GET", "POST"])
@needs(SIGN)
def new_review(volunteer_id: int, slug: str) -> Answer:
    """Write down a review that was held."""
    strand = get_by_slug(slug)
    member = queries.get_member(volunteer_id, viewer(), REVIEW, strands=[strand.code.value])
    months = current_force().records.months_to_review(strand.code) or 12
    form = ReviewForm(held_on=clock.today(), next_due_on=clock.add_months(clock.today(), months))
    status = 200

    def create() -> str:
        return url_for(
            ".review", review_id=service.write_review(volunteer_id, strand.code.value, form.written(), by=viewer()).id
        )

    if form.ready():
        try:
            location = create_once(form, purpose="review", account_id=viewer().account_id, create=create)
        except Refused as refused:
            form.refuse(refused.refusals)
            status = 409
        else:
            flash(f"The review is written. {member.name} is asked to read and agree to it.")
            return redirect(location, code=303)
    return render_template("records/new_review.html", member=member, form=form, months=months), status


@bp.get("/staff/records/reviews/<int:review_id>")
@needs(SIGN)
def review(review_id: int) -> str:
    """One review as it stands."""
    found = queries.get_review(review_id, viewer())
    may_change = not found.is_agreed and found.written_by_id == viewer().account_id
    return render_template("records/review.html", review=found, may_change=may_change)


@bp.route("/staff/records/reviews/<int:review_id>/change", methods=["GET", "POST"])
@needs(SIGN)
def change_review(review_id: int) -> Answer:
    """Change what one wrote, until the volunteer has agreed to it."""
    found, status = queries.get_review(review_id, viewer()), 200
    form = ReviewForm.of(found)
    if form.ready():
        try:
            with unit_of_work():
                service.change_review(review_id, form.written(), seen=int(form.seen.data), by=viewer())
        except Refused as refused:
            form.refuse(refused.refusals)
            found, status = queries.get_review(review_id, viewer()), 409
            form.seen.data = str(found.version)
        else:
            flash("The review is changed.")
            return redirect(url_for(".review", review_id=review_id), code=303)
    return render_template("records/change_review.html", review=found, form=form), status
