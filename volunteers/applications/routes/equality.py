"""The equality questions: after the form was sent, optional, kept where nobody who decides can look.

They are asked beside an application so that the same person is not asked twice; nothing of them is stored with it.
"""

from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.applications import queries
from volunteers.applications.models import Application
from volunteers.applications.routes.blueprint import bp
from volunteers.errors import NotFound
from volunteers.forces.queries import current_force
from volunteers.monitoring import queries as monitoring
from volunteers.monitoring import service
from volunteers.monitoring.forms import WillingForm, equality_form
from volunteers.monitoring.rules import Answers, Question, after, asked, before, find_asked, in_words, may_ask
from volunteers.people.queries.own_strands import is_member
from volunteers.permissions import Permission
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import Strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web.access import keeps_nothing, needs, viewer
from volunteers.web.forms import ButtonForm

CHECKING = "check"


@dataclass(frozen=True)
class Asking:
    """The questions as they stand for one application; ``given`` is None while nothing was answered.

    ``serves`` says that the application led to service in its strand that is not over.
    """

    application: Application
    strand: Strand
    age: int
    given: Answers | None
    serves: bool

    @property
    def answers(self) -> Answers:
        return self.given or Answers()

    @property
    def is_open(self) -> bool:
        """Whether the person is asked, or may still change what they said.

        An ended application asks nothing more, unless its applicant serves: those who serve are counted by what they
        answered. What was answered can be changed for as long as it can be found.
        """
        if self.application.is_draft or not may_ask(self.age, ask_children=current_force().equality.ask_children):
            return False
        goes_on = self.serves or not self.strand.pipeline.stage(self.application.stage).is_final
        return self.given is not None or goes_on


def asking_of(found: Application) -> Asking:
    """What an application's own page says of the equality questions."""
    strand = get_strand(found.strand)
    age = strand.criteria.minimum_age or 0
    if found.birth_date is not None:
        age = clock.years_between(found.birth_date, clock.today())
    is_appointed = found.stage == strand.pipeline.appointed.code
    serves = is_appointed and is_member(found.account_id, found.strand, clock.today())
    return Asking(found, strand, age, monitoring.own_answers(found.id), serves)


@bp.route("/my-applications/<reference>/equality", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
@keeps_nothing
def equality(reference: str) -> Response | str:
    """Why the questions are asked and what becomes of the answers; whether to answer them."""
    asking = _asking(reference)
    if asking.given is not None:
        return redirect(_address("check", reference), code=303)
    form = WillingForm()
    if form.ready():
        if form.willing.data == "no":
            return redirect(url_for(".application", reference=reference), code=303)
        return redirect(_first_page(asking), code=303)
    return render_template("applications/equality.html", asking=asking, form=form)


@bp.route("/my-applications/<reference>/equality/<question>", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
@keeps_nothing
def equality_question(reference: str, question: str) -> Response | str:
    """One question; it may be left without an answer, and an answer may be taken back."""
    asking = _asking(reference)
    found = find_asked(question, asking.answers, asking.age)
    if found is None:
        raise NotFound(f"no equality question {question!r} for these answers")
    form = equality_form(found, asking.answers)
    if ("skip" in request.form and ButtonForm().ready()) or form.ready():
        value = None if "skip" in request.form else form.value
        with unit_of_work():
            answers = service.answer(
                asking.application.id, strand=asking.strand.code, question=found, value=value, own_words=form.own_words
            )
        return redirect(_after(found, answers, asking), code=303)
    return render_template(
        "applications/equality_question.html",
        asking=asking,
        question=found,
        form=form,
        back=_before(found, asking),
        is_checking=_is_checking(),
    )


@bp.get("/my-applications/<reference>/equality/check")
@needs(Permission.APPLICATION_SEE_OWN)
def equality_check(reference: str) -> str:
    """What was answered, with a way to change each answer and to delete them all."""
    asking = _asking(reference)
    return render_template(
        "applications/equality_check.html", asking=asking, lines=in_words(asking.answers, asking.age)
    )


@bp.route("/my-applications/<reference>/equality/delete", methods=["GET", "POST"])
@needs(Permission.APPLICATION_SEE_OWN)
@keeps_nothing
def equality_delete(reference: str) -> Response | str:
    """Delete the answers at once, all of them."""
    asking = _asking(reference)
    form = ButtonForm()
    if form.ready():
        with unit_of_work():
            service.forget(asking.application.id)
        return redirect(url_for(".application", reference=reference), code=303)
    return render_template("applications/equality_delete.html", asking=asking, form=form)


def _asking(reference: str) -> Asking:
    asking = asking_of(queries.get_own(reference, viewer()))
    if not asking.is_open:
        raise NotFound("the equality questions are not asked here")
    return asking


def _first_page(asking: Asking) -> str:
    """The first question; or all answers at once, where the same person gave them beside another application."""
    reference = asking.application.reference
    others = [queries.get_own(each.reference, viewer()).id for each in queries.list_own(viewer())]
    earlier = monitoring.first_answered(others)
    if earlier is None:
        return _address(asked(asking.answers, asking.age)[0].code, reference)
    with unit_of_work():
        service.take_over(asking.application.id, strand=asking.strand.code, answers=earlier)
    return _address("check", reference)


def _is_checking() -> bool:
    return request.args.get("from") == CHECKING


def _after(question: Question, answers: Answers, asking: Asking) -> str:
    """The next question; for someone who changes an answer, back to all of them unless another question follows."""
    if not replace(asking, given=None if answers.is_empty else answers).is_open:
        return url_for(".application", reference=asking.application.reference)
    reference, following = asking.application.reference, after(question, answers, asking.age)
    if following is None:
        return _address("check", reference)
    if not _is_checking():
        return _address(following.code, reference)
    newly_asked = following.asked_beside is not None and following.code not in answers.values
    return _address(following.code, reference, checking=True) if newly_asked else _address("check", reference)


def _before(question: Question, asking: Asking) -> str:
    reference, previous = asking.application.reference, before(question, asking.answers, asking.age)
    if _is_checking():
        return _address("check", reference)
    if previous is None:
        return url_for(".equality" if asking.given is None else ".equality_check", reference=reference)
    return _address(previous.code, reference)


def _address(question: str, reference: str, *, checking: bool = False) -> str:
    if question == "check":
        return url_for(".equality_check", reference=reference)
    page = url_for(".equality_question", reference=reference, question=question)
    return f"{page}?from={CHECKING}" if checking else page
