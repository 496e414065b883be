"""What the people of the demonstration answered: believable, good answers to questions they were asked, and counted."""

from collections import Counter
from datetime import date
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from volunteers.applications.models import Application
from volunteers.demo.equality import DRAWN, Applied, answered
from volunteers.extensions import db
from volunteers.monitoring.models import EqualityAnswer, EqualityIntake
from volunteers.monitoring.queries import answers_by_application
from volunteers.monitoring.rules import QUESTIONS, Answers
from volunteers.people.models import ServicePeriod
from volunteers.trends.disclosure.quarters import before
from volunteers.trends.queries.ended import list_ended_applications
from volunteers.trends.queries.quarter_counts import frozen_quarters

TODAY = date(2023, 3, 31)
LAST = date(2022, 12, 31)
SPECIALS = "special_constabulary"
RESIDENTS = {
    "ethnicity": {"white": 85, "mixed": 4, "asian": 6, "black": 4, "other": 1},
    "disability": {"disabled": 18, "not_disabled": 82},
    "religion": {
        "none": 50, "christian": 40, "buddhist": 1, "hindu": 1, "jewish": 1, "muslim": 5, "sikh": 1, "other": 1,
    },
    "orientation": {"straight": 90, "gay_or_lesbian": 4, "bisexual": 4, "other": 2},
}  # fmt: skip
SHARES = {("area:bristol", characteristic): counts for characteristic, counts in RESIDENTS.items()}


def said_by(count: int, strand: str, stage: str = "submitted", last_open: str = "draft") -> list[dict[str, str]]:
    chance = Random(5)
    applied = (Applied(number, strand, "bristol", TODAY, stage, last_open) for number in range(count))
    return [answered(each, SHARES, chance) for each in applied]


@pytest.mark.parametrize("strand", DRAWN)
def test_every_answer_is_one_there_is_to_a_question_that_was_asked(strand: str) -> None:
    for values in said_by(400, strand):
        answers = Answers()
        for question in QUESTIONS:
            if question.code in values:
                answers = answers.answered(question, values[question.code])
        assert answers.values == values


def test_some_say_nothing_and_some_would_rather_not_say() -> None:
    said = said_by(2_000, SPECIALS)
    assert 0.1 < sum(not values for values in said) / len(said) < 0.2
    religion = Counter(values.get("religion") for values in said if values)
    assert 0.03 < religion["prefer_not_to_say"] / religion.total() < 0.1


def test_minorities_are_fewer_and_lost_more_often_at_the_checks() -> None:
    def share(stage: str, last_open: str) -> float:
        said = said_by(4_000, SPECIALS, stage, last_open)
        groups = Counter(values["ethnic-group"] for values in said if "ethnic-group" in values)
        return 1 - groups["white"] / groups.total()

    appointed = share("appointed", "attestation")
    assert appointed < share("unsuccessful", "sift") < share("unsuccessful", "pre_employment_checks")
    assert appointed < 0.12


def test_quarters_are_counted_and_the_links_of_those_who_left_are_cut(seeded: Flask) -> None:
    quarters = frozen_quarters(TODAY)
    assert [quarter.cut_off for quarter in quarters] == [before(LAST, back) for back in reversed(range(12))]
    counts = quarters[-1].counts.items()
    active = [(atom, count) for atom, count in counts if (atom.measure, atom.strand) == ("active", SPECIALS)]
    runs = (ServicePeriod.started_on <= LAST) & (ServicePeriod.ended_on.is_(None) | (ServicePeriod.ended_on > LAST))
    serving = db.session.scalar(select(func.count()).where(runs, ServicePeriod.strand == SPECIALS))
    assert sum(count for atom, count in active if atom.characteristic == "age") == serving
    women, men = (sum(count for atom, count in active if atom.group == group) for group in ("female", "male"))
    assert men > women > 0
    answers = db.session.scalar(select(func.count()).select_from(EqualityAnswer)) or 0
    assert answers > 300
    uncut = answers_by_application(list_ended_applications(TODAY))
    strands = Counter(db.session.scalars(select(Application.strand).where(Application.id.in_(uncut))))
    assert max(strands.values(), default=0) < 10, "of a few the link waits until there are enough"
    linked = answers_by_application(db.session.scalars(select(Application.id)))
    assert 20 < len(linked) < answers
    assert db.session.scalar(select(func.count()).select_from(EqualityIntake)) == 0
