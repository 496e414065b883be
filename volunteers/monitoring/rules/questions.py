"""The equality questions, with the harmonised lists of answers in their recommended order.

Sources. Wording and order: the equality information pattern of the GOV.UK Design System, which follows the harmonised
standards of the Government Statistical Service. Ethnic groups: GOV.UK's list for England and Wales, that of Census
2021, which adds Roma to the 18 before it. The police count in those 18 and "not stated" (18+1): ``police_code`` is the
code of self-defined ethnicity; counting Roma there as any other White background is for the force to confirm.
Disability: the two questions that together give the definition of the Equality Act 2010. Sexual orientation and gender
identity: Census 2021, which asked them from the age of 16.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PREFER_NOT_TO_SAY = "prefer_not_to_say"
NOT_STATED = "NS"
SIXTEEN = 16


@dataclass(frozen=True)
class Choice:
    """One answer. ``own_words`` labels the box for a description of one's own, where the answer is not on the list."""

    value: str
    words: str
    hint: str = ""
    own_words: str = ""
    police_code: str = ""


@dataclass(frozen=True)
class Question:
    """One question on one page; ``code`` is its place in the web address.

    ``asked_beside`` names the question, and its answers, beside which alone it is asked. ``least_age`` is the age from
    which it is asked.
    """

    code: str
    title: str
    row: str
    choices: tuple[Choice, ...]
    hint: str = ""
    asked_beside: tuple[str, frozenset[str]] | None = None
    least_age: int = 0

    @property
    def column(self) -> str:
        """The name it is stored under."""
        return self.code.replace("-", "_")

    @property
    def values(self) -> frozenset[str]:
        return frozenset(choice.value for choice in self.choices)

    def choice(self, value: str) -> Choice:
        """The choice of that value; raises ``KeyError``."""
        return {choice.value: choice for choice in self.choices}[value]

    def hint_of(self, value: str) -> str:
        """What stands under one of the answers to choose from."""
        return self.choice(value).hint


SAY_NOTHING = Choice(PREFER_NOT_TO_SAY, "Prefer not to say", police_code=NOT_STATED)
YES_OR_NO = (Choice("yes", "Yes"), Choice("no", "No"), SAY_NOTHING)
BACKGROUND = "How would you describe your background? (optional)"

GROUPS = {
    "white": "White",
    "mixed": "Mixed or multiple ethnic groups",
    "asian": "Asian or Asian British",
    "black": "Black, African, Caribbean or Black British",
    "other": "Other ethnic group",
}
BACKGROUNDS: Mapping[str, tuple[Choice, ...]] = {
    "white": (
        Choice("white_british", "English, Welsh, Scottish, Northern Irish or British", police_code="W1"),
        Choice("white_irish", "Irish", police_code="W2"),
        Choice("gypsy_or_irish_traveller", "Gypsy or Irish Traveller", police_code="W3"),
        Choice("roma", "Roma", police_code="W9"),
        Choice("white_other", "Any other White background", own_words=BACKGROUND, police_code="W9"),
    ),
    "mixed": (
        Choice("white_and_black_caribbean", "White and Black Caribbean", police_code="M1"),
        Choice("white_and_black_african", "White and Black African", police_code="M2"),
        Choice("white_and_asian", "White and Asian", police_code="M3"),
        Choice("mixed_other", "Any other Mixed or multiple ethnic background", own_words=BACKGROUND, police_code="M9"),
    ),
    "asian": (
        Choice("indian", "Indian", police_code="A1"),
        Choice("pakistani", "Pakistani", police_code="A2"),
        Choice("bangladeshi", "Bangladeshi", police_code="A3"),
        Choice("chinese", "Chinese", police_code="A4"),
        Choice("asian_other", "Any other Asian background", own_words=BACKGROUND, police_code="A9"),
    ),
    "black": (
        Choice("african", "African", police_code="B2"),
        Choice("caribbean", "Caribbean", police_code="B1"),
        Choice(
            "black_other", "Any other Black, African or Caribbean background", own_words=BACKGROUND, police_code="B9"
        ),
    ),
    "other": (
        Choice("arab", "Arab", police_code="O2"),
        Choice("any_other", "Any other ethnic group", own_words=BACKGROUND, police_code="O9"),
    ),
}
BACKGROUND_TITLES = {
    **{group: f"Which of these best describes your {words} background?" for group, words in GROUPS.items()},
    "mixed": "Which of these best describes your Mixed or multiple ethnic background?",
    "other": "Which of these best describes your background?",
}

GROUP = Question(
    "ethnic-group",
    "What is your ethnic group?",
    "Ethnic group",
    (*(Choice(code, words) for code, words in GROUPS.items()), SAY_NOTHING),
)
# Asked as one of five, by the group that was chosen: see ``shown``.
BACKGROUND_QUESTION = Question(
    "ethnic-background",
    BACKGROUND_TITLES["other"],
    "Ethnic background",
    (*(choice for each in BACKGROUNDS.values() for choice in each), SAY_NOTHING),
    asked_beside=(GROUP.code, frozenset(GROUPS)),
)
SEX = Question("sex", "What is your sex?", "Sex", (Choice("female", "Female"), Choice("male", "Male"), SAY_NOTHING))
GENDER = Question(
    "gender-identity",
    "Is the gender you identify with the same as your sex registered at birth?",
    "Gender the same as sex registered at birth",
    (Choice("yes", "Yes"), Choice("no", "No", own_words="What is your gender identity? (optional)"), SAY_NOTHING),
    least_age=SIXTEEN,
)
CONDITION = Question(
    "condition",
    "Do you have any physical or mental health conditions or illnesses lasting or expected to last 12 months or more?",
    "Health condition of 12 months or more",
    YES_OR_NO,
)
DAY_TO_DAY = Question(
    "day-to-day",
    "Do any of your conditions or illnesses reduce your ability to carry out day-to-day activities?",
    "Effect on day-to-day activities",
    (Choice("a_lot", "Yes, a lot"), Choice("a_little", "Yes, a little"), Choice("no", "Not at all"), SAY_NOTHING),
    hint="For example eating, washing, walking or going shopping.",
    asked_beside=(CONDITION.code, frozenset({"yes"})),
)
RELIGION = Question(
    "religion",
    "What is your religion?",
    "Religion",
    (
        Choice("none", "No religion"),
        Choice(
            "christian",
            "Christian",
            "Including Church of England, Catholic, Protestant and all other Christian denominations.",
        ),
        Choice("buddhist", "Buddhist"),
        Choice("hindu", "Hindu"),
        Choice("jewish", "Jewish"),
        Choice("muslim", "Muslim"),
        Choice("sikh", "Sikh"),
        Choice("other", "Any other religion", own_words="What is your religion? (optional)"),
        SAY_NOTHING,
    ),
)
ORIENTATION = Question(
    "sexual-orientation",
    "Which of these best describes your sexual orientation?",
    "Sexual orientation",
    (
        Choice("straight", "Straight or heterosexual"),
        Choice("gay_or_lesbian", "Gay or lesbian"),
        Choice("bisexual", "Bisexual"),
        Choice(
            "other",
            "Other sexual orientation",
            own_words="How would you describe your sexual orientation? (optional)",
        ),
        SAY_NOTHING,
    ),
    least_age=SIXTEEN,
)
QUESTIONS = (GROUP, BACKGROUND_QUESTION, SEX, GENDER, CONDITION, DAY_TO_DAY, RELIGION, ORIENTATION)
