"""The Special Constabulary: volunteer police officers with the powers of a constable."""

from volunteers.forces.rules import Force
from volunteers.permissions import Permission
from volunteers.strands.definitions import documents
from volunteers.strands.definitions.identity import identity, right_to_work
from volunteers.strands.definitions.specials_eligibility import eligibility
from volunteers.strands.definitions.specials_questions import asks
from volunteers.strands.definitions.specials_skills import SKILLS
from volunteers.strands.definitions.specials_stages import PIPELINE
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
    Rank,
    References,
    Retake,
    Strand,
    StrandCode,
)

WHAT_YOU_DO = (
    "Patrol with response and neighbourhood teams",
    "Keep people safe at events",
    "Help with roads policing and drink and drug drive operations",
    "Support victims and reassure communities",
)

GRADES = (
    Grade("in_training", "In training", "Initial learning; not yet on patrol."),
    Grade("accompanied", "Accompanied patrol", "Always with an experienced officer."),
    Grade(
        "directed", "Directed patrol", "Alone or in a team, in supervised and managed settings only.", may_be_alone=True
    ),
    Grade("qualified", "Qualified Special Constable", "May patrol independently.", may_be_alone=True),
)

# avonandsomerset.police.uk, special constabulary recruitment process
PUBLISHED_TIME = "The force says that it takes about five months, depending on references and a complete form."

# A&S asks officers for two, one the most recent employer; a teacher serves for someone who has not worked: our reading.
REFERENCES = References(2, "pre_employment_checks", one_of=("latest_employer", "teacher"), confirm=True)

RANKS = (
    Rank("special_constable", "Special Constable"),
    Rank("special_sergeant", "Special Sergeant"),
    Rank("special_inspector", "Special Inspector"),
    Rank("special_chief_inspector", "Special Chief Inspector"),
    Rank("assistant_chief_officer", "Assistant Chief Officer"),
    Rank("deputy_chief_officer", "Deputy Chief Officer"),
    Rank("chief_officer", "Chief Officer"),
)


def selection_checks() -> tuple[CheckDefinition, ...]:
    """What selection finds out."""
    record = Permission.CHECK_RECORD
    return (
        CheckDefinition(
            "sift", "Online sift", record, Party.APPLICANT, "A situational judgement test and a styles questionnaire."
        ),
        CheckDefinition("interview", "Interview", record, Party.COORDINATOR, "A structured interview about values."),
        identity(confirm=False),
        right_to_work(),
    )


def pre_employment_checks(force: Force) -> tuple[CheckDefinition, ...]:
    """What is found out side by side before an offer."""
    record = Permission.CHECK_RECORD
    return (
        CheckDefinition(
            "references",
            "References",
            record,
            Party.REFEREE,
            "We ask people who know your work for a reference, one of them your latest employer.",
            confirm=True,
        ),
        fitness(force),
        medical(force),
        CheckDefinition(
            "biometrics_and_drugs",
            "Biometrics and drugs test",
            record,
            Party.FORCE,
            "We take your fingerprints and a DNA sample, and test for drugs.",
            evidence=Evidence("The numbers of the kit and of the laboratory."),
        ),
        vetting(force),
    )


def fitness(force: Force) -> CheckDefinition:
    """The shuttle run. When it may be taken again was seen nowhere, so it is for the force to say."""
    numbers = force.numbers
    return CheckDefinition(
        "fitness",
        "Fitness test",
        Permission.CHECK_RECORD,
        Party.TRAINER,
        f"A shuttle run to level {numbers.special_fitness_level}.",
        confirm=force.must_confirm("numbers.special_fitness_level"),
        retake=Retake(numbers.fitness_retake_days, numbers.fitness_attempts, "the training team"),
        evidence=Evidence("The level reached, or the number of the test sheet."),
    )


def medical(force: Force) -> CheckDefinition:
    """How long it lasts is for the force to say: until it does, it lapses only on a date that is recorded."""
    numbers = force.numbers
    return CheckDefinition(
        "medical",
        "Medical",
        Permission.CHECK_RECORD,
        Party.MEDICAL_PROVIDER,
        "A questionnaire about your health, eyesight and hearing, read by the force medical officer.",
        confirm=True,
        retake=Retake(numbers.medical_retake_days, numbers.medical_attempts, "the force medical officer"),
        evidence=Evidence("The number of the medical file. Nothing about their health belongs here."),
    )


def vetting(force: Force) -> CheckDefinition:
    """Recruitment vetting (RV), as for officers and staff."""
    return CheckDefinition(
        "vetting",
        "Recruitment vetting",
        Permission.VETTING_SET,
        Party.VETTING_OFFICER,
        "We check police records and finances, and ask about your family and people you live with.",
        valid_months=force.numbers.recruitment_vetting_years * 12,
        confirm=force.must_confirm("numbers.recruitment_vetting_years"),
        level="rv",
    )


def learning_checks(force: Force) -> tuple[CheckDefinition, ...]:
    """What is shown between an offer and the first duty."""
    record = Permission.CHECK_RECORD
    return (
        CheckDefinition(
            "training",
            "Initial learning",
            record,
            Party.TRAINER,
            "You finish phase one of the learning programme.",
            is_course=True,
        ),
        CheckDefinition(
            "personal_safety_training",
            "Public and personal safety training",
            record,
            Party.TRAINER,
            "At least 12 hours in every year, so that you can keep yourself and others safe.",
            valid_months=force.numbers.personal_safety_training_months,
            confirm=force.must_confirm("numbers.personal_safety_training_months"),
            is_course=True,
        ),
        CheckDefinition("attestation", "Attestation", record, Party.FORCE, "You are sworn in as a constable."),
    )


def criteria(force: Force) -> Criteria:
    """Who may apply."""
    numbers = force.numbers
    return Criteria(
        minimum_age=numbers.special_minimum_age,
        residence_years=numbers.special_residence_years,
        conditions=(
            Condition(f"You are {numbers.special_minimum_age} or over. There is no upper age to apply."),
            Condition("You are a British or Irish citizen, or a national of another country free to stay in the UK."),
            Condition(f"You have lived in the UK for the last {numbers.special_residence_years} years."),
            Condition(
                f"You live in {force.short_name}, or within about {numbers.special_travel_miles} miles or 30 minutes' "
                "drive of a station."
            ),
            Condition(f"You can give at least {numbers.special_minimum_hours_a_month} hours a month on average."),
            Condition(f"You can reach level {numbers.special_fitness_level} of the shuttle run."),
            Condition("You have no county court judgment left to pay, and no recent bankruptcy or debt relief order."),
            Condition("You belong to no organisation that officers may not belong to."),
            Condition("Your occupation can be combined with being a Special Constable.", sourced=False),
            Condition("A conviction or caution does not always stop you. Not telling us about one does."),
            Condition("You have no tattoo that would offend."),
        ),
    )


# Teams open to Specials: https://www.westmercia.police.uk/article/14512/Roles-and-responsibilities
DUTY_KINDS = (
    DutyKind("patrol", "Patrol", is_operational=True),
    DutyKind("response", "Response", is_operational=True),
    DutyKind("neighbourhood", "Neighbourhood policing", is_operational=True),
    DutyKind("roads", "Roads policing", is_operational=True),
    DutyKind("public_order", "Public order", is_operational=True),
    DutyKind("investigation", "Investigation", is_operational=True),
    DutyKind("event", "Event", is_operational=True),
    DutyKind("training", "Training"),
    DutyKind("meeting", "Meeting or community engagement"),
)
LIMITS = (
    "rest_hours",
    "maximum_weekly_hours",
    "average_weekly_hours",
    "maximum_monthly_hours",
    "maximum_days_in_a_row",
)


def duty(force: Force) -> DutyDemands:
    """What a duty of Specials demands."""
    numbers = force.numbers
    return DutyDemands(
        kinds=DUTY_KINDS,
        clearances=("vetting", "medical", "personal_safety_training"),
        lowest_grade="accompanied",
        rest_hours=numbers.rest_hours,
        maximum_weekly_hours=numbers.maximum_weekly_hours,
        average_weekly_hours=numbers.average_weekly_hours,
        average_weeks=numbers.average_weeks,
        maximum_monthly_hours=numbers.maximum_monthly_hours,
        maximum_days_in_a_row=numbers.maximum_days_in_a_row,
        to_confirm=tuple(key for key in LIMITS if force.must_confirm(f"numbers.{key}")),
    )


def page(force: Force) -> Strand:
    """The Special Constabulary of a force."""
    numbers = force.numbers
    hours, years = numbers.special_minimum_hours_a_month, numbers.special_minimum_service_years
    return Strand(
        code=StrandCode.SPECIAL_CONSTABULARY,
        slug="special-constabulary",
        name="Special Constabulary",
        member="Special Constable",
        purpose="Volunteer police officers, with the same powers as regular officers.",
        what_you_do=WHAT_YOU_DO,
        commitment=f"At least {hours} hours a month on average, for at least {years} years",
        criteria=criteria(force),
        asks=asks(),
        pipeline=PIPELINE,
        checks=(*selection_checks(), *pre_employment_checks(force), *learning_checks(force)),
        grades=GRADES,
        appointed_grade="accompanied",
        ranks=RANKS,
        duty=duty(force),
        appointment_word="attested",
        reference_prefix="SC",
        contact=force.contact(StrandCode.SPECIAL_CONSTABULARY),
        eligibility=eligibility(force),
        published_time=PUBLISHED_TIME,
        # Only a vetting officer reads what was disclosed.
        sealed=frozenset({"convictions", "offences"}),
        conditions={"offences": AskedWhen("convictions", "answer", frozenset({"yes"}))},
        reapply_months=numbers.reapply_months,
        references=REFERENCES,
        documents=documents.SPECIALS,
        skills=SKILLS,
    )
