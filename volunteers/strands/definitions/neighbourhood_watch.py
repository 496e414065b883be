"""Neighbourhood Watch: independent volunteers who look out for their street, not police staff.

Someone applies to start or coordinate a scheme. Who verifies differs by area: the person alone, an area representative
or the police; the force file says which, and the force must confirm that, and the days.
"""

from collections.abc import Mapping
from dataclasses import replace

from volunteers.forces.rules import Force, Verification
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
    Evidence,
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
            "The association of your area gets in touch to complete the registration with you.",
            usual_days=14,
            longest_days=28,
            moves=("neighbours", *ENDS),
            permission=Permission.APPLICATION_APPLY,
        ),
        Stage(
            "neighbours",
            "Agreeing with neighbours",
            "Talk to your neighbours",
            "You invite your neighbours and agree with them who coordinates the scheme.",
            waiting_on=Party.APPLICANT,
            usual_days=28,
            longest_days=90,
            moves=("verification", *ENDS),
        ),
        Stage(
            "verification",
            "Verification",
            "Verification",
            "We confirm who you are and where the scheme is.",
            usual_days=14,
            longest_days=42,
            needs=("neighbours_agree",),
            moves=("appointed", "neighbours", *ENDS),
        ),
        Stage(
            "appointed",
            "Registered",
            "Your scheme is registered",
            "You can pass on messages and invite members.",
            kind=StageKind.APPOINTED,
            waiting_on=Party.NOBODY,
            needs=("neighbours_agree", "verification"),
            permission=Permission.APPLICATION_CLEAR,
        ),
        UNSUCCESSFUL,
        WITHDRAWN,
    )
)

# What the applicant confirms, under their name, where nobody else verifies a scheme.
CONFIRMED = (
    "I am the person named on this application and live at the address I gave.",
    "The scheme is in the streets I named, and my neighbours there agree to it.",
    "I tell the police when I stop being its coordinator.",
)
CONFIRMS_SCHEME: Mapping[Verification, CheckDefinition] = {
    Verification.SELF: CheckDefinition(
        "verification",
        "Verification",
        Permission.CHECK_RECORD,
        Party.APPLICANT,
        "You confirm who you are and where the scheme is.",
        confirm=True,
        agrees=CONFIRMED,
    ),
    Verification.AREA_REPRESENTATIVE: CheckDefinition(
        "verification",
        "Verification by the area representative",
        Permission.CHECK_RECORD,
        Party.COORDINATOR,
        "The representative of Neighbourhood Watch in your area confirms who you are and where the scheme is.",
        confirm=True,
        evidence=Evidence("The name of the area representative, and the day they confirmed it.", is_needed=True),
    ),
    Verification.POLICE: CheckDefinition(
        "verification",
        "Verification by the police",
        Permission.CHECK_RECORD,
        Party.COORDINATOR,
        "The police confirm who you are and where the scheme is.",
        confirm=True,
    ),
}


def checks(force: Force) -> tuple[CheckDefinition, ...]:
    """What is found out about an applicant, by who verifies schemes in the force's area."""
    agree = CheckDefinition(
        "neighbours_agree",
        "Agreement of the neighbours",
        Permission.CHECK_RECORD,
        Party.APPLICANT,
        "Your neighbours agree to the scheme and to you as its coordinator.",
    )
    return agree, CONFIRMS_SCHEME[force.watch_verification]


def pipeline(force: Force) -> Pipeline:
    """The stages; what applicants read of verification is what the check says of it."""
    words = CONFIRMS_SCHEME[force.watch_verification].explains
    return Pipeline(
        tuple(replace(stage, explains=words) if stage.code == "verification" else stage for stage in PIPELINE.stages)
    )


GRADES = (
    Grade("scheme_coordinator", "Scheme coordinator", "Looks after one scheme and its members.", may_be_alone=True),
    Grade("area_coordinator", "Area coordinator", "Supports the schemes of an area.", may_be_alone=True),
)

ASKS = (
    Section("eligibility", "Can you apply", ("in-area",), "Whether you live in the area."),
    Section(
        "about-you",
        "About you",
        ("name", "date-of-birth", "address", "contact"),
        "Your name, date of birth, address and how to reach you.",
    ),
    Section(
        "scheme",
        "Your scheme",
        ("plan", "unit", "area", "streets", "households", "known-scheme", "neighbours"),
        "Whether you start or join a scheme, and where. To start one: its streets, how many households, and whether "
        "your neighbours agree.",
    ),
    Section("duties", "What a coordinator does", ("duties",), "What you take on when you start a scheme."),
    Section("source", "How you heard of us", ("heard-about",), "How you heard about Neighbourhood Watch."),
    Section("declaration", "Declaration", ("declaration",), "That what you told us is true and complete."),
)

STARTING = AskedWhen("plan", "plan", frozenset({"start"}))
CONDITIONS = {
    "unit": AskedWhen("plan", "plan", frozenset({"join"})),
    **dict.fromkeys(("streets", "households", "known-scheme", "neighbours", "duties"), STARTING),
}

# ourwatch.org.uk, become a coordinator
DUTIES = (
    "Invite your neighbours to join, and keep the list of members up to date.",
    "Keep the scheme registered.",
    "Be the person your neighbours and the police turn to.",
    "Pass on messages from the police and others.",
    "Look after members who are vulnerable or not online.",
    "Tell people where to find help, and encourage them to report crime.",
)


def criteria(force: Force) -> Criteria:
    """Who may apply."""
    minimum = force.numbers.neighbourhood_watch_minimum_age
    return Criteria(
        minimum_age=minimum,
        conditions=(
            Condition(f"You are {minimum} or over.", sourced=False),
            Condition("You live where the scheme is.", sourced=False),
            Condition("Your neighbours agree."),
        ),
    )


def page(force: Force) -> Strand:
    """The Neighbourhood Watch of a force's area."""
    return Strand(
        code=StrandCode.NEIGHBOURHOOD_WATCH,
        slug="neighbourhood-watch",
        name="Neighbourhood Watch",
        member="Neighbourhood Watch coordinator",
        purpose="Neighbours who look out for each other and keep in touch with the police.",
        what_you_do=(
            "Invite your neighbours and keep the list of members up to date",
            "Pass on messages, and look after members who are vulnerable or not online",
            "Be the person to turn to, and encourage people to report",
        ),
        commitment="As much as your scheme needs",
        criteria=criteria(force),
        asks=ASKS,
        pipeline=pipeline(force),
        checks=checks(force),
        grades=GRADES,
        appointed_grade="scheme_coordinator",
        duty=DutyDemands(
            kinds=(
                DutyKind("patrol_walk", "Walk or street stall"),
                DutyKind("event", "Event"),
                DutyKind("training", "Training"),
                DutyKind("meeting", "Meeting"),
            )
        ),
        appointment_word="registered",
        reference_prefix="NW",
        contact=force.contact(StrandCode.NEIGHBOURHOOD_WATCH),
        eligibility=eligibility_questions.neighbourhood_watch(force),
        conditions=CONDITIONS,
    )
