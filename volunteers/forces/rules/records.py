"""What a force says of the records of those who serve: reviews, kit and long service."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KitKind:
    """A kind of thing that is issued; ``has_serial`` when each one is told from another by a number."""

    code: str
    name: str
    has_serial: bool = True


# What stands in while a force file names no kit.
KIT = (
    KitKind("warrant_card", "Warrant card"),
    KitKind("body_armour", "Body armour"),
    KitKind("radio", "Radio"),
    KitKind("uniform", "Uniform", has_serial=False),
    KitKind("speedwatch_device", "SpeedWatch device"),
    KitKind("hi_vis", "Hi-vis jacket", has_serial=False),
)


@dataclass(frozen=True)
class Records:
    """How those who serve are looked after.

    ``review_months`` is how many months pass from one review to the next, for each strand that has reviews.
    ``milestone_years`` are the years of service that are marked, ``medal_years`` those of the Special Constabulary's
    long service medal. ``counts_service_before_breaks`` says that years before someone left and came back count too,
    ``leave_counts`` that a leave of absence does.
    """

    review_months: tuple[tuple[str, int], ...]
    milestone_years: tuple[int, ...]
    medal_years: int
    counts_service_before_breaks: bool
    leave_counts: bool
    kit: tuple[KitKind, ...] = KIT

    def months_to_review(self, strand: str) -> int | None:
        """The months from one review to the next; None in a strand without reviews."""
        return dict(self.review_months).get(strand)

    def kit_kind(self, code: str) -> KitKind | None:
        return next((kind for kind in self.kit if kind.code == code), None)
