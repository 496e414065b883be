"""Which kind of volunteering suits me: five questions by plain forms, the answers in the address and nowhere else."""

from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from volunteers.applications.routes.blueprint import bp
from volunteers.applications.rules.suiting import aspects, known_answers, suited
from volunteers.strands.queries import all_strands
from volunteers.web.access import public


@bp.get("/which-suits-me")
@public
def suits() -> Response:
    """The first question."""
    return redirect(url_for(".suits_question", number=1), code=303)


@bp.get("/which-suits-me/<int:number>")
@public
def suits_question(number: int) -> Response | str:
    """One question. Its form leads to the next; arriving there without an answer leads back with an error."""
    asked = aspects(all_strands())
    if not 1 <= number <= len(asked):
        abort(404)
    answers = known_answers(asked, request.args)
    skipped = next((place for place in range(1, number) if asked[place - 1].code not in answers), None)
    if skipped is not None:
        return _back_to(skipped, answers, was_shown=skipped == number - 1)
    aspect = asked[number - 1]
    others = {code: value for code, value in answers.items() if code != aspect.code}
    is_last = len(others) == len(asked) - 1
    return render_template(
        "applications/suits.html",
        aspect=aspect,
        number=number,
        count=len(asked),
        answers=answers,
        others=others,
        target=url_for(".suits_result") if is_last else url_for(".suits_question", number=number + 1),
        is_missing="missing" in request.args and aspect.code not in answers,
    )


@bp.get("/which-suits-me/result")
@public
def suits_result() -> Response | str:
    """The two or three that suit best with the reasons, and why the others suit less."""
    strands = all_strands()
    asked = aspects(strands)
    answers = known_answers(asked, request.args)
    skipped = next((place for place, aspect in enumerate(asked, 1) if aspect.code not in answers), None)
    if skipped is not None:
        return _back_to(skipped, answers, was_shown=bool(answers))
    return render_template(
        "applications/suits_result.html", asked=asked, answers=answers, found=suited(strands, answers)
    )


def _back_to(number: int, answers: dict[str, str], *, was_shown: bool) -> Response:
    """To the question that was left out, as an error where it was just shown."""
    query: dict[str, Any] = {**answers, **({"missing": "yes"} if was_shown else {})}
    return redirect(url_for(".suits_question", number=number, **query), code=303)
