"""The stages of the police cadets as a parent or guardian reads them: where it stands, and what is asked of them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StageForGuardian:
    """One stage in a guardian's words; ``asked`` is what they are to do now, empty where that is nothing."""

    title: str
    words: str
    asked: str = ""


ELSEWHERE = StageForGuardian("Being looked at", "The cadet team is looking at the application.")
STAGES = {
    "submitted": StageForGuardian(
        "On the waiting list",
        "We write to them when the unit takes new cadets. That is usually once a year, in early summer.",
    ),
    "application": StageForGuardian(
        "Application",
        "They tell us more about themselves: where they live, their school, and whether they can come every week.",
        "You may want to help them with it.",
    ),
    "orientation": StageForGuardian(
        "Orientation evening",
        "There is an evening at the unit, with a talk with its leader.",
        "Come to the evening with them.",
    ),
    "paperwork": StageForGuardian(
        "Forms",
        "Before they start we need to know how to keep them well.",
        "Fill in the health and permission form below.",
    ),
    "own_clothes": StageForGuardian(
        "First weeks", "They have started with their unit, in their own clothes. A leader is always with them."
    ),
    "appointed": StageForGuardian(
        "Police cadet",
        "They are a police cadet. You will be asked again before a trip or an event out of the ordinary.",
    ),
    "unsuccessful": StageForGuardian("Ended", "The application did not go further this time. They can apply again."),
    "withdrawn": StageForGuardian("Ended", "The application was stopped. They are welcome to apply again."),
}


def stage_in_words(stage: str) -> StageForGuardian:
    """A stage in a guardian's words; one that has none of its own is said in general."""
    return STAGES.get(stage, ELSEWHERE)
