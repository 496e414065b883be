"""How far to trust a forecast, said plainly from how it fared where the answer was known."""

from dataclasses import dataclass

FEWEST_TESTS = 8
HOLDS_LOW, HOLDS_HIGH = 0.72, 0.90
BETTER, WORSE = 0.98, 1.02


@dataclass(frozen=True)
class Trust:
    """One sentence with a tone; the words stand beside the tone always."""

    words: str
    tone: str

    @property
    def short(self) -> str:
        """The same in two or three words."""
        shorts = {"good": "Can be relied on", "fair": "Use with care", "poor": "Do not rely on it"}
        return shorts.get(self.tone, "Not judged yet")


def trust_words(
    *, mase: float | None, baseline: float | None, baseline_name: str, held80: float | None, origins: int
) -> Trust:
    """What a back-test says: whether it beats the best simple way, and whether its 80% range is honest."""
    if mase is None or origins < FEWEST_TESTS:
        tests = "test" if origins == 1 else "tests"
        return Trust(f"Too little to judge by: {origins} {tests} against what really happened.", "waiting")
    error, error_tone = _error(mase, baseline, baseline_name)
    held, held_tone = _held(held80)
    tone = "poor" if "poor" in (error_tone, held_tone) else "fair" if "fair" in (error_tone, held_tone) else "good"
    return Trust(f"{error} {held}", tone)


def _error(mase: float, baseline: float | None, name: str) -> tuple[str, str]:
    if not baseline:
        return "There was no simple way to compare it with.", "fair"
    share = mase / baseline
    if share < BETTER:
        return f"Its error is {_percent(1 - share)} less than that of the best simple way ({name}).", "good"
    if share <= WORSE:
        return f"It is as good as the best simple way ({name}), and no better.", "fair"
    return (
        f"Its error is {_percent(share - 1)} more than that of the best simple way ({name}): do not lean on it.",
        "poor",
    )


def _held(held80: float | None) -> tuple[str, str]:
    if held80 is None:
        return "How often its range held is not known.", "fair"
    said = f"Its 80% range held {held_words(held80)}"
    if held80 < HOLDS_LOW:
        return f"{said}: too seldom, so take the range as narrower than it should be.", "poor"
    if held80 > HOLDS_HIGH:
        return f"{said}: more often than it claims, so the range is wider than it needs to be.", "fair"
    return f"{said}, as it should.", "good"


def held_words(share: float) -> str:
    """How often a range held, as a percentage."""
    return f"{100 * share:.0f}% of the time"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
