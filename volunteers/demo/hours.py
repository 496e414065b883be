"""The ledger of hours of the demonstration: every attendance is booked there, most of it certified, some adjusted."""

from datetime import datetime, timedelta
from random import Random

from volunteers import clock
from volunteers.demo.duties import PlannedDuty
from volunteers.demo.members import Member
from volunteers.demo.scene import Scene
from volunteers.hours.models import HoursEntry, Stint
from volunteers.hours.rules import HoursBasis, HoursStep
from volunteers.strands.rules import HoursKind, StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
# How much is certified by how many months ago it was worked; older hours are all certified.
CERTIFIED = {0: 0.3, 1: 0.92}
EMPLOYER, ADJUSTED, CLAIMS = 0.08, 0.02, 0.03
REASONS = (
    "Stayed on to hand over",
    "Left early, as agreed",
    "The time off was noted wrongly",
    "Travel between stations",
)
WORK = ("School talk", "Stall at the market", "Preparing for a court hearing", "Fitness test", "Recruiting evening")


class Ledger:
    """Books what the duties of the past come to."""

    def __init__(self, scene: Scene, part: str) -> None:
        self._scene = scene
        self._chance: Random = scene.chance(f"{part}/hours")
        self._this = clock.month_of(scene.today)

    def attended(self, member: Member, duty: PlannedDuty, sign_up_id: int, on: datetime, off: datetime) -> None:
        """Book a Special's time on a duty, and now and then what they claim beside it."""
        minutes = int((off - on).total_seconds() // 60)
        booker = self._scene.staff["supervisor"]
        self._stint(
            member, duty, on, off, {HoursStep.BOOKED: minutes}, booker, sign_up_id=sign_up_id, what=duty.title,
            kind=HoursKind.OPERATIONAL,
        )  # fmt: skip
        if self._chance.random() < CLAIMS:
            began = on - timedelta(hours=5)
            claimed = {HoursStep.CLAIMED: 120}
            self._stint(
                member, duty, began, began + timedelta(minutes=120), claimed, member.account_id, sign_up_id=None,
                what=self._chance.choice(WORK), kind=HoursKind.COMMUNITY,
            )  # fmt: skip

    def _stint(
        self, member: Member, duty: PlannedDuty, on: datetime, off: datetime, steps: dict[HoursStep, int], by: int, *,
        sign_up_id: int | None, what: str, kind: HoursKind,
    ) -> None:  # fmt: skip
        chance = self._chance
        basis = HoursBasis.EMPLOYER if chance.random() < EMPLOYER else HoursBasis.OWN_TIME
        place = {
            "volunteer_id": member.volunteer_id, "strand": SPECIALS, "area": duty.area, "unit_id": duty.unit_id,
            "kind": kind, "basis": basis,
        }  # fmt: skip
        stint_id = self._scene.sheets.add(
            Stint, **place, sign_up_id=sign_up_id, what=what, starts_at=on, ends_at=off, entered_by_id=by
        )
        month = clock.month_of(clock.on(on))
        ago = (self._this.year - month.year) * 12 + self._this.month - month.month
        if chance.random() < ADJUSTED:
            steps[HoursStep.ADJUSTED] = chance.choice((-30, -15, 15, 30))
        if chance.random() < CERTIFIED.get(ago, 1):
            steps[HoursStep.CERTIFIED] = sum(steps.values())
        for step, minutes in steps.items():
            is_of_staff = step in (HoursStep.ADJUSTED, HoursStep.CERTIFIED)
            self._scene.sheets.add(
                HoursEntry, stint_id=stint_id, **place, month=month, step=step, minutes=minutes,
                reason=chance.choice(REASONS) if step is HoursStep.ADJUSTED else "",
                entered_by_id=self._scene.staff["coordinator"] if is_of_staff else by, entered_at=off,
                key=f"demonstration {stint_id} {step}",
            )  # fmt: skip
