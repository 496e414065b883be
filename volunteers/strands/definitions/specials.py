"""The Special Constabulary: volunteer police officers with the powers of a constable.

The stages follow Avon and Somerset's recruitment process and those of comparable forces. Vetting stands before training
without exception: a recruit elsewhere finished training without it and could not be attested.
"""

from volunteers.forces.rules import Force
from volunteers.permissions import Permission
from volunteers.strands.definitions import documents
from volunteers.strands.definitions.endings import DRAFT, ENDS, UNSUCCESSFUL, WITHDRAWN
from volunteers.strands.definitions.specials_eligibility import eligibility
from volunteers.strands.definitions.specials_questions import asks
from volunteers.strands.rules import (
    AskedWhen,
    CheckDefinition,
    Condition,
    Criteria,
    DutyDemands,
    Grade,
    Party,
    Pipeline,
    Rank,
    References,
    Stage,
    StageKind,
    Strand,
    StrandCode,
)

PRE_EMPLOYMENT = ("references", "fitness", "medical", "biometrics_and_drugs", "vetting")

PIPELINE = Pipeline(
    (
        DRAFT,
        Stage(
            "submitted",
            "Form review",
            "We are reading your application",
            "We check that you can apply and that your form is complete.",
            usual_days=7,
            longest_days=21,
            moves=("sift", *ENDS),
            permission=Permission.APPLICATION_APPLY,
        ),
        Stage(
            "sift",
            "Online sift",
            "Online assessment",
            "You answer questions online about how you would act in situations a Special Constable meets.",
            waiting_on=Party.APPLICANT,
            usual_days=14,
            longest_days=28,
            moves=("interview", *ENDS),
        ),
        Stage(
            "interview",
            "Interview",
            "Interview",
            "You meet a panel for up to 45 minutes and talk about your values and experience.",
            usual_days=21,
            longest_days=42,
            needs=("sift",),
            moves=("pre_employment_checks", *ENDS),
        ),
        # Gwent says three to six months for these alone.
        Stage(
            "pre_employment_checks",
            "Pre-employment checks",
            "Background, health and fitness checks",
            "We take up references, test your fitness, check your health and vet you. These run side by side.",
            waiting_on=Party.FORCE,
            usual_days=90,
            longest_days=180,
            needs=("interview",),
            moves=("intake", *ENDS),
        ),
        Stage(
            "intake",
            "Offer and intake",
            "Offered a place, waiting for a course",
            "You have passed all checks. We offer you a place on the next training course.",
            waiting_on=Party.TRAINER,
            usual_days=28,
            longest_days=90,
            needs=PRE_EMPLOYMENT,
            moves=("training", "pre_employment_checks", *ENDS),
        ),
        # 13 weeks at Durham, about six months at Kent; who misses an intake joins the next course.
        Stage(
            "training",
            "Initial learning",
            "Training",
            "You learn the law, police procedure and personal safety, and are assessed before you patrol.",
            waiting_on=Party.TRAINER,
            usual_days=91,
            longest_days=182,
            needs=("vetting", "medical", "fitness"),
            moves=("attestation", "intake", *ENDS),
        ),
        Stage(
            "attestation",
            "Attestation",
            "Attestation",
            "You make your declaration before a justice of the peace and become a constable.",
            waiting_on=Party.FORCE,
            usual_days=14,
            longest_days=42,
            needs=("training", "personal_safety_training", "vetting"),
            moves=("appointed", "training", *ENDS),
        ),
        Stage(
            "appointed",
            "Appointed",
            "You are a Special Constable",
            "You are cleared for duty, at first always with an experienced officer.",
            kind=StageKind.APPOINTED,
            waiting_on=Party.NOBODY,
            needs=("attestation", "vetting", "medical", "personal_safety_training"),
            permission=Permission.APPLICATION_CLEAR,
        ),
        UNSUCCESSFUL,
        WITHDRAWN,
    )
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
    )


def pre_employment_checks(force: Force) -> tuple[CheckDefinition, ...]:
    """What is found out side by side before an offer."""
    record, numbers = Permission.CHECK_RECORD, force.numbers
    return (
        CheckDefinition(
            "references",
            "References",
            record,
            Party.REFEREE,
            "We ask people who know your work for a reference, one of them your latest employer.",
            confirm=True,
        ),
        CheckDefinition(
            "fitness",
            "Fitness test",
            record,
            Party.TRAINER,
            f"A shuttle run to level {numbers.special_fitness_level}.",
            confirm=force.must_confirm("numbers.special_fitness_level"),
        ),
        # How long a medical lasts is for the force to say: until it does, it lapses only on a date that is recorded.
        CheckDefinition(
            "medical",
            "Medical",
            record,
            Party.MEDICAL_PROVIDER,
            "A questionnaire about your health, eyesight and hearing, read by the force medical officer.",
            confirm=True,
        ),
        CheckDefinition(
            "biometrics_and_drugs",
            "Biometrics and drugs test",
            record,
            Party.FORCE,
            "We take your fingerprints and a DNA sample, and test for drugs.",
        ),
        vetting(force),
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
    )


def learning_checks(force: Force) -> tuple[CheckDefinition, ...]:
    """What is shown between an offer and the first duty."""
    record = Permission.CHECK_RECORD
    return (
        CheckDefinition(
            "training", "Initial learning", record, Party.TRAINER, "You finish phase one of the learning programme."
        ),
        CheckDefinition(
            "personal_safety_training",
            "Public and personal safety training",
            record,
            Party.TRAINER,
            "At least 12 hours in every year, so that you can keep yourself and others safe.",
            valid_months=force.numbers.personal_safety_training_months,
            confirm=force.must_confirm("numbers.personal_safety_training_months"),
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
        what_you_do=(
            "Patrol with response and neighbourhood teams",
            "Keep people safe at events",
            "Help with roads policing and drink and drug drive operations",
            "Support victims and reassure communities",
        ),
        commitment=f"At least {hours} hours a month on average, for at least {years} years",
        criteria=criteria(force),
        asks=asks(),
        pipeline=PIPELINE,
        checks=(*selection_checks(), *pre_employment_checks(force), *learning_checks(force)),
        grades=GRADES,
        appointed_grade="accompanied",
        ranks=RANKS,
        duty=DutyDemands(
            clearances=("vetting", "medical", "personal_safety_training"),
            lowest_grade="accompanied",
            rest_hours=numbers.rest_hours,
            maximum_weekly_hours=numbers.maximum_weekly_hours,
            to_confirm=tuple(
                key for key in ("rest_hours", "maximum_weekly_hours") if force.must_confirm(f"numbers.{key}")
            ),
        ),
        appointment_word="attested",
        reference_prefix="SC",
        contact=force.contact(StrandCode.SPECIAL_CONSTABULARY),
        eligibility=eligibility(force),
        open_online=True,
        published_time=PUBLISHED_TIME,
        # Only a vetting officer reads what was disclosed.
        sealed=frozenset({"convictions", "offences"}),
        conditions={"offences": AskedWhen("convictions", "answer", frozenset({"yes"}))},
        reapply_months=numbers.reapply_months,
        references=REFERENCES,
        documents=documents.SPECIALS,
    )
