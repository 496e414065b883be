"""The questions that come before an account: can this person apply? The answers wait in the session for the draft."""

from datetime import date
from typing import Any

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from volunteers import clock
from volunteers.applications import queries, service
from volunteers.applications.routes.blueprint import bp
from volunteers.applications.rules import Verdict, first_unanswered, verdict_of
from volunteers.applications.steps import get_eligibility_step
from volunteers.errors import Refused
from volunteers.permissions import Permission
from volunteers.strands.queries import get_by_slug
from volunteers.strands.rules import Answer, Strand
from volunteers.web.access import find_viewer, needs, public, viewer
from volunteers.web.forms import CreatingForm
from volunteers.web.once import create_once

KEPT = "eligibility"


@bp.get("/apply/<slug>")
@public
def apply(slug: str) -> Response | str:
    """Where applying begins: an application under way is gone on with, else the next eligibility question is put."""
    strand = get_by_slug(slug)
    if not strand.open_online:
        return redirect(url_for(".strand", slug=slug), code=303)
    known = find_viewer()
    if known is not None:
        live = queries.find_live(known.account_id, strand.code)
        if live is not None:
            return redirect(url_for(".application", reference=live.reference), code=303)
        refusals = service.refusals_to_begin(strand, by=known, on=clock.today())
        if refusals:
            return render_template("applications/not_now.html", strand=strand, refusals=refusals)
    return redirect(_next_page(strand), code=303)


@bp.route("/apply/<slug>/<question>", methods=["GET", "POST"])
@public
def eligibility(slug: str, question: str) -> Response | str:
    """One eligibility question. An answer that says no leads to the result at once."""
    strand = get_by_slug(slug)
    step = get_eligibility_step(strand, question)
    form = step.form.filled(_values_of(strand, question))
    if form.ready():
        _keep(strand, question, form.values())
        return redirect(_next_page(strand), code=303)
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
    """Whether they can apply, in plain words with the reasons."""
    strand = get_by_slug(slug)
    verdict = _verdict(strand)
    if verdict.is_open_question:
        return redirect(_next_page(strand), code=303)
    last = verdict.reasons[0].question if verdict.reasons else strand.eligibility[-1].question
    back = url_for(".eligibility", slug=slug, question=last)
    return render_template("applications/eligibility_result.html", strand=strand, verdict=verdict, back=back)


@bp.route("/apply/<slug>/start", methods=["GET", "POST"])
@needs(Permission.APPLICATION_APPLY)
def start(slug: str) -> Response | str:
    """What will be asked; the button makes the draft, once."""
    strand = get_by_slug(slug)
    live = queries.find_live(viewer().account_id, strand.code)
    if live is not None and request.method == "GET":
        return redirect(url_for(".application", reference=live.reference), code=303)
    if live is None and not _verdict(strand).may_go_on:
        return redirect(url_for(".apply", slug=slug), code=303)
    form = CreatingForm()
    if form.ready():
        try:
            place = create_once(
                form, purpose="application", account_id=viewer().account_id, create=lambda: _start(strand)
            )
        except Refused as refused:
            return render_template("applications/not_now.html", strand=strand, refusals=refused.refusals)
        session.pop(KEPT, None)
        return redirect(place, code=303)
    return render_template("applications/start.html", strand=strand, form=form)


def _start(strand: Strand) -> str:
    made = service.start(strand.code, eligibility=_answers(strand), by=viewer())
    return url_for(".application", reference=made.reference)


def _about(strand: Strand) -> str:
    return url_for(".strand", slug=strand.slug)


def _next_page(strand: Strand) -> str:
    """The result once it is certain, else the first question without an answer."""
    if not _verdict(strand).is_open_question:
        return url_for(".eligibility_result", slug=strand.slug)
    question = first_unanswered(strand, _answers(strand), clock.today())
    return url_for(".eligibility", slug=strand.slug, question=question)


def _verdict(strand: Strand) -> Verdict:
    return verdict_of(strand, _answers(strand), clock.today())


def _kept(strand: Strand) -> dict[str, str]:
    kept: dict[str, str] = session.get(KEPT, {}).get(strand.slug, {})
    return kept


def _keep(strand: Strand, question: str, values: dict[str, Any]) -> None:
    given = next(iter(values.values()))
    session[KEPT] = {strand.slug: {**_kept(strand), question: given}}


def _values_of(strand: Strand, question: str) -> dict[str, Any]:
    """What was answered before, under the name of the question's field."""
    given = _kept(strand).get(question)
    rule = next(rule for rule in strand.eligibility if rule.question == question)
    return {"birth_date" if rule.sets_an_age else "answer": given} if given else {}


def _answers(strand: Strand) -> dict[str, Answer]:
    ages = {rule.question for rule in strand.eligibility if rule.sets_an_age}
    return {
        question: date.fromisoformat(given) if question in ages else given for question, given in _kept(strand).items()
    }
