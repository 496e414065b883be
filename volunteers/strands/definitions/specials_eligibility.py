"""Who may become a Special Constable: Avon and Somerset's own conditions, in the order they are asked.

Which occupations conflict differs by force: the force keeps that list, and the rule is marked for it to confirm.
"""

from volunteers.forces.rules import Force
from volunteers.strands.definitions.eligibility_questions import (
    LIVES,
    age,
    convictions,
    occupation_choices,
    right_to_stay,
)
from volunteers.strands.rules.eligibility import Choice, Counted, EligibilityRule, Outcome

MEMBER = "Special Constable"
MONTHS = 12


def eligibility(force: Force) -> tuple[EligibilityRule, ...]:
    """The eligibility questions of the Special Constabulary."""
    numbers = force.numbers
    return (
        age(numbers.special_minimum_age, question="age"),
        _where(force),
        _residence(numbers.special_residence_years),
        right_to_stay(),
        EligibilityRule(
            "occupation",
            "Is your occupation one of these?",
            (*occupation_choices(force.occupations, MEMBER), Choice("none", "None of these")),
            hint="Some occupations cannot be combined with being a Special Constable.",
            fact="occupation",
            confirm=True,
            lists_occupations=True,
        ),
        _finance(numbers.special_finance_clear_years),
        _memberships(),
        convictions(),
    )


def _where(force: Force) -> EligibilityRule:
    return EligibilityRule(
        "in-area",
        f"Do you live in {force.short_name}?",
        (
            LIVES,
            Choice(
                "near",
                f"No, but within about {force.numbers.special_travel_miles} miles, or 30 minutes’ drive, of a police "
                "station there",
                Outcome.REFER,
                "We will look at how far you would travel.",
            ),
            Choice(
                "no",
                "No, further away",
                Outcome.NO,
                f"Our Special Constables live in {force.short_name} or close to it. Ask the police where you live: "
                "they have Special Constables too.",
            ),
        ),
        fact="in_area",
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
                "We will ask you about the time away.",
            ),
            Choice(
                "no",
                "No, I came to live here less than that ago",
                Outcome.NOT_YET,
                f"You can apply once you have lived in the UK for {years} years in a row.",
                counted=Counted(
                    "Since when have you lived in the UK?",
                    "Enter the month and year since when you have lived in the UK.",
                    months=years * MONTHS,
                ),
            ),
            Choice(
                "not_here",
                "No, I do not live in the UK now",
                Outcome.NOT_YET,
                f"You can apply once you have lived in the UK for {years} years in a row.",
            ),
        ),
        hint="These must be the years just before you apply.",
    )


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
                counted=Counted("When did it end?", "Enter the month and year when it ended.", months=years * MONTHS),
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
                "Special Constables may not take an active part in politics; we will talk about it.",
            ),
            Choice("none", "None of these"),
        ),
        hint="The force publishes the list of organisations.",
        confirm=True,
    )
