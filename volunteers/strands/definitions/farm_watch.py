"""Farm Watch: farmers and rural people who share information with the rural crime team.

The force's own form was not seen: its stages, days and fields are for the force to confirm. The place of a holding is
marked on a map, because farms share names.
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
            "First contact",
            "We will be in touch",
            "The rural crime team gets in touch with you.",
            usual_days=14,
            longest_days=28,
            moves=("visit", *ENDS),
            permission=Permission.APPLICATION_APPLY,
        ),
        Stage(
            "visit",
            "Visit",
            "A visit to your holding",
            "We confirm where your holding is, and offer advice and property marking.",
            usual_days=28,
            longest_days=60,
            moves=("appointed", *ENDS),
        ),
        Stage(
            "appointed",
            "Member",
            "You are a member of Farm Watch",
            "You receive alerts and can send information.",
            kind=StageKind.APPOINTED,
            waiting_on=Party.NOBODY,
            needs=("holding_placed", "messages_agreed"),
            permission=Permission.APPLICATION_CLEAR,
        ),
        UNSUCCESSFUL,
        WITHDRAWN,
    )
)

CHECKS = (
    CheckDefinition(
        "holding_placed",
        "Place of the holding",
        Permission.CHECK_RECORD,
        Party.COORDINATOR,
        "We mark your holding on the map, so that help finds it.",
        confirm=True,
    ),
    CheckDefinition(
        "messages_agreed",
        "Agreement to messages",
        Permission.CHECK_RECORD,
        Party.APPLICANT,
        "You agree how we may send you alerts: text, e-mail or telephone.",
        confirm=True,
    ),
)

GRADES = (
    Grade("member", "Member", "Receives alerts and sends information.", may_be_alone=True),
    Grade(
        "rural_contact",
        "Rural contact",
        "Visits members, marks property and keeps the register.",
        may_be_alone=True,
    ),
)

ASKS = (
    Section("eligibility", "Can you apply", ("on-the-land",), "Whether you farm or look after land in the area."),
    Section(
        "about-you",
        "About you",
        ("name", "date-of-birth", "address", "contact"),
        "Your name, date of birth, address and how to reach you.",
    ),
    Section(
        "holding",
        "Your holding",
        ("holding", "premises", "area"),
        "The name of your holding, what you keep or grow, and where it is on the map.",
    ),
    Section(
        "messages",
        "Alerts",
        ("alerts", "channels", "consent"),
        "Which alerts you want, how we may send them, and that you agree.",
    ),
    Section("source", "How you heard of us", ("heard-about",), "How you heard about Farm Watch."),
    Section("declaration", "Declaration", ("declaration",), "That what you told us is true and complete."),
)


def criteria(force: Force) -> Criteria:
    """Who may apply."""
    minimum = force.numbers.farm_watch_minimum_age
    return Criteria(
        minimum_age=minimum,
        conditions=(
            Condition(f"You are {minimum} or over.", sourced=False),
            Condition(f"You farm, keep animals or work on the land in {force.short_name}.", sourced=False),
        ),
    )


def page(force: Force) -> Strand:
    """The Farm Watch of a force."""
    return Strand(
        code=StrandCode.FARM_WATCH,
        slug="farm-watch",
        name="Farm Watch",
        member="Farm Watch member",
        purpose="Farmers and rural people who share information with the police to prevent rural crime.",
        what_you_do=(
            "Receive and pass on alerts about agricultural, equine, wildlife, heritage and environmental crime",
            "Report what you see that is suspicious",
            "Have property marked, and photographed for a register",
        ),
        commitment="As much as you like",
        criteria=criteria(force),
        asks=ASKS,
        pipeline=PIPELINE,
        checks=CHECKS,
        grades=GRADES,
        appointed_grade="member",
        duty=DutyDemands(
            kinds=(
                DutyKind("visit", "Farm visit or property marking"),
                DutyKind("patrol_night", "Patrol night"),
                DutyKind("event", "Event"),
                DutyKind("training", "Training"),
                DutyKind("meeting", "Meeting"),
            )
        ),
        appointment_word="enrolled",
        reference_prefix="FW",
        contact=force.contact(StrandCode.FARM_WATCH),
        eligibility=eligibility_questions.farm_watch(force),
    )
