"""The characteristics that representation is told by, and the groups of each, from the harmonised lists.

Sources. The groups are those of the equality questions (``monitoring.rules.questions``), which follow the harmonised
standards of the Government Statistical Service; the categories of Census 2021 that each answers to stand beside them.
Ethnic groups are told as the five broad ones: no force has enough volunteers for nineteen. Someone is disabled as the
Equality Act 2010 has it: a condition of twelve months or more that limits day-to-day activities a little or a lot.
Age comes from the date of birth and is known of everyone; all else is what people chose to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass

TOTAL = "total"
DECLARED = "declared"
PREFER_NOT_TO_SAY = "prefer_not_to_say"
NOT_ANSWERED = "not_answered"


@dataclass(frozen=True)
class Group:
    """One group: its code, its words, and the Census categories that add up to it."""

    code: str
    words: str
    census: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sum:
    """Groups told together: ``parts`` are codes of groups."""

    code: str
    words: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Characteristic:
    """What people differ in. ``reference`` is the group that others are compared with at a stage.

    ``census`` names the characteristic in the Census file; ``residents`` says which residents these are.
    """

    code: str
    words: str
    groups: tuple[Group, ...]
    reference: str
    census: str
    residents: str
    sums: tuple[Sum, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The groups that are a statement, then the two ways of saying nothing."""
        return (*(group.code for group in self.groups), PREFER_NOT_TO_SAY, NOT_ANSWERED)

    @property
    def all_sums(self) -> tuple[Sum, ...]:
        """The groups told together, with everyone who said something, and everyone."""
        stated = tuple(group.code for group in self.groups)
        return (*self.sums, Sum(DECLARED, "Said", stated), Sum(TOTAL, "Everyone", (DECLARED, *SILENT)))

    def words_of(self, code: str) -> str:
        """What a group is called; raises ``KeyError``."""
        return self.named[code]

    @property
    def named(self) -> Mapping[str, str]:
        """The words of all groups and sums by their codes, in their order, everyone last."""
        groups = {group.code: group.words for group in self.groups}
        return {**groups, **SILENT, **{one.code: one.words for one in self.all_sums}}


SILENT = {PREFER_NOT_TO_SAY: "Preferred not to say", NOT_ANSWERED: "Not asked or not answered"}
_ASIAN, _BLACK = "Asian, Asian British or Asian Welsh", "Black, Black British, Black Welsh, Caribbean or African"
_MIXED, _OTHER = "Mixed or Multiple ethnic groups", "Other ethnic group"


def _detailed(group: str, *parts: str) -> tuple[str, ...]:
    return tuple(f"{group}: {part}" for part in parts)


ETHNICITY = Characteristic(
    "ethnicity", "Ethnic group",
    (
        Group("white", "White", _detailed(
            "White", "English, Welsh, Scottish, Northern Irish or British", "Irish", "Gypsy or Irish Traveller", "Roma",
            "Other White")),
        Group("mixed", "Mixed or multiple", _detailed(
            _MIXED, "White and Black Caribbean", "White and Black African", "White and Asian",
            "Other Mixed or Multiple ethnic groups")),
        Group("asian", "Asian or Asian British", _detailed(
            _ASIAN, "Indian", "Pakistani", "Bangladeshi", "Chinese", "Other Asian")),
        Group("black", "Black, African, Caribbean or Black British", _detailed(
            _BLACK, "African", "Caribbean", "Other Black")),
        Group("other", "Other ethnic group", _detailed(_OTHER, "Arab", "Any other ethnic group")),
    ),
    "white", "ethnic_group_19", "residents of all ages",
    (Sum("minorities", "Ethnic minorities, without White minorities", ("mixed", "asian", "black", "other")),),
)  # fmt: skip
SEX = Characteristic(
    "sex", "Sex", (Group("female", "Female", ("Female",)), Group("male", "Male", ("Male",))), "male", "sex",
    "residents of all ages",
)  # fmt: skip
ADULT_AGES = Characteristic(
    "age", "Age",
    (
        Group("16_to_24", "16 to 24", ("16-17", "18-24")),
        Group("25_to_34", "25 to 34", ("25-34",)),
        Group("35_to_44", "35 to 44", ("35-44",)),
        Group("45_to_54", "45 to 54", ("45-54",)),
        Group("55_to_64", "55 to 64", ("55-64",)),
        Group("65_and_over", "65 and over", ("65-74", "75+")),
    ),
    "35_to_44", "age_band", "residents of 16 and over",
)  # fmt: skip
CADET_AGES = Characteristic(
    "age", "Age", (Group("13_to_15", "13 to 15", ("13-15",)), Group("16_to_17", "16 to 17", ("16-17",))), "13_to_15",
    "age_band", "residents of 13 to 17",
)  # fmt: skip
DISABILITY = Characteristic(
    "disability", "Disability",
    (
        Group("disabled", "Disabled", ("Disabled under the Equality Act",)),
        Group("not_disabled", "Not disabled", ("Not disabled under the Equality Act",)),
    ),
    "not_disabled", "disability_equality_act", "residents of all ages",
)  # fmt: skip
RELIGION = Characteristic(
    "religion", "Religion",
    (
        Group("none", "No religion", ("No religion",)),
        Group("christian", "Christian", ("Christian",)),
        Group("buddhist", "Buddhist", ("Buddhist",)),
        Group("hindu", "Hindu", ("Hindu",)),
        Group("jewish", "Jewish", ("Jewish",)),
        Group("muslim", "Muslim", ("Muslim",)),
        Group("sikh", "Sikh", ("Sikh",)),
        Group("other", "Any other religion", ("Other religion",)),
    ),
    "christian", "religion", "residents of all ages who answered",
    (Sum("not_christian", "Religions other than Christian",
         ("buddhist", "hindu", "jewish", "muslim", "sikh", "other")),),
)  # fmt: skip
ORIENTATION = Characteristic(
    "orientation", "Sexual orientation",
    (
        Group("straight", "Straight or heterosexual", ("Straight or Heterosexual",)),
        Group("gay_or_lesbian", "Gay or lesbian", ("Gay or Lesbian",)),
        Group("bisexual", "Bisexual", ("Bisexual",)),
        Group("other", "Other sexual orientation", ("All other sexual orientations",)),
    ),
    "straight", "sexual_orientation", "residents of 16 and over who answered",
    (Sum("lgb_and_other", "Gay, lesbian, bisexual or other", ("gay_or_lesbian", "bisexual", "other")),),
)  # fmt: skip

ADULTS = (ETHNICITY, SEX, ADULT_AGES, DISABILITY, RELIGION, ORIENTATION)
# Of children no more is told than there are enough of them for; orientation is not asked of those under 16.
CADETS = (ETHNICITY, SEX, CADET_AGES, DISABILITY, RELIGION)
BY_SCOPE: Mapping[str, tuple[Characteristic, ...]] = {"adults": ADULTS, "cadets": CADETS}
