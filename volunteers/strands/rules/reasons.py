"""The reasons people may give or be given, in kind words, until the force keeps its own."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from volunteers.errors import Refusal
from volunteers.forces.rules.lists import refusals_of_name


class ReasonKind(StrEnum):
    """What a reason is chosen for."""

    DECLINE = "decline"
    WITHDRAW_BOOKING = "withdraw_booking"
    LEAVE = "leave"
    RESTRICTION = "restriction"
    SUSPENSION = "suspension"
    SERVICE_END = "service_end"
    TRANSFER = "transfer"
    ABSENCE = "absence"

    @property
    def label(self) -> str:
        return LABELS[self][0]

    @property
    def chosen_by(self) -> str:
        """Who chooses it and who reads it, in a sentence."""
        return LABELS[self][1]


LABELS: Mapping[ReasonKind, tuple[str, str]] = {
    ReasonKind.DECLINE: (
        "Declining an application",
        "A coordinator chooses it, and the applicant reads it in the message and on their page.",
    ),
    ReasonKind.WITHDRAW_BOOKING: (
        "Cancelling a booking",
        "An applicant chooses it when they cannot come, and the coordinator reads it.",
    ),
    ReasonKind.LEAVE: ("Leave", "A coordinator chooses it when a volunteer is away for a time."),
    ReasonKind.RESTRICTION: ("Restricted duties", "A coordinator chooses it when a volunteer may not do every duty."),
    ReasonKind.SUSPENSION: ("Suspension", "A coordinator chooses it when a volunteer may do no duty for now."),
    ReasonKind.SERVICE_END: ("Leaving", "A coordinator chooses it when a volunteer’s service ends."),
    ReasonKind.TRANSFER: ("Moving to another area or unit", "A coordinator chooses it when a volunteer moves."),
    ReasonKind.ABSENCE: (
        "Not coming to a duty",
        "Whoever books people on chooses it when someone on a duty does not come.",
    ),
}


@dataclass(frozen=True)
class Reason:
    """A reason to choose. ``note_needed`` asks for some words beside it, as for another reason."""

    code: str
    words: str
    note_needed: bool = False


@dataclass(frozen=True)
class ReasonDraft:
    """A reason as an administrator enters it; no strands are all of them. ``after`` is the code it stands after."""

    words: str
    note_needed: bool
    strands: tuple[str, ...]
    after: str | None


OTHER = Reason("other", "Another reason", note_needed=True)
DEFAULTS: Mapping[ReasonKind, tuple[Reason, ...]] = {
    ReasonKind.DECLINE: (
        Reason("requirement", "You do not meet one of the requirements of this role", note_needed=True),
        Reason("interview", "The interview did not show what the role needs"),
        Reason("assessment", "The assessment did not reach what the role needs"),
        Reason("fitness", "The fitness test was not passed in the attempts there are"),
        Reason("medical", "The medical standard of this role was not met"),
        Reason("vetting", "We could not give the vetting clearance this role needs"),
        Reason("references", "The references did not tell us what we need to know"),
        Reason("no_answer", "We asked you for something we need and did not hear from you"),
        Reason("no_place", "We have no place to offer you for now"),
        OTHER,
    ),
    ReasonKind.WITHDRAW_BOOKING: (
        Reason("time", "I cannot make this day or time"),
        Reason("unwell", "I am unwell"),
        Reason("work_or_study", "Work or study"),
        Reason("caring", "I am caring for someone"),
        Reason("travel", "I cannot get there"),
        Reason("not_ready", "I need more time to prepare"),
        OTHER,
    ),
    ReasonKind.LEAVE: (
        Reason("caring", "Caring for someone"),
        Reason("parental", "Maternity, paternity or parental leave"),
        Reason("health", "Health"),
        Reason("work", "Work"),
        Reason("study", "Study or exams"),
        Reason("away", "Away from home for a time"),
        OTHER,
    ),
    ReasonKind.RESTRICTION: (
        Reason("training", "Training to be done first"),
        Reason("recovering", "Coming back to duty step by step"),
        Reason("clearance", "A clearance or medical is being renewed"),
        Reason("review", "While something is looked into"),
        Reason("driving", "Not to drive for now"),
        OTHER,
    ),
    ReasonKind.SUSPENSION: (
        Reason("conduct", "A complaint or conduct matter is being looked into"),
        Reason("vetting", "Vetting is under review"),
        Reason("court", "A matter is with the police or a court"),
        OTHER,
    ),
    ReasonKind.SERVICE_END: (
        Reason("regular_service", "Joined the regular service"),
        Reason("work_or_study", "Work or study"),
        Reason("caring", "Caring for someone"),
        Reason("moved_away", "Moved away"),
        Reason("health", "Health"),
        Reason("hours", "Could not give the hours"),
        Reason("not_as_hoped", "It was not what they hoped for"),
        Reason("retired", "Retired from volunteering"),
        Reason("turned_18", "Turned 18"),
        Reason("required", "Required to leave"),
        Reason("died", "Died"),
        OTHER,
    ),
    ReasonKind.TRANSFER: (
        Reason("moved_home", "Moved home"),
        Reason("nearer", "Nearer to work or study"),
        Reason("asked", "Asked for a change"),
        Reason("needed", "Needed there"),
        Reason("rank", "Took a new rank or role"),
        OTHER,
    ),
    ReasonKind.ABSENCE: (
        Reason("told_before", "Told us before"),
        Reason("unwell", "Not well"),
        Reason("work", "Kept at work"),
        Reason("travel", "Could not get there"),
        Reason("sent_home", "Came, and was sent home"),
        Reason("no_contact", "No word from them"),
        OTHER,
    ),
}


def refusals_of_reason(draft: ReasonDraft, *, taken: Collection[str], known: Collection[str]) -> list[Refusal]:
    """Why a draft will not do; ``taken`` are the words of the others, ``known`` the codes of the strands."""
    refusals = refusals_of_name(draft.words, taken=taken)
    if not set(draft.strands) <= set(known):
        refusals.append(Refusal("unknown_strand", "Choose from the kinds of volunteering shown."))
    return refusals


def refusals_of_too_few(offered: Iterable[Sequence[str]], *, known: Iterable[tuple[str, str]]) -> list[Refusal]:
    """Every strand keeps a reason to choose; ``offered`` are the strands of each reason left, none for all.

    ``known`` are the strands as (code, name).
    """
    left = list(offered)
    without = [name for code, name in known if not any(not strands or code in strands for strands in left)]
    if not without:
        return []
    words = f"There would be no reason left to choose for {', '.join(without)}. Add another one first."
    return [Refusal("none_left", words)]
