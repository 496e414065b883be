"""A chance in words, no more exact than it is known."""

LITTLE, MUCH = 0.05, 0.95


def chance_words(chance: float) -> str:
    """A chance from 0 to 1 as people say it: in tenths, and without numbers of its own at either end."""
    if chance < LITTLE:
        return "very unlikely (less than 1 in 20)"
    if chance > MUCH:
        return "very likely (more than 19 in 20)"
    return f"about {min(9, max(1, round(10 * chance)))} in 10"


def chance_sentence(chance: float, at_least: int) -> str:
    """The same as a sentence about reaching a number."""
    words = chance_words(chance)
    if words.startswith("about"):
        return f"The chance of reaching at least {at_least:,} is {words}."
    return f"Reaching at least {at_least:,} is {words}."


def chance_tone(chance: float) -> str:
    """How a status of this chance is toned; the words stand beside it always."""
    return "good" if chance >= 0.65 else "poor" if chance < 0.35 else "fair"
