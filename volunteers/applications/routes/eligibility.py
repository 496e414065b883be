"""The questions that come before an account: can this person apply? The answers wait in the session for the draft."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.applications import queries, service
from volunteers.applications.routes.answered import Answered, forget
from volunteers.applications.routes.blueprint import bp
from volunteers.applications.rules import fitting
from volunteers.applications.steps import get_eligibility_step
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.strands.queries import all_strands, get_by_slug, with_occupations
from volunteers.strands.rules import Strand
from volunteers.web.access import find_viewer, needs, public, viewer
from volunteers.web.forms import CreatingForm
from volunteers.web.limits import by_account, limited
from volunteers.web.once import create_once


@bp.get("/apply/<slug>")
@public
def apply(slug: str) -> Response | str:
    """Where applying begins: an application under way is gone on with, else the next eligibility question is put."""
    strand = get_by_slug(slug)
    known = find_viewer()
    if known is not None:
        live = queries.find_live(known.account_id, strand.code)
        if live is not None:
            return redirect(url_for(".application", reference=live.reference), code=303)
        refusals = service.refusals_to_begin(strand, by=known, on=clock.today())
        if refusals:
            return render_template("applications/not_now.html", strand=strand, refusals=refusals)
    return redirect(_next_page(Answered(strand)), code=303)


@bp.route("/apply/<slug>/<question>", methods=["GET", "POST"])
@public
def eligibility(slug: str, question: str) -> Response | str:
    """One eligibility question. An answer that says no leads to the result at once."""
    strand = get_by_slug(slug)
    step = get_eligibility_step(strand, question)
    answered = Answered(strand)
    form = step.form.filled(answered.stored.get(question, {}))
    if form.ready():
        answered.keep(question, form.values())
        return redirect(_next_page(Answered(strand)), code=303)
    questions = [rule.question for rule in strand.eligibility]
    place = questions.index(question)
    return render_template(
        "applications/question.html",
        step=step,
        form=form,
        caption=f"{strand.name}: question {place + 1} of {len(questions)}",
        back=url_for(".eligibility", slug=slug, question=questions[place - 1]) if place else _about(strand),
        may_save=False,
    )


@bp.get("/apply/<slug>/result")
@public
def eligibility_result(slug: str) -> Response | str:
    """Whether they can apply, in plain words with the reasons, what comes next, and what else would fit."""
    strand = get_by_slug(slug)
    answered = Answered(strand)
    if answered.verdict.is_open_question:
        return redirect(_next_page(answered), code=303)
    verdict = answered.verdict
    last = verdict.reasons[0].question if verdict.reasons else strand.eligibility[-1].question
    others = [with_occupations(each) for each in all_strands() if each.code != strand.code]
    return render_template(
        "applications/eligibility_result.html",
        strand=strand,
        verdict=verdict,
        fits=[] if verdict.may_go_on else fitting(others, answered.facts, clock.today()),
        known=answered.known_in_words,
        interest=answered.unit_to_wait_for,
        back=url_for(".eligibility", slug=slug, question=last),
    )


@bp.route("/apply/<slug>/start", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
@limited(network="120 per hour; 500 per day", address="20 per hour", address_key=by_account)
def start(slug: str) -> Response | str:
    """What will be asked; the button makes the draft, once."""
    strand = get_by_slug(slug)
    live = queries.find_live(viewer().account_id, strand.code)
    if live is not None and request.method == "GET":
        return redirect(url_for(".application", reference=live.reference), code=303)
    answered = Answered(strand)
    if live is None and not answered.verdict.may_go_on:
        return redirect(url_for(".apply", slug=slug), code=303)
    form = CreatingForm()
    if form.ready():
        try:
            place = create_once(
                form, purpose="application", account_id=viewer().account_id, create=lambda: _start(answered)
            )
        except Refused as refused:
            return render_template("applications/not_now.html", strand=strand, refusals=refused.refusals)
        forget(strand)
        return redirect(place, code=303)
    return render_template("applications/start.html", strand=strand, form=form)


def _start(answered: Answered) -> str:
    strand = answered.strand
    made = service.start(strand.code, eligibility=answered.answers, by=viewer(), given=answered.chosen_unit)
    return url_for(".application", reference=made.reference)


def _about(strand: Strand) -> str:
    return url_for(".strand", slug=strand.slug)


def _next_page(answered: Answered) -> str:
    """The result once it is certain, else the first question without an answer."""
    slug = answered.strand.slug
    if not answered.verdict.is_open_question:
        return url_for(".eligibility_result", slug=slug)
    return url_for(".eligibility", slug=slug, question=answered.first_unanswered)
