"""What a referee is asked, page by page, as plain data; a strand may ask a question of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from volunteers.strands.rules import StrandCode

SPECIALS = frozenset({StrandCode.SPECIAL_CONSTABULARY})
SUPPORT = frozenset({StrandCode.POLICE_SUPPORT_VOLUNTEERS})

Answers = Mapping[str, str]
Choices = tuple[tuple[str, str], ...]


class Kind(StrEnum):
    """How a question is answered."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    CHOICE = "choice"


@dataclass(frozen=True)
class Question:
    """One question. ``missing`` is what is said when it is left empty; a question without it may be.

    ``under`` names another question and the answer to it under which this one is asked. ``strands`` are those that ask
    it, all when None; ``only_with_children`` narrows it to work with young people.
    """

    code: str
    title: str
    kind: Kind
    missing: str = ""
    hint: str = ""
    choices: Choices = ()
    under: tuple[str, str] | None = None
    strands: frozenset[StrandCode] | None = None
    only_with_children: bool = False

    def is_asked(self, answers: Answers) -> bool:
        """Whether it is asked beside these answers."""
        return self.under is None or answers.get(self.under[0]) == self.under[1]

    def in_words(self, answers: Answers) -> list[str]:
        """The answer line by line; empty when there is none."""
        value = answers.get(self.code, "")
        return (dict(self.choices).get(value) or value).splitlines()


@dataclass(frozen=True)
class Page:
    """A page of the reference."""

    code: str
    title: str
    questions: tuple[Question, ...]


YES_NO: Choices = (("yes", "Yes"), ("no", "No"))
HOW_GOOD: Choices = (
    ("very", "Very"),
    ("mostly", "Mostly"),
    ("sometimes", "Only sometimes"),
    ("not", "Not at all"),
    ("cannot_say", "I cannot say"),
)

PAGES = (
    Page(
        "how-you-know-them",
        "How you know them",
        (
            Question(
                "capacity", "How do you know them?", Kind.PARAGRAPH, "Say how you know them.",
                "For example, “I was their manager at a garden centre”.",
            ),
            Question(
                "known_for", "How long have you known them?", Kind.LINE, "Say how long you have known them.",
                "For example, 4 years.",
            ),
            Question(
                "dates", "When did you work with them, teach them or see them often?", Kind.LINE,
                "Say from when to when.", "For example, March 2019 to June 2023, or 2015 until now.",
            ),
            Question(
                "family", "Are you in their family, or their partner?", Kind.CHOICE,
                "Say whether you are in their family, or their partner.", choices=YES_NO,
            ),
        ),
    ),
    Page(
        "what-they-are-like",
        "What they are like",
        (
            Question("reliable", "Are they reliable?", Kind.CHOICE, "Say whether they are reliable.", choices=HOW_GOOD),
            Question("honest", "Are they honest?", Kind.CHOICE, "Say whether they are honest.", choices=HOW_GOOD),
            Question(
                "people", "Are they good with people?", Kind.CHOICE, "Say whether they are good with people.",
                "Of every age and background.", HOW_GOOD,
            ),
            Question(
                "pressure", "Are they calm under pressure?", Kind.CHOICE, "Say whether they are calm under pressure.",
                choices=HOW_GOOD, strands=SPECIALS,
            ),
            Question(
                "discreet", "Do they keep private things private?", Kind.CHOICE,
                "Say whether they keep private things private.", choices=HOW_GOOD, strands=SUPPORT,
            ),
            Question(
                "examples", "Tell us about a time that shows what they are like (optional)", Kind.PARAGRAPH,
            ),
        ),
    ),
    Page(
        "children",
        "Children and young people",
        (
            Question(
                "children", "Would you be happy for them to work with children and young people?", Kind.CHOICE,
                "Say whether you would be happy for them to work with children and young people.",
                choices=(*YES_NO, ("cannot_say", "I cannot say")), only_with_children=True,
            ),
            Question(
                "children_why", "Tell us why not", Kind.PARAGRAPH, "Tell us why not.", under=("children", "no"),
                only_with_children=True,
            ),
            Question(
                "children_seen", "Have you seen them with children or young people? (optional)", Kind.PARAGRAPH,
                only_with_children=True,
            ),
        ),
    ),
    Page(
        "your-view",
        "Your view",
        (
            Question(
                "concern", "Do you have any concern about them doing this?", Kind.CHOICE,
                "Say whether you have any concern.", choices=YES_NO,
            ),
            Question(
                "concern_what", "What is your concern?", Kind.PARAGRAPH, "Tell us what your concern is.",
                under=("concern", "yes"),
            ),
            Question(
                "trust", "Would you trust them in this role?", Kind.CHOICE,
                "Say whether you would trust them in this role.",
                choices=(("yes", "Yes"), ("with_doubts", "Yes, but I have doubts"), ("no", "No")),
            ),
            Question(
                "trust_doubts", "What are your doubts?", Kind.PARAGRAPH, "Tell us what your doubts are.",
                under=("trust", "with_doubts"),
            ),
            Question(
                "trust_why_not", "Why not?", Kind.PARAGRAPH, "Tell us why you would not trust them in this role.",
                under=("trust", "no"),
            ),
            Question("more", "Is there anything else we should know? (optional)", Kind.PARAGRAPH),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class RowInWords:
    """One question and its answer as they are read."""

    code: str
    title: str
    lines: tuple[str, ...]
    is_missing: bool


@dataclass(frozen=True)
class PageInWords:
    """One page as it is read."""

    page: Page
    rows: tuple[RowInWords, ...]


def pages_for(strand: str, *, with_children: bool) -> tuple[Page, ...]:
    """The pages of a reference for a strand, each with the questions that strand asks."""
    narrowed = (
        replace(page, questions=tuple(each for each in page.questions if _is_for(each, strand, with_children)))
        for page in PAGES
    )
    return tuple(page for page in narrowed if page.questions)


def missing_of(pages: Sequence[Page], answers: Answers) -> list[Question]:
    """The questions still to be answered before it can be sent."""
    return [
        question
        for page in pages
        for question in page.questions
        if question.missing and question.is_asked(answers) and not answers.get(question.code)
    ]


def in_words(pages: Sequence[Page], answers: Answers) -> list[PageInWords]:
    """Everything that was said, page by page; a question that was not asked is left out."""
    return [
        PageInWords(
            page,
            tuple(
                RowInWords(each.code, each.title, tuple(lines), is_missing=bool(each.missing) and not lines)
                for each in page.questions
                if each.is_asked(answers)
                for lines in [each.in_words(answers)]
            ),
        )
        for page in pages
    ]


def _is_for(question: Question, strand: str, with_children: bool) -> bool:
    if question.only_with_children and not with_children:
        return False
    return question.strands is None or strand in question.strands
