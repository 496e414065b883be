"""Volunteer Police Cadets: young people who learn about policing and volunteer in their community.

Stages follow Avon and Somerset's cadet recruitment. Every duty is under a leader's eye: a cadet is never alone.
"""

from volunteers.forces.rules import Force
from volunteers.permissions import Permission
from volunteers.strands.definitions import eligibility_questions
from volunteers.strands.definitions.endings import DRAFT, ENDS, UNSUCCESSFUL, WITHDRAWN
from volunteers.strands.rules import (
    CheckDefinition,
    Condition,
    Criteria,
    DutyDemands,
    DutyKind,
    Grade,
    Party,
    Pipeline,
    Section,
    Stage,
    StageKind,
    Strand,
    StrandCode,
)

PIPELINE = Pipeline(
    (
        DRAFT,
        Stage(
            "submitted",
            "Waiting list",
            "On the waiting list",
            "We write to you when your unit opens, usually once a year in early summer.",
            waiting_on=Party.FORCE,
            usual_days=180,
            longest_days=365,
            moves=("application", *ENDS),
            permission=Permission.APPLICATION_APPLY,
        ),
        # From here on each stage needs the parent's consent, so that it stops an application once it is taken back.
        Stage(
            "application",
            "Application",
            "Your application",
            "Your parent or guardian has agreed. You tell us more about yourself.",
            waiting_on=Party.APPLICANT,
            usual_days=14,
            longest_days=28,
            needs=("guardian_consent",),
            moves=("orientation", "submitted", *ENDS),
        ),
        Stage(
            "orientation",
            "Orientation evening",
            "Orientation evening",
            "You and your parents come to an evening at the unit and talk with its leader.",
            usual_days=28,
            longest_days=60,
            needs=("guardian_consent", "application_form"),
            moves=("paperwork", *ENDS),
        ),
        Stage(
            "paperwork",
            "Paperwork",
            "Forms",
            "Your parent or guardian fills in the health and permission form.",
            waiting_on=Party.GUARDIAN,
            usual_days=14,
            longest_days=42,
            needs=("guardian_consent", "orientation"),
            moves=("own_clothes", *ENDS),
        ),
        Stage(
            "own_clothes",
            "First weeks",
            "Your first weeks",
            "You start with your unit in your own clothes.",
            usual_days=21,
            longest_days=42,
            needs=("guardian_consent", "health_and_permission", "cadet_vetting"),
            moves=("appointed", "paperwork", *ENDS),
        ),
        Stage(
            "appointed",
            "Cadet",
            "You are a police cadet",
            "You have made your promise and been given your uniform.",
            kind=StageKind.APPOINTED,
            waiting_on=Party.NOBODY,
            needs=("guardian_consent", "health_and_permission", "promise"),
            permission=Permission.APPLICATION_CLEAR,
        ),
        UNSUCCESSFUL,
        WITHDRAWN,
    )
)

GRADES = (
    Grade("own_clothes", "First weeks", "Starting with the unit, always with a leader."),
    Grade("cadet", "Cadet", "Always with a leader or an officer."),
)

# Before a parent or guardian agrees: the name, the age, the unit and how to reach that guardian, and nothing else.
ASKS = (
    Section(
        "interest",
        "Your interest",
        ("name", "date-of-birth", "unit", "guardian"),
        "Your name and date of birth, your unit, and how to reach a parent or guardian.",
    ),
    Section(
        "about-you",
        "About you",
        ("birthplace", "address", "school", "second-guardian"),
        "Where you were born, your address, your school and a second parent or guardian.",
        asked_at="application",
    ),
    Section(
        "taking-part",
        "Taking part",
        ("weekly-attendance", "adjustments", "heard-about"),
        "Whether you can come every week, and what would help you take part.",
        asked_at="application",
    ),
    Section("declaration", "Declaration", ("declaration",), "That what you told us is true and complete."),
)


def checks() -> tuple[CheckDefinition, ...]:
    """What is found out about a young person, and agreed with a parent or guardian."""
    record, guardian = Permission.CHECK_RECORD, Party.GUARDIAN
    return (
        CheckDefinition(
            "guardian_consent", "Consent of a parent or guardian", record, guardian, "They agree that you take part."
        ),
        CheckDefinition("application_form", "Application form", record, Party.APPLICANT, "You tell us about yourself."),
        CheckDefinition(
            "orientation",
            "Orientation evening and talk",
            record,
            Party.COORDINATOR,
            "You meet the unit and its leader.",
        ),
        # The form is asked for anew for every event; this is the first, for joining.
        CheckDefinition(
            "health_and_permission",
            "Health and permission form",
            record,
            guardian,
            "What the leaders need to know to keep you well, and what you may take part in.",
        ),
        CheckDefinition(
            "cadet_vetting",
            "Cadet vetting",
            Permission.VETTING_SET,
            Party.VETTING_OFFICER,
            "We look at risks so that we can manage them. It is not there to leave you out.",
            confirm=True,
            level="cadet",
        ),
        CheckDefinition("promise", "Promise", record, Party.COORDINATOR, "You make your promise before your parents."),
    )


def criteria(force: Force) -> Criteria:
    """Who may apply."""
    numbers = force.numbers
    ages = f"{numbers.cadet_minimum_age} to {numbers.cadet_maximum_age}"
    return Criteria(
        minimum_age=numbers.cadet_minimum_age,
        maximum_age=numbers.cadet_maximum_age,
        age_judged_on="the day your unit starts",
        conditions=(
            Condition(f"You are {ages} on the day your unit starts."),
            Condition(f"You live or go to school in {force.short_name}."),
            Condition("A parent or guardian agrees that you take part."),
            Condition("Your parents' criminal history does not stop you."),
        ),
    )


def duty(force: Force) -> DutyDemands:
    """What an activity demands of those who lead it."""
    # The hours are those for workers of 16 and 17: sensible here, but for the force to confirm.
    return DutyDemands(
        kinds=(
            DutyKind("unit_evening", "Unit evening"),
            DutyKind("community", "Volunteering in the community"),
            DutyKind("event", "Event"),
            DutyKind("training", "Training"),
            DutyKind("adventure", "Adventure activity"),
            DutyKind("operation", "Help with an operation", is_operational=True),
        ),
        clearances=("guardian_consent", "health_and_permission"),
        minimum_adults=force.numbers.cadet_minimum_adults,
        young_people_per_adult=force.numbers.cadets_per_adult,
        latest=force.cadet_nights.latest_end,
        longest_hours=8,
        rest_hours=12,
        maximum_weekly_hours=40,
        to_confirm=(
            "minimum_adults",
            "young_people_per_adult",
            "latest",
            "longest_hours",
            "rest_hours",
            "maximum_weekly_hours",
        ),
    )


def page(force: Force) -> Strand:
    """The police cadets of a force."""
    numbers = force.numbers
    return Strand(
        code=StrandCode.CADETS,
        slug="cadets",
        name="Police Cadets",
        member="police cadet",
        purpose="Young people who learn about policing, gain confidence and help their community.",
        what_you_do=(
            "Meet your unit every week in term time",
            "Learn about policing and the law",
            "Volunteer at local events, always with your leaders",
        ),
        commitment=(
            "About 2 hours a week in term time, and at least "
            f"{numbers.cadet_volunteering_hours_a_month} hours of volunteering a month"
        ),
        criteria=criteria(force),
        asks=ASKS,
        pipeline=PIPELINE,
        checks=checks(),
        grades=GRADES,
        appointed_grade="cadet",
        duty=duty(force),
        appointment_word="enrolled",
        reference_prefix="VPC",
        contact=force.contact(StrandCode.CADETS),
        eligibility=eligibility_questions.cadets(force),
    )
