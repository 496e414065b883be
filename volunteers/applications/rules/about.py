"""A kind of volunteering in the few words that help someone to choose."""

from dataclasses import dataclass

from volunteers.strands.rules import Criteria, Strand

MOST_ON_A_CARD = 3


@dataclass(frozen=True)
class About:
    """What a card says of a strand."""

    slug: str
    code: str
    name: str
    purpose: str
    does: tuple[str, ...]
    time: str
    ages: str
    is_open: bool


def about(strand: Strand) -> About:
    """The card of a strand."""
    return About(
        slug=strand.slug,
        code=strand.code.value,
        name=strand.name,
        purpose=strand.purpose,
        does=strand.what_you_do[:MOST_ON_A_CARD],
        time=strand.commitment,
        ages=ages_in_words(strand.criteria),
        is_open=strand.open_online,
    )


def ages_in_words(criteria: Criteria) -> str:
    """18 or over; 13 to 17; any age."""
    least, most = criteria.minimum_age, criteria.maximum_age
    if least is not None and most is not None:
        return f"{least} to {most}"
    if least is not None:
        return f"{least} or over"
    return "Any age" if most is None else f"{most} or under"
