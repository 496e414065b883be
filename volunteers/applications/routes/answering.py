"""One question on one page, and nothing typed on it ever lost."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from flask import redirect, render_template, request
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from volunteers.applications import service
from volunteers.applications.forms import QuestionForm
from volunteers.applications.models import Application
from volunteers.applications.routes.desk import Desk, is_checking
from volunteers.applications.rules import is_sent, section_of
from volunteers.applications.steps import Step, next_in_section, previous_in_section
from volunteers.errors import Refusal, Refused
from volunteers.strands.rules import Strand
from volunteers.unit_of_work import unit_of_work
from volunteers.web import kept
from volunteers.web.access import viewer

Values = Mapping[str, Any]
CHANGED = Refusal(
    "changed_elsewhere",
    "This answer was changed on another page or device after you opened this one. What you typed is below. "
    "To keep it, continue. To see what it was changed to, open the page again.",
)


def answer_page(
    desk: Desk,
    found: Application,
    step: Step,
    *,
    now: Values,
    store: Callable[[Values], None],
    then: Callable[[Values], str],
    back: str,
    caption: str,
    may_save: bool = True,
) -> Response | str:
    """Show a form with the values it has ``now``; what is sent is stored or kept as typed.

    ``then`` says where the stored values lead: a question after this one may hang on them.
    """
    typed = desk.typed_before(found, step.question)
    form = step.form.filled(now, typed) if typed is not None else step.form.filled(now)
    form.own_email = found.account.email if found.account.has_mail else ""
    if "keep" in request.form:
        return _keep(desk, step.question)
    comes_back = "later" in request.form
    if comes_back and form.is_untouched:
        return redirect(desk.saved(), code=303)
    if form.ready() and not _is_changed_elsewhere(form, now):
        try:
            with unit_of_work():
                store(form.values())
                desk.forget_typed()
            return redirect(desk.saved() if comes_back else then(form.values()), code=303)
        except Refused as refused:
            form.refuse(refused.refusals)
    if comes_back and not form.csrf_token.errors:
        _keep(desk, step.question)
        return redirect(desk.saved(), code=303)
    return render_template(
        "applications/question.html", step=step, form=form, caption=caption, back=back, may_save=may_save,
        seen=digest_of(now), brought_back=typed is not None,
    )  # fmt: skip


def is_open(found: Application, strand: Strand, question: str) -> bool:
    """Whether a question is asked at this stage and not sent yet; raises ``NotFound`` for one that is never asked."""
    asked_at = section_of(strand, question).asked_at or strand.pipeline.first.code
    return found.stage == asked_at and not is_sent(found.answers, found.stage)


def after(desk: Desk, strand: Strand, step: Step, answers: Mapping[str, Values]) -> str:
    """The page that follows a question."""
    if is_checking():
        return desk.check(step.question)
    following = next_in_section(strand, step, answers)
    return desk.question(following.question) if following else desk.tasks()


def before(desk: Desk, strand: Strand, step: Step, answers: Mapping[str, Values]) -> str:
    """The page that leads to a question."""
    if is_checking():
        return desk.check(step.question)
    previous = previous_in_section(strand, step, answers)
    return desk.question(previous.question) if previous else desk.tasks()


def digest_of(values: Values) -> str:
    """Which answer a page was opened with."""
    return sha256(json.dumps(dict(values), sort_keys=True).encode()).hexdigest()[:16]


def _is_changed_elsewhere(form: QuestionForm, now: Values) -> bool:
    """Whether the stored answer is neither the one this page was opened with nor the one it sends."""
    seen = request.form.get("seen")
    if seen is None or seen == digest_of(now) or form.values() == dict(now):
        return False
    form.refuse([CHANGED])
    return True


def _keep(desk: Desk, question: str) -> Response:
    """Keep what is on the page as it was typed, whether or not it could be used."""
    try:
        validate_csrf(request.form.get("csrf_token"), time_limit=kept.ANY_AGE)
    except ValidationError:
        return Response(status=400)
    with unit_of_work():
        if kept.keep(kept.of_account(viewer().account_id), request.path, request.form):
            service.keep_for_later(desk.reference, question=question, by=viewer())
    return Response(status=204)
