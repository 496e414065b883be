"""Another rank, another grade, another posting: each from a day, on one page."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from volunteers.errors import NotFound
from volunteers.people import service
from volunteers.people.forms.serving import GradeForm, PostingForm, RankForm, ServingForm, day_of, with_seen
from volunteers.people.queries.serving import ServingFile, list_places_to_post
from volunteers.people.queries.volunteers import get_volunteer
from volunteers.people.routes.blueprint import bp
from volunteers.people.routes.saving import Save, as_it_is_now, saved
from volunteers.people.routes.serving import EDIT, get_file
from volunteers.strands.queries import list_reasons
from volunteers.strands.rules.reasons import ReasonKind
from volunteers.web.access import needs, viewer


@bp.route("/staff/volunteers/<int:volunteer_id>/service/<int:period_id>/rank", methods=["GET", "POST"])
@needs(EDIT)
def service_rank(volunteer_id: int, period_id: int) -> ResponseReturnValue:
    """Another rank; there is no such page where the strand has no ranks."""
    file, form = get_file(volunteer_id, period_id), RankForm()
    if not file.strand.ranks:
        raise NotFound(f"no ranks in {file.period.strand}")
    form.rank.choices = [SelectChoice(value=one.code, label=one.name) for one in file.strand.ranks]

    def save() -> None:
        service.change_rank(
            volunteer_id, period_id=period_id, rank=form.rank.data, from_on=day_of(form.from_on),
            evidence=form.evidence.data, by=viewer(), seen=form.number_seen,
        )  # fmt: skip

    del form.note
    return _page("people/rank.html", file, form, save, "the new rank is written down.")


@bp.route("/staff/volunteers/<int:volunteer_id>/service/<int:period_id>/grade", methods=["GET", "POST"])
@needs(EDIT)
def service_grade(volunteer_id: int, period_id: int) -> ResponseReturnValue:
    """The next grade, or one before; there is no such page where the strand has none."""
    file, form = get_file(volunteer_id, period_id), GradeForm()
    if not file.strand.grades:
        raise NotFound(f"no grades in {file.period.strand}")
    form.grade.choices = [SelectChoice(value=one.code, label=one.name) for one in file.strand.grades]

    def save() -> None:
        service.set_grade(
            volunteer_id, strand=file.period.strand, grade=form.grade.data, from_on=day_of(form.from_on),
            evidence=form.evidence.data, by=viewer(), seen=form.number_seen,
        )  # fmt: skip

    del form.note
    return _page("people/grade.html", file, form, save, "the new status is written down.")


@bp.route("/staff/volunteers/<int:volunteer_id>/service/<int:period_id>/posting", methods=["GET", "POST"])
@needs(EDIT)
def service_posting(volunteer_id: int, period_id: int) -> ResponseReturnValue:
    """Another area or unit."""
    file, form = get_file(volunteer_id, period_id), PostingForm()
    places = [("", "Choose a place"), *list_places_to_post(file.period.strand)]
    form.where.choices = [SelectChoice(value=value, label=words) for value, words in places]
    form.offer(list_reasons(ReasonKind.TRANSFER, file.period.strand))

    def save() -> None:
        service.transfer(
            volunteer_id, period_id=period_id, posting=form.posting(), by=viewer(), seen=form.number_seen
        )  # fmt: skip

    return _page("people/posting.html", file, form, save, "the move is written down.")


def _page(template: str, file: ServingFile, form: ServingForm, save: Save, done: str) -> ResponseReturnValue:
    """The page of one change, saved once however often it is sent."""
    with_seen(form, file)
    if not form.ready():
        return render_template(template, file=file, form=form)
    number, words = file.volunteer.id, f"{file.volunteer.name}: {done}"
    response = saved(form, save, next_page=lambda: _after(number), done=words)
    return response or (render_template(template, file=as_it_is_now(form, file), form=form), 409)


def _after(volunteer_id: int) -> str:
    """Their page; the list, where they have just been moved out of the viewer's areas."""
    try:
        get_volunteer(volunteer_id, viewer())
    except NotFound:
        return url_for("people.volunteers")
    return url_for("people.volunteer", volunteer_id=volunteer_id)
