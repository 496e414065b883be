"""Who is asked about an applicant before a strand takes them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class References:
    """How many people are asked, while an application is at which stage.

    ``one_of`` names the relations of which at least one referee must have one; empty when any will do.
    ``with_children`` asks every referee about work with young people as well. ``confirm`` marks what the force must
    confirm.
    """

    count: int
    asked_at: str
    one_of: tuple[str, ...] = ()
    with_children: bool = False
    confirm: bool = False
