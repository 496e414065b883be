"""The eligibility questions that several strands put, with what each answer means, and those of five strands.

What domain facts give for a strand is asked; what no source gives is not made up. A rule seen only at another force, or
one that is our reading, is marked for the force to confirm. A conviction is told, and never by itself a bar.
"""

from volunteers.forces.rules import Force, Occupation, OccupationOutcome
from volunteers.strands.rules.eligibility import Choice, EligibilityRule, Outcome

OUTCOMES = {
    OccupationOutcome.ALLOW: Outcome.PASS,
    OccupationOutcome.REFER: Outcome.REFER,
    OccupationOutcome.REFUSE: Outcome.NO,
}
CONVICTIONS = "convictions"
LIVES = Choice("lives", "Yes")


def support_volunteers(force: Force) -> tuple[EligibilityRule, ...]:
    """Age and conflicts from forces' pages; what a limited stay allows is for the force to say, so a person reads it.

    The College names precluded jobs, convictions and nationality as what a force must set out.
    """
    return (
        age(force.numbers.support_volunteer_minimum_age, confirm=True),
        EligibilityRule(
            "right-to-stay",
            "What is your right to stay in the UK?",
            (
                *_FREE_TO_STAY,
                Choice(
                    "restricted",
                    "There is a limit on how long I can stay or on the work I can do",
                    Outcome.REFER,
                    "We will ask you what your stay in the UK allows.",
                ),
            ),
            fact="right_to_stay",
            confirm=True,
        ),
        _conflicts(),
        convictions(),
    )


def _conflicts() -> EligibilityRule:
    """Work that could conflict, from the force's list or in the applicant's own judgement."""
    return EligibilityRule(
        "occupation",
        "Could your work, or something else you do, conflict with police work?",
        (
            Choice(
                "conflict",
                "Yes, or I am not sure",
                Outcome.REFER,
                "We will talk with you about what you do first.",
            ),
            Choice("none", "No"),
        ),
        hint="For example, work for a solicitor, in private security, or for someone who sells to the police.",
        fact="occupation",
        confirm=True,
        lists_occupations=True,
    )


def cadets(force: Force) -> tuple[EligibilityRule, ...]:
    """The unit first, for the age is judged on the day it starts.

    Before a parent or guardian agrees a child is asked no more than that, so the tie to the area, a home or a school,
    is looked at once they have: both are asked then.
    """
    numbers = force.numbers
    return (
        EligibilityRule("unit", "Which unit would you like to join?", lists_units=True, field="unit"),
        EligibilityRule(
            "date-of-birth",
            "What is your date of birth?",
            minimum_age=numbers.cadet_minimum_age,
            maximum_age=numbers.cadet_maximum_age,
            age_at_start_of="unit",
        ),
    )


def neighbourhood_watch(force: Force) -> tuple[EligibilityRule, ...]:
    """No source gives an age or a place for a coordinator: both are our reading."""
    elsewhere = "Look for Neighbourhood Watch where you live: it is all over the country."
    return (
        age(force.numbers.neighbourhood_watch_minimum_age, confirm=True),
        lives_in_area(force, elsewhere),
    )


def farm_watch(force: Force) -> tuple[EligibilityRule, ...]:
    """No source gives an age; the land is what the watch is over."""
    return (
        age(force.numbers.farm_watch_minimum_age, confirm=True),
        EligibilityRule(
            "on-the-land",
            f"Do you farm, keep animals or look after land in {force.short_name}?",
            (
                Choice("yes", "Yes", hint="Your own land or someone else’s, a lot or a little."),
                Choice("no", "No", Outcome.NO, "Farm Watch is for people who farm or look after land here."),
            ),
            fact="on_the_land",
            confirm=True,
        ),
    )


def community_speedwatch(force: Force) -> tuple[EligibilityRule, ...]:
    """Age and vetting as at other forces; a team measures speed where its members live."""
    return (
        age(force.numbers.speedwatch_minimum_age, confirm=True),
        lives_in_area(force, "Ask the police where you live about Community SpeedWatch."),
        EligibilityRule(
            "vetting",
            "Do you agree that we check police records about you?",
            (
                Choice("yes", "Yes"),
                Choice("no", "No", Outcome.NO, "We check everyone who joins a team at the roadside."),
            ),
            hint="This is called vetting. A conviction or caution does not always stop you.",
            confirm=True,
        ),
    )


def age(minimum: int, *, question: str = "date-of-birth", confirm: bool = False) -> EligibilityRule:
    """Old enough today, by the date of birth."""
    title = "What is your date of birth?" if question == "date-of-birth" else f"Are you {minimum} or over?"
    return EligibilityRule(question, title, minimum_age=minimum, confirm=confirm)


def lives_in_area(force: Force, elsewhere: str) -> EligibilityRule:
    """At home in the force's area; ``elsewhere`` says where else to ask."""
    return EligibilityRule(
        "in-area",
        f"Do you live in {force.short_name}?",
        (LIVES, Choice("no", "No", Outcome.NO, elsewhere)),
        fact="in_area",
        confirm=True,
    )


_FREE_TO_STAY = (
    Choice("british_or_irish", "I am a British or Irish citizen"),
    Choice(
        "unrestricted",
        "I am a national of another country and free to stay",
        hint="For example indefinite leave to remain, or settled status.",
    ),
)


def right_to_stay() -> EligibilityRule:
    """Free to stay without a limit, whatever the nationality."""
    return EligibilityRule(
        "right-to-stay",
        "What is your right to stay in the UK?",
        (
            *_FREE_TO_STAY,
            Choice(
                "restricted",
                "There is a limit on how long I can stay",
                Outcome.NOT_YET,
                "You can apply once there is no limit on your stay in the UK.",
            ),
        ),
        fact="right_to_stay",
    )


def convictions() -> EligibilityRule:
    """Told, and not a bar. While someone is under investigation vetting stops, and takes up again when it is over."""
    return EligibilityRule(
        CONVICTIONS,
        "Have you ever been convicted or cautioned, or are you under investigation?",
        (
            Choice(
                "yes",
                "I have a conviction or caution",
                Outcome.REFER,
                "A conviction or caution does not by itself stop you: a person looks at what happened "
                "and when. Thank you for telling us.",
            ),
            Choice(
                "under_investigation",
                "I am under investigation, on police bail or waiting for a court",
                Outcome.NOT_YET,
                "You can apply once this has been decided, whatever is decided. We cannot vet anyone before that.",
            ),
            Choice("no", "No"),
        ),
        hint="A conviction or caution does not stop you from applying. Tell us about all of them, however long ago and "
        "wherever they were: what ends an application is not telling us.",
        fact=CONVICTIONS,
    )


def occupation_choices(occupations: tuple[Occupation, ...], member: str) -> tuple[Choice, ...]:
    """A choice for each occupation the force lists, for what a strand calls its members."""
    says = {
        OccupationOutcome.ALLOW: "",
        OccupationOutcome.REFER: "We will look at your occupation first.",
        OccupationOutcome.REFUSE: f"This occupation cannot be combined with being a {member}.",
    }
    return tuple(
        Choice(
            each.code, each.name, OUTCOMES[each.outcome], f"{says[each.outcome]} {each.note}".strip(), is_listed=True
        )
        for each in occupations
    )
