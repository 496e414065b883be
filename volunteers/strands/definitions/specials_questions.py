"""What the Special Constabulary asks: the sections of the form, and the eligibility questions with what answers mean.

Sections and fields follow real special constable forms; the eligibility rules are Avon and Somerset's unless marked.
"""

from volunteers.forces.rules import Force, Occupation, OccupationOutcome
from volunteers.strands.rules import Choice, EligibilityRule, Outcome, Section

OUTCOMES = {
    OccupationOutcome.ALLOW: Outcome.PASS,
    OccupationOutcome.REFER: Outcome.REFER,
    OccupationOutcome.REFUSE: Outcome.NO,
}
OCCUPATION_MESSAGES = {
    OccupationOutcome.ALLOW: "",
    OccupationOutcome.REFER: "You can apply. We will look at your occupation first.",
    OccupationOutcome.REFUSE: "This occupation cannot be combined with being a Special Constable.",
}


def asks() -> tuple[Section, ...]:
    """What is asked, in order."""
    return (
        Section(
            "eligibility",
            "Can you apply",
            ("age", "residence", "right-to-stay", "occupation", "finance", "memberships", "convictions"),
            "Your age, how long you have lived in the UK, your occupation, finances, memberships and convictions.",
        ),
        Section(
            "about-you",
            "About you",
            ("name", "date-of-birth", "birthplace", "address", "contact"),
            "Your names, date and place of birth, address and how to reach you.",
        ),
        Section("driving", "Driving", ("driving",), "Whether you hold a driving licence, and which."),
        Section(
            "work-and-education",
            "Work and education",
            ("employment", "education"),
            "Your employment with dates, and your education and qualifications.",
        ),
        Section(
            "selection",
            "Selection",
            ("adjustments", "tattoos", "availability"),
            "Adjustments you need in selection, tattoos, and the hours a month you can give.",
        ),
        Section("where", "Where", ("area",), "The area in which you would like to serve."),
        Section("source", "How you heard of us", ("heard-about",), "How you heard about the Special Constabulary."),
        Section("declaration", "Declaration", ("declaration",), "That what you told us is true and complete."),
    )


def eligibility(force: Force) -> tuple[EligibilityRule, ...]:
    """The eligibility questions, in the order they are asked."""
    return (
        _age(force.numbers.special_minimum_age),
        _residence(force.numbers.special_residence_years),
        _right_to_stay(),
        EligibilityRule(
            "occupation",
            "Is your occupation one of these?",
            (*(_occupation(each) for each in force.occupations), Choice("none", "None of these")),
            hint="Some occupations cannot be combined with being a Special Constable.",
            confirm=True,
        ),
        _finance(force.numbers.special_finance_clear_years),
        _memberships(),
        _convictions(),
    )


def _age(minimum: int) -> EligibilityRule:
    return EligibilityRule(
        "age",
        f"Are you {minimum} or over?",
        (
            Choice("yes", "Yes"),
            Choice("no", "No", Outcome.NOT_YET, f"You can apply from the day you turn {minimum}."),
        ),
        minimum_age=minimum,
    )


def _residence(years: int) -> EligibilityRule:
    return EligibilityRule(
        "residence",
        f"Have you lived in the UK for the last {years} years?",
        (
            Choice("yes", "Yes"),
            Choice(
                "apart_from_time_away",
                "Yes, apart from a time away during which I kept my home here",
                Outcome.REFER,
                "You can apply. We will ask you about the time away.",
            ),
            Choice(
                "no", "No", Outcome.NOT_YET, f"You can apply once you have lived in the UK for {years} years in a row."
            ),
        ),
        hint="These must be the years just before you apply.",
    )


def _right_to_stay() -> EligibilityRule:
    return EligibilityRule(
        "right-to-stay",
        "What is your right to stay in the UK?",
        (
            Choice("british_or_irish", "I am a British or Irish citizen"),
            Choice(
                "unrestricted",
                "I am a national of another country and free to stay",
                hint="For example indefinite leave to remain, or settled status.",
            ),
            Choice(
                "restricted",
                "There is a limit on how long I can stay",
                Outcome.NOT_YET,
                "You can apply once there is no limit on your stay in the UK.",
            ),
        ),
    )


def _occupation(occupation: Occupation) -> Choice:
    message = f"{OCCUPATION_MESSAGES[occupation.outcome]} {occupation.note}".strip()
    return Choice(occupation.code, occupation.name, OUTCOMES[occupation.outcome], message)


def _finance(years: int) -> EligibilityRule:
    return EligibilityRule(
        "finance",
        "Does one of these apply to you?",
        (
            Choice(
                "judgment_unpaid",
                "I have a county court judgment (CCJ) that I have not paid",
                Outcome.NOT_YET,
                "You can apply once the judgment is paid.",
            ),
            Choice(
                "bankrupt",
                "I am bankrupt or have a debt relief order",
                Outcome.NOT_YET,
                f"You can apply {years} years after it ends.",
            ),
            Choice(
                "bankrupt_lately",
                f"I was bankrupt or had a debt relief order that ended less than {years} years ago",
                Outcome.NOT_YET,
                f"You can apply {years} years after it ended.",
            ),
            Choice("none", "None of these"),
        ),
    )


def _memberships() -> EligibilityRule:
    return EligibilityRule(
        "memberships",
        "Do you belong to an organisation that officers may not belong to, or take an active part in politics?",
        (
            Choice(
                "prohibited",
                "I belong to such an organisation",
                Outcome.NO,
                "You cannot become a Special Constable.",
            ),
            Choice(
                "politics",
                "I take an active part in politics",
                Outcome.REFER,
                "You can apply. Special Constables may not take an active part in politics; we will talk about it.",
            ),
            Choice("none", "None of these"),
        ),
        hint="The force publishes the list of organisations.",
        confirm=True,
    )


def _convictions() -> EligibilityRule:
    return EligibilityRule(
        "convictions",
        "Have you ever been convicted, cautioned, or are you under investigation?",
        (
            Choice(
                "yes",
                "I have a conviction or caution",
                Outcome.REFER,
                "You can apply. A conviction or caution does not always stop you; not telling us about one does.",
            ),
            Choice(
                "under_investigation",
                "I am under investigation, on police bail or waiting for a court",
                Outcome.NOT_YET,
                "You can apply once this has been decided.",
            ),
            Choice("no", "No"),
        ),
        hint="Tell us about everything, whenever it was. Not telling us ends an application.",
    )
