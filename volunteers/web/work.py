"""What staff do beside applications and duties, as cards on two pages: on the day, and in each strand's own way."""

from dataclasses import dataclass

from volunteers.permissions import Permission, Viewer


@dataclass(frozen=True)
class Work:
    """One card: the page it opens, what it is called, and what it is for. Of a strand, or of all where that is None."""

    endpoint: str
    title: str
    words: str
    needs: Permission
    strand: str | None = None

    def is_for(self, viewer: Viewer) -> bool:
        """Whether the viewer may open it; a strand's own, in that strand."""
        if self.strand is None:
            return viewer.may(self.needs)
        return viewer.may_in_strand(self.needs, self.strand)


# In the order of a day: who comes, who is there, what it adds up to, what it cost.
ON_THE_DAY: tuple[Work, ...] = (
    Work(
        "mobilisation.calls",
        "Call people out",
        "Ask everyone who may come within two hours, and watch who does.",
        Permission.MOBILISATION_SEND,
    ),
    Work(
        "attendance.not_booked_off",
        "Not booked off",
        "People who are still booked on though their duty has ended: are they safe?",
        Permission.ATTENDANCE_RECORD,
    ),
    Work("expenses.to_approve", "Expenses", "Claims to approve, and batches for payment.", Permission.EXPENSE_APPROVE),
    Work(
        "hours.to_certify",
        "Hours to certify",
        "Hours that were booked or claimed, and wait for you to look through.",
        Permission.HOURS_CERTIFY,
    ),
    Work(
        "hours.report",
        "Hours report",
        "Who did how much in a month, against what is asked, by unit and by kind.",
        Permission.HOURS_CERTIFY,
    ),
)
STRAND_WORK: tuple[Work, ...] = (
    Work(
        "placements.board",
        "Placements",
        "Support volunteers in each role, and the journeys of drivers.",
        Permission.PLACEMENT_EDIT,
        "police_support_volunteers",
    ),
    Work(
        "patrols.learners",
        "Learners on patrol",
        "Specials who learn, their tutors, and how their patrols went.",
        Permission.TUTOR_EDIT,
        "special_constabulary",
    ),
    Work(
        "cadet_units.units",
        "Cadet units",
        "Nights to come, forms that are missing, and the register of each night.",
        Permission.REGISTER_TAKE,
        "cadets",
    ),
    Work(
        "speedwatch.sessions",
        "SpeedWatch sessions",
        "Sessions to come, returns to hand over, devices and outcomes.",
        Permission.SESSION_READ,
        "community_speedwatch",
    ),
    Work(
        "watch_schemes.schemes",
        "Neighbourhood Watch schemes",
        "Which run, which nobody looks after, and how many households they reach.",
        Permission.WATCH_EDIT,
        "neighbourhood_watch",
    ),
    Work(
        "watch_schemes.messages",
        "Messages to watch schemes",
        "Write to households through their coordinators, and see how far it got.",
        Permission.WATCH_EDIT,
        "neighbourhood_watch",
    ),
    Work(
        "farms.reports",
        "Farm Watch reports",
        "What members saw and told us, to be checked, sent on or closed.",
        Permission.FARM_EDIT,
        "farm_watch",
    ),
    Work(
        "farms.alerts",
        "Farm Watch alerts",
        "Tell the members near, read what they answer, and stand alerts down.",
        Permission.FARM_EDIT,
        "farm_watch",
    ),
    Work(
        "farms.visits",
        "Farm visits",
        "Visits to plan and to come, and the register of marked property.",
        Permission.FARM_EDIT,
        "farm_watch",
    ),
    Work(
        "farms.premises_list",
        "Farm Watch premises",
        "Holdings with their points on the map, and who to ring.",
        Permission.FARM_EDIT,
        "farm_watch",
    ),
)


def for_viewer(work: tuple[Work, ...], viewer: Viewer) -> list[Work]:
    """The cards this viewer may open."""
    return [each for each in work if each.is_for(viewer)]
