"""Police Support Volunteers: people who give time, experience and skills to the force without police powers.

The stages and their days are our reading of what forces publish, and the force must confirm them. Vetting is
non-police personnel vetting (NPPV), at the level the role needs.
"""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from volunteers.forces.rules import Force
from volunteers.permissions import Permission
from volunteers.strands.definitions import documents, eligibility_questions
from volunteers.strands.definitions.endings import DRAFT, ENDS, UNSUCCESSFUL, WITHDRAWN
from volunteers.strands.definitions.identity import identity, right_to_work
from volunteers.strands.rules import (
    AskedWhen,
    CheckDefinition,
    Condition,
    Criteria,
    DutyDemands,
    DutyKind,
    Finding,
    Grade,
    Party,
    Pipeline,
    References,
    Section,
    Stage,
    StageKind,
    Strand,
    StrandCode,
    judge_roles,
)

PIPELINE = Pipeline(
    (
        DRAFT,
        Stage(
            "submitted",
            "Eligibility and conflict check",
            "We are reading your application",
            "We check that you can apply and that nothing you do conflicts with police work.",
            usual_days=7,
            longest_days=21,
            moves=("role_match", *ENDS),
            permission=Permission.APPLICATION_APPLY,
        ),
        Stage(
            "role_match",
            "Role match and interview",
            "Finding a role for you",
            "We meet you and look for a role that fits your skills and time.",
            usual_days=28,
            longest_days=56,
            moves=("vetting_and_references", *ENDS),
        ),
        Stage(
            "vetting_and_references",
            "References and vetting",
            "References and vetting",
            "We take up two references and vet you to the level your role needs.",
            waiting_on=Party.FORCE,
            usual_days=42,
            longest_days=90,
            needs=("role_match", "identity", "right_to_work"),
            moves=("induction", *ENDS),
        ),
        Stage(
            "induction",
            "Induction and role training",
            "Induction and training",
            "You learn how the force works and what your role needs.",
            waiting_on=Party.TRAINER,
            usual_days=28,
            longest_days=60,
            needs=("references", "vetting"),
            moves=("appointed", "vetting_and_references", *ENDS),
        ),
        Stage(
            "appointed",
            "Active",
            "You are a Police Support Volunteer",
            "You can start in your role.",
            kind=StageKind.APPOINTED,
            waiting_on=Party.NOBODY,
            needs=("vetting", "induction", "role_training"),
            permission=Permission.APPLICATION_CLEAR,
        ),
        UNSUCCESSFUL,
        WITHDRAWN,
    )
)

GRADES = (
    Grade("in_induction", "In induction", "Learning the role, with someone beside them."),
    Grade("volunteer", "Volunteer", "Works in the agreed role, without police powers.", may_be_alone=True),
    Grade(
        "designated",
        "Volunteer with designated powers",
        "Holds powers the chief constable gave.",
        may_be_alone=True,
    ),
)

ASKS = (
    Section("eligibility", "Can you apply", ("right-to-stay",), "Your right to stay in the UK."),
    Section(
        "about-you",
        "About you",
        ("name", "date-of-birth", "address", "contact"),
        "Your name, date of birth, address and how to reach you.",
    ),
    Section(
        "role",
        "Role",
        ("role", "driver", "other-roles", "skills"),
        "The role you would like most, others you would take too, and what you are good at.",
    ),
    Section("time-and-place", "Time and place", ("availability", "area"), "When you have time, and where in the area."),
    Section(
        "conflicts",
        "Conflicts of interest",
        ("work", "occupation", "convictions", "conflicts"),
        "Your work, convictions, and anything else that could conflict with police work.",
    ),
    Section("references", "Referees", ("referees",), "Two people who can speak for you."),
    Section("help", "Help you need", ("adjustments",), "What would help you while you apply."),
    Section("source", "How you heard of us", ("heard-about",), "How you heard about volunteering with us."),
    Section("declaration", "Declaration", ("declaration",), "That what you told us is true and complete."),
)


# south-wales.police.uk, police support volunteers: two references
REFERENCES = References(2, "vetting_and_references")

WHAT_YOU_DO = (
    "Drive police vehicles where they are needed",
    "Look after police horses, or help bring up police puppies",
    "Serve as a chaplain",
    "Accompany people at identification parades",
    "Support police cadets, Neighbourhood Watch or Community SpeedWatch",
)


def conditions(force: Force) -> dict[str, AskedWhen]:
    """What is asked only of some: the licence, of those who would like most to drive."""
    driving = frozenset(role.code for role in force.roles if role.needs_driving)
    return {"driver": AskedWhen("role", "role", driving)}


def judge(force: Force, answers: Mapping[str, Mapping[str, Any]], on: date) -> list[Finding]:
    """What stands in the way of the roles someone chose."""
    return judge_roles(force.roles, answers, on, licence_months=force.numbers.driver_licence_months)


def checks(force: Force) -> tuple[CheckDefinition, ...]:
    """What is found out about an applicant."""
    record = Permission.CHECK_RECORD
    return (
        CheckDefinition("role_match", "Role match", record, Party.COORDINATOR, "We agree on a role with you."),
        # No force was seen to publish what it asks of its support volunteers here.
        identity(confirm=True),
        right_to_work(),
        CheckDefinition("references", "References", record, Party.REFEREE, "We ask two people who know you."),
        CheckDefinition(
            "vetting",
            "Non-police personnel vetting",
            Permission.VETTING_SET,
            Party.VETTING_OFFICER,
            "We check police records, to the level your role needs.",
            valid_months=force.numbers.non_police_vetting_years * 12,
            confirm=True,
        ),
        CheckDefinition(
            "induction",
            "Induction",
            record,
            Party.TRAINER,
            "You get to know the force and its rules.",
            is_course=True,
        ),
        CheckDefinition(
            "role_training", "Role training", record, Party.TRAINER, "You learn what your role needs.", is_course=True
        ),
    )


def criteria(force: Force) -> Criteria:
    """Who may apply."""
    minimum = force.numbers.support_volunteer_minimum_age
    return Criteria(
        minimum_age=minimum,
        conditions=(
            Condition(f"You are {minimum} or over. There is no upper age.", sourced=False),
            Condition(
                f"To drive for us you are {force.numbers.driver_minimum_age} or over and have held a full licence for "
                f"more than {force.numbers.driver_licence_months} months."
            ),
            Condition("Nothing you do conflicts with police work."),
            Condition("Two people can give you a reference, and you can be vetted."),
        ),
    )


def page(force: Force) -> Strand:
    """The Police Support Volunteers of a force."""
    numbers = force.numbers
    return Strand(
        code=StrandCode.POLICE_SUPPORT_VOLUNTEERS,
        slug="police-support-volunteers",
        name="Police Support Volunteers",
        member="Police Support Volunteer",
        purpose="People who give their time and skills to support officers and staff, without police powers.",
        what_you_do=WHAT_YOU_DO,
        commitment="Flexible: you agree your hours with your team",
        criteria=criteria(force),
        asks=ASKS,
        pipeline=PIPELINE,
        checks=checks(force),
        grades=GRADES,
        appointed_grade="volunteer",
        duty=DutyDemands(
            kinds=(
                DutyKind("role", "Work in a role"),
                DutyKind("driving", "Driving"),
                DutyKind("event", "Event"),
                DutyKind("training", "Training"),
                DutyKind("meeting", "Meeting"),
            ),
            clearances=("vetting",),
            rest_hours=numbers.rest_hours,
            to_confirm=("rest_hours",) if force.must_confirm("numbers.rest_hours") else (),
        ),
        appointment_word="appointed",
        reference_prefix="PSV",
        contact=force.contact(StrandCode.POLICE_SUPPORT_VOLUNTEERS),
        eligibility=eligibility_questions.support_volunteers(force),
        conditions=conditions(force),
        judges=partial(judge, force),
        references=REFERENCES,
        documents=documents.SUPPORT_VOLUNTEERS,
    )
