"""Community SpeedWatch: teams who measure speed at the roadside so that drivers can be advised.

Only on roads of 20, 30 and 40 miles an hour, to educate; enforcement is separate. Ages, teams and times were seen at
other forces and schemes: the force must confirm them.
"""

from datetime import time

from volunteers.forces.rules import Force
from volunteers.permissions import Permission
from volunteers.strands.definitions import eligibility_questions
from volunteers.strands.definitions.endings import DRAFT, ENDS, UNSUCCESSFUL, WITHDRAWN
from volunteers.strands.rules import (
    AskedWhen,
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
            "Finding a scheme",
            "Finding a scheme near you",
            "We look for a scheme near you, or for others who would start one with you.",
            usual_days=21,
            longest_days=60,
            moves=("vetting_and_agreement", *ENDS),
            permission=Permission.APPLICATION_APPLY,
        ),
        Stage(
            "vetting_and_agreement",
            "Vetting and agreement",
            "Vetting and agreement",
            "You sign the agreement for volunteers and we vet you.",
            waiting_on=Party.FORCE,
            usual_days=28,
            longest_days=60,
            needs=("scheme_place",),
            moves=("training", "submitted", *ENDS),
        ),
        Stage(
            "training",
            "Roadside training",
            "Training",
            "You learn to use the device, stay safe at the roadside and keep the session sheet.",
            waiting_on=Party.TRAINER,
            usual_days=21,
            longest_days=42,
            needs=("agreement", "vetting"),
            moves=("appointed", "vetting_and_agreement", *ENDS),
        ),
        Stage(
            "appointed",
            "Authorised",
            "You are authorised for SpeedWatch",
            "You can join sessions with your team.",
            kind=StageKind.APPOINTED,
            waiting_on=Party.NOBODY,
            needs=("agreement", "vetting", "training"),
            permission=Permission.APPLICATION_CLEAR,
        ),
        UNSUCCESSFUL,
        WITHDRAWN,
    )
)

GRADES = (
    Grade("roadside_volunteer", "Roadside volunteer", "Works at the roadside, always in a team.", may_be_alone=True),
    Grade("deputy_coordinator", "Deputy coordinator", "Stands in for the scheme coordinator.", may_be_alone=True),
    Grade(
        "scheme_coordinator",
        "Scheme coordinator",
        "Leads a scheme and sends its session reports.",
        may_be_alone=True,
    ),
    Grade("network_area_lead", "Network area lead", "Supports the schemes of an area.", may_be_alone=True),
)

ASKS = (
    Section(
        "eligibility",
        "Can you apply",
        ("in-area", "vetting"),
        "Whether you live in the area, and that we may check police records.",
    ),
    Section(
        "about-you",
        "About you",
        ("name", "date-of-birth", "address", "contact"),
        "Your name, date of birth, address and how to reach you.",
    ),
    Section(
        "scheme",
        "Your scheme",
        ("plan", "unit", "area", "team", "sites", "parish"),
        "Whether you start or join a scheme, and where. To start one: your team, the roads you worry about, and "
        "whether the parish council is behind you.",
    ),
    Section(
        "part",
        "Your part",
        ("part", "daylight", "adjustments"),
        "What you would do, when you have time in daylight, and what would help you.",
    ),
    Section("source", "How you heard of us", ("heard-about",), "How you heard about Community SpeedWatch."),
    Section("declaration", "Declaration", ("declaration",), "That what you told us is true and complete."),
)

STARTING = AskedWhen("plan", "plan", frozenset({"start"}))
CONDITIONS = {
    "unit": AskedWhen("plan", "plan", frozenset({"join"})),
    **dict.fromkeys(("team", "sites", "parish"), STARTING),
}


# In our words, from the codes of other schemes (docsbay.net, code of conduct and guidance; houndwoodcommunity.org): the
# force's own agreement must confirm them.
AGREEMENT = (
    "I work only at authorised sites, in daylight, in a team of at least three, and never alone.",
    "I wear the high-visibility clothing I am given, and stay off the carriageway.",
    "I never stop, follow, signal to or argue with a driver.",
    "I write down only what the session sheet asks for, and give it to nobody but the scheme coordinator.",
    "I use the device only as I was trained to, and stop when the weather or the light is poor.",
    "I tell the scheme coordinator if I am arrested, charged or cautioned, or if I know a driver we recorded.",
)


def checks(force: Force) -> tuple[CheckDefinition, ...]:
    """What is found out about an applicant."""
    record = Permission.CHECK_RECORD
    return (
        CheckDefinition(
            "scheme_place",
            "Place in a scheme",
            record,
            Party.COORDINATOR,
            f"A scheme takes you in, or at least {force.numbers.speedwatch_team_to_start} of you start one.",
            confirm=force.must_confirm("numbers.speedwatch_team_to_start"),
        ),
        CheckDefinition(
            "agreement",
            "Volunteer agreement",
            record,
            Party.APPLICANT,
            "You sign the code of conduct.",
            confirm=True,
            agrees=AGREEMENT,
        ),
        CheckDefinition(
            "vetting",
            "Vetting",
            Permission.VETTING_SET,
            Party.VETTING_OFFICER,
            "We check police records.",
            valid_months=force.numbers.non_police_vetting_years * 12,
            confirm=True,
            level="nppv_1",
        ),
        CheckDefinition(
            "training",
            "Roadside training",
            record,
            Party.TRAINER,
            "You are trained on the device and the roadside.",
            is_course=True,
        ),
    )


# Only there is the site chosen, and whether its risk assessment holds that day is looked at.
PLANNED_ON = "on the page of its scheme, under SpeedWatch sessions, where its site is checked"


def duty(force: Force) -> DutyDemands:
    """What a roadside session demands."""
    numbers = force.numbers
    return DutyDemands(
        kinds=(
            DutyKind("roadside", "Roadside session", is_operational=True, planned_on=PLANNED_ON),
            DutyKind("training", "Training"),
            DutyKind("meeting", "Meeting"),
        ),
        clearances=("vetting", "training"),
        minimum_team=numbers.speedwatch_minimum_team,
        daylight_only=True,
        earliest=time(7),
        latest=time(22),
        longest_hours=numbers.speedwatch_session_hours,
        to_confirm=("minimum_team", "earliest", "latest", "longest_hours"),
    )


def criteria(force: Force) -> Criteria:
    """Who may apply."""
    minimum = force.numbers.speedwatch_minimum_age
    return Criteria(
        minimum_age=minimum,
        conditions=(
            Condition(f"You are {minimum} or over.", sourced=False),
            Condition("You sign the volunteer agreement and can be vetted.", sourced=False),
        ),
    )


def page(force: Force) -> Strand:
    """The Community SpeedWatch of a force."""
    team = f"in a team of at least {force.numbers.speedwatch_minimum_team}"
    return Strand(
        code=StrandCode.COMMUNITY_SPEEDWATCH,
        slug="community-speedwatch",
        name="Community SpeedWatch",
        member="SpeedWatch volunteer",
        purpose="Local teams who measure speed at the roadside, so that drivers slow down.",
        what_you_do=(
            "Measure speed on roads with a limit of 20, 30 or 40 miles an hour",
            "Note the registration, make and colour of vehicles above the threshold",
            "Send the session report, so that the police can write to drivers",
        ),
        commitment=f"Sessions of up to {force.numbers.speedwatch_session_hours} hours in daylight, {team}",
        criteria=criteria(force),
        asks=ASKS,
        pipeline=PIPELINE,
        checks=checks(force),
        grades=GRADES,
        appointed_grade="roadside_volunteer",
        duty=duty(force),
        appointment_word="authorised",
        reference_prefix="CSW",
        contact=force.contact(StrandCode.COMMUNITY_SPEEDWATCH),
        eligibility=eligibility_questions.community_speedwatch(force),
        conditions=CONDITIONS,
    )
