"""How good a proposed roster is, in one honest sentence: what was found, and what nobody could do better."""

BEST = "No better one is possible with the people and the times looked at."
KEPT = "Every rule of the roster is kept."
LONGER = "A longer search might find a little more, or nothing."


def filled_words(filled: int, places: int) -> str:
    """52 of 60 free places can be filled."""
    if not places:
        return "There is no free place to fill"
    if filled == places:
        return "The one free place can be filled" if places == 1 else f"All {places:,} free places can be filled"
    if not filled:
        return "The free place cannot be filled" if places == 1 else f"None of {places:,} free places can be filled"
    return f"{filled:,} of {places:,} free places can be filled"


def how_good(*, filled: int, places: int, weight: int, bound: int | None) -> str:
    """What is proved of it. Places count by how important their duties are: a share of the best is no share of places.

    No roster that keeps the rules has more weight than ``bound``; None where nothing is proved yet.
    """
    if filled >= places:
        return KEPT
    if bound is None:
        return ""
    if weight >= bound:
        return BEST
    share = 100 * max(0, weight) // bound  # rounded down, since it is promised
    if not share:
        return f"It is not known how much better a roster could be. {LONGER}"
    return f"That is at least {share}% of the best any roster could do; important duties count for more. {LONGER}"


def so_far(*, weight: int, bound: int | None) -> str:
    """The same while it is looking."""
    if not bound:
        return ""
    if weight >= bound:
        return "No better one is possible; now it looks for fairer shares and shorter ways."
    return f"That is at least {100 * max(0, weight) // bound}% of the best any roster could do."
