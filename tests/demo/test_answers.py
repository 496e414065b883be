"""What the demonstration's applicants answered: whole, allowed on its day, and readable in words."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from wtforms import SelectField, SelectMultipleField

from volunteers import clock
from volunteers.applications.forms import STRANDS
from volunteers.applications.models import Application, Channel, SealedAnswer
from volunteers.applications.queries import answers_of, as_read
from volunteers.applications.rules import answers_in_words, findings_in_the_way, missing_questions
from volunteers.applications.rules.wording import NOTHING
from volunteers.extensions import db
from volunteers.forces.queries import current_force
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import StrandCode

SPECIALS, CADETS = StrandCode.SPECIAL_CONSTABULARY, StrandCode.CADETS
OTHERS = [code for code in StrandCode if code is not SPECIALS]
RAW_CODE = re.compile(r"\b[a-z]+_[a-z_]+\b")


def _answered(strand: str) -> list[Application]:
    sent = select(Application).where(Application.strand == strand, Application.submitted_at.is_not(None))
    return [each for each in db.session.scalars(sent) if each.answers]


@pytest.mark.parametrize("code", StrandCode)
def test_every_question_of_a_form_that_was_sent_is_answered(seeded: Flask, code: StrandCode) -> None:
    applications = _answered(code)
    assert len(applications) >= 8
    for application in applications:
        answers = answers_of(application)
        assert missing_questions(as_read(get_strand(code), answers), answers) == [], application.reference


@pytest.mark.parametrize("code", [code for code in StrandCode if code is not CADETS])
def test_nothing_answered_would_have_stood_in_the_way(seeded: Flask, code: StrandCode) -> None:
    for application in _answered(code):
        assert application.submitted_at is not None
        answers, on = answers_of(application), clock.on(application.submitted_at)
        assert findings_in_the_way(as_read(get_strand(code), answers), answers, on) == [], application.reference


@pytest.mark.parametrize("code", StrandCode)
def test_answers_read_in_words(seeded: Flask, code: StrandCode) -> None:
    areas = {area.code: area.name for area in current_force().areas}
    for application in _answered(code):
        answers = answers_of(application)
        sections = answers_in_words(as_read(get_strand(code), answers), answers, areas=areas)
        rows = [row for section in sections for row in section.rows]
        lines = [line for row in rows for line in row.lines or ("",)]
        assert NOTHING not in lines, application.reference
        assert all(lines), (application.reference, [row.question for row in rows if row.is_missing])
        assert [line for line in lines if RAW_CODE.search(line) and "@" not in line] == []


@pytest.mark.parametrize("code", StrandCode)
def test_lists_of_things_would_have_been_taken(seeded: Flask, code: StrandCode) -> None:
    forms = STRANDS[code](current_force())
    for application in _answered(code):
        answers = {**answers_of(application), "account": {"email": application.account.email}}
        assert application.submitted_at is not None
        on = clock.on(application.submitted_at)
        for question, form in forms.items():
            if form.many is not None and question in answers:
                items = answers[question]["items"]
                assert form.many.least <= len(items) <= form.many.most
                assert form.many.faults(items, on, answers) == [], (application.reference, question)


@pytest.mark.parametrize("code", OTHERS)
def test_one_choice_of_several_is_one_of_them(seeded: Flask, code: StrandCode) -> None:
    """What is chosen from a fixed list is in it: what was stored could have been chosen."""
    forms = STRANDS[code](current_force())
    with seeded.test_request_context():
        for question, form_class in forms.items():
            for application in _answered(code) if form_class.many is None else ():
                values = application.answers.get(question, {})
                form = form_class()
                for field in (each for each in form if isinstance(each, (SelectField, SelectMultipleField))):
                    known = {str(choice.value) for choice in field.iter_choices()}
                    chosen = values.get(field.name) or []
                    chosen = chosen if isinstance(chosen, list) else [chosen]
                    assert {str(each) for each in chosen} <= known, (question, field.name)


def test_columns_follow_the_answers(seeded: Flask) -> None:
    assert {each.role for each in _answered("police_support_volunteers")} <= {
        each.code for each in current_force().roles
    }
    assert all(each.unit_id for each in _answered(CADETS))
    assert any(each.unit_id for each in _answered("community_speedwatch"))


def test_what_specials_disclosed_is_sealed(seeded: Flask) -> None:
    applications = _answered(SPECIALS)
    assert all(each.answers["convictions"] == {"sealed": True} for each in applications)
    disclosed = [answers_of(each)["convictions"]["answer"] for each in applications]
    assert set(disclosed) == {"yes", "no"}
    offences = select(SealedAnswer).where(SealedAnswer.question == "offences")
    assert len(db.session.scalars(offences).all()) == disclosed.count("yes") + _drafts_that_disclose()


def _drafts_that_disclose() -> int:
    drafts = db.session.scalars(select(Application).where(Application.submitted_at.is_(None)))
    return sum("offences" in draft.answers for draft in drafts)


def test_nothing_more_is_asked_of_a_child_before_a_guardian_agrees(seeded: Flask) -> None:
    waiting = [each for each in _answered(CADETS) if each.stage == "submitted"]
    assert len(waiting) >= 5
    asked = {"name", "date-of-birth", "unit", "guardian", "declaration"}
    assert all(set(each.answers) == asked for each in waiting)


def test_one_form_came_on_paper(seeded: Flask) -> None:
    (application,) = db.session.scalars(select(Application).where(Application.channel == Channel.PAPER))
    assert application.is_recorded
    assert not application.account.has_mail
    assert application.recorded_by_id is not None
    assert application.birth_date is not None
    assert application.birth_date < date(1950, 1, 1)
