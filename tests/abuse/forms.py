"""Every form there is, however it is made: each as a class, to be filled in with anything."""

import sys
from collections.abc import Iterator
from types import SimpleNamespace

from volunteers import clock
from volunteers.applications import steps
from volunteers.applications.forms.guardian import consent_form
from volunteers.applications.forms.items import MoreForm
from volunteers.appointments.forms.session import SessionForm, session_form
from volunteers.appointments.rules import SessionKind
from volunteers.appointments.rules.purposes import Purpose as SessionPurpose
from volunteers.availability.forms import UsualForm, usual_form
from volunteers.cadet_units.forms.register import RegisterForm, register_form
from volunteers.farms.forms import ItemsForm, items_form
from volunteers.guardians.queries import ConsentLine
from volunteers.guardians.rules import Purpose
from volunteers.mobilisation.forms import CallForm, call_form
from volunteers.monitoring.forms import equality_form
from volunteers.monitoring.rules import QUESTIONS, Answers
from volunteers.onboarding.forms.pipelines import PipelineForm, pipeline_form
from volunteers.references.forms import page_form
from volunteers.references.rules import pages_for
from volunteers.rosters.forms.filling import fill_form
from volunteers.rosters.forms.planning import DutyForm, duty_form
from volunteers.strands.queries import all_strands, get_strand
from volunteers.strands.rules import StrandCode
from volunteers.trends.forms import TargetForm, target_form
from volunteers.trends.forms.plans import (
    MilestoneForm,
    ObjectiveForm,
    milestone_form,
    objective_form,
    plan_form,
)
from volunteers.trends.forms.releases import ReleaseForm, release_form
from volunteers.web.forms import Form

# Made for each page from what stands on it: a choice with words of its own, a table of posts.
MADE_FOR_A_PAGE = {MoreForm, CallForm, DutyForm, ItemsForm, PipelineForm, RegisterForm, SessionForm, UsualForm}
MADE_FOR_A_PAGE |= {TargetForm, MilestoneForm, ObjectiveForm, ReleaseForm}


def every_form() -> dict[str, type[Form]]:
    """By name. To be asked for in a request: some forms take their choices from the database."""
    found = {**question_forms(), **made_forms()}
    seen = set(found.values()) | MADE_FOR_A_PAGE
    return {**found, **{f"{one.__module__}.{one.__name__}": one for one in written_forms() if one not in seen}}


def question_forms() -> dict[str, type[Form]]:
    """The form of every question of all six applications, and of every eligibility question; each class once."""
    found: dict[type[Form], str] = {}
    for strand in all_strands():
        for step in steps.steps_of(strand):
            found.setdefault(step.form, f"{strand.code.value}: {step.question}")
        for rule in strand.eligibility:
            form = steps.get_eligibility_step(strand, rule.question).form
            found.setdefault(form, f"{strand.code.value}: before, {rule.question}")
    return {name: form for form, name in found.items()}


def made_forms() -> dict[str, type[Form]]:
    """Forms that are made from what is asked: equality questions, references, a guardian's consent."""
    found: dict[str, type[Form]] = {}
    for question in QUESTIONS:
        found[f"equality: {question.code}"] = type(equality_form(question, Answers()))
    for page in {page for strand in all_strands() for page in pages_for(strand.code, with_children=True)}:
        found[f"reference: {page.code}, {len(page.questions)} questions"] = type(page_form(page, {}))
    lines = [ConsentLine(purpose, None) for purpose in Purpose]
    found["guardian: consent"] = type(consent_form(lines))
    for strand in all_strands():
        found[f"pipeline: {strand.code.value}"] = type(pipeline_form(strand, strand, 0))
    areas = [("bristol", "Bristol")]
    found["mobilisation: call"] = type(call_form(get_strand(StrandCode.SPECIAL_CONSTABULARY), areas, []))
    found["farms: what was marked"] = type(items_form("3", is_more=False))
    night = SimpleNamespace(cadets=(), register=None, duty=SimpleNamespace(starts_at=clock.now(), ends_at=clock.now()))
    found["cadet units: register"] = type(register_form(night, [], [], mine="A leader"))  # type: ignore[arg-type]
    purposes = [SessionPurpose(SessionKind.INTERVIEW, "interview", "Interview")]
    made = session_form(purposes, [("bristol", "Bristol")], [("1", "Bridewell")], usual_cut_off=24)
    found["appointments: a session"] = type(made)
    specials = get_strand(StrandCode.SPECIAL_CONSTABULARY)
    found["rosters: a duty"] = type(duty_form(specials, [("bristol", "Bristol")], [("1", "Bridewell")]))
    filling = fill_form([("specials", "Specials")], [("bristol", "Bristol")], [(1, "Bridewell")], {})
    found["rosters: what is to be filled"] = type(filling)
    target = target_form([("cadets", "Cadets")], [("bristol", "Bristol")], [], today=clock.today())
    found["trends: a target"] = type(target)
    found["trends: a plan"] = type(plan_form([]))
    found["trends: an objective"] = type(objective_form([("cadets", "Cadets")]))
    found["trends: a milestone"] = type(milestone_form([]))
    found["trends: a release"] = type(release_form([(clock.today(), "A quarter")]))
    found["availability: usual times"] = type(usual_form())
    return found


def written_forms(of: type[Form] = Form) -> Iterator[type[Form]]:
    """Every form class of the service's own that stands in a module: not those that some page has made meanwhile."""
    for each in of.__subclasses__():
        if each.__module__.startswith("volunteers.") and vars(sys.modules[each.__module__]).get(each.__name__) is each:
            yield each
        yield from written_forms(each)
