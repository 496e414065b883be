"""How well a duty is covered: places taken against places, and against the fewest it can run with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cover:
    """Places on a duty. ``minimum`` is the strand's smallest team; a duty with fewer people cannot run."""

    taken: int
    places: int
    minimum: int = 1

    @property
    def tone(self) -> str:
        if self.taken < min(self.minimum, self.places):
            return "poor"
        return "good" if self.taken >= self.places else "waiting"

    @property
    def words(self) -> str:
        """What the colour says, in words."""
        if self.taken < min(self.minimum, self.places):
            return "Below minimum"
        return "Full" if self.taken >= self.places else "Places free"

    @property
    def count(self) -> str:
        return f"{self.taken} of {self.places}"
