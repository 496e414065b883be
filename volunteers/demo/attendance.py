"""Who signed up for the duties of the demonstration, who came, and for how long.

Nobody is on two duties at once or without a night's rest between two: a Special's duties lie two days apart. Everyone
is cleared and of the grade and skills a post asks for on the day, and someone on accompanied patrol has company.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import chain, islice

from volunteers import clock
from volunteers.demo.duties import PlannedDuty, PlannedPost, plan_duty, store_posts
from volunteers.demo.hours import Ledger
from volunteers.demo.members import Member
from volunteers.demo.scene import Scene
from volunteers.demo.sheets import span
from volunteers.rosters.models import Attendance, SignUp, SignUpState
from volunteers.strands.rules import StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
ALONE = frozenset({"directed", "qualified"})
# Places there are for each one taken, and about how many are taken on a duty.
SPARE, CREW = 1.25, 4.5
SHIFT_MINUTES = 430
COME, WITHDRAW = 0.97, 0.03
PLANS = 3
REASONS = ("Called in to work", "Not well", "Family matter", "Double booked")


class Rota:
    """Fills duties with Specials and books those of the past on and off."""

    def __init__(self, scene: Scene, members: Iterable[Member], part: str) -> None:
        self._scene = scene
        self._chance = scene.chance(part)
        self._members = list(members)
        self._yesterday = scene.today - timedelta(days=1)
        self.attended = 0
        self._ledger = Ledger(scene, part)

    def past_month(self, month: date, *, most: int | None = None) -> None:
        """The duties of one month up to yesterday, with attendances; no more of them than ``most`` in all."""
        last = min(clock.add_months(month, 1) - timedelta(days=1), self._yesterday)
        days = (last - month).days + 1
        for area in self._scene.units:
            here = [member for member in self._members if member.area == area and _serves_in(member, month, last)]
            wanted = {member.volunteer_id: int(member.hours * 60 * days / 30) for member in here}
            crew = sum(wanted.values()) / SHIFT_MINUTES
            duties = [self._on_some_day(area, month, days) for _ in range(int(crew * SPARE / CREW) + bool(here))]
            self._share_out(here, wanted, duties, most)
            store_posts(self._scene, duties)

    def coming(self, duties: list[PlannedDuty]) -> None:
        """Sign-ups for published duties still to come: some duties full, some with a few, some with none."""
        by_area: dict[str, list[Member]] = {}
        for member in self._members:
            if member.serves_on(self._scene.today):
                by_area.setdefault(member.area, []).append(member)
        for duty in sorted((each for each in duties if each.is_open), key=lambda each: each.on):
            places = sum(post.places for post in duty.posts)
            wanted = round(places * self._chance.choice((0, 0.3, 0.6, 0.8, 1, 1)))
            near = by_area.get(duty.area, [])
            for member in _guides_first(self._chance.sample(near, min(len(near), wanted * 3)), duty.on):
                if len(duty.crew) < wanted:
                    self.join(member, duty)
        for member in self._members:
            if member.persona is not None:
                self._have_plans(member, duties)
        store_posts(self._scene, duties)

    def join(self, member: Member, duty: PlannedDuty) -> bool:
        """Sign a Special up where a post suits them; whether one did."""
        post = _post_for(member, duty)
        if post is None:
            return False
        post.taken += 1
        duty.crew.add(member.volunteer_id)
        duty.has_guide = duty.has_guide or member.grade_on(duty.on) in ALONE
        member.taken.update(duty.on + timedelta(days=step) for step in (-1, 0, 1))
        sign_up_id = self._sign_up(member, duty, post)
        if duty.on <= self._yesterday and self._chance.random() < COME:
            self._attend(member, duty, sign_up_id)
        return True

    def _have_plans(self, member: Member, duties: list[PlannedDuty]) -> None:
        """A persona is on a few of the duties to come."""
        joined = 0
        for duty in duties:
            if joined < PLANS and duty.is_open and duty.area == member.area and member.volunteer_id not in duty.crew:
                joined += self.join(member, duty)

    def _share_out(
        self, members: list[Member], wanted: dict[int, int], duties: list[PlannedDuty], most: int | None
    ) -> None:
        """Each Special in turn takes duties until they have their hours; those who may be alone go first."""
        members = _guides_first(self._chance.sample(members, len(members)), duties[0].on) if duties else []
        for member in members:
            minutes = wanted[member.volunteer_id]
            start = self._chance.randrange(len(duties))
            for duty in chain(islice(duties, start, None), islice(duties, start)):
                if most is not None and self.attended >= most:
                    return
                if duty.minutes / 2 <= minutes and self.join(member, duty):
                    minutes -= duty.minutes
                if minutes < SHIFT_MINUTES / 3:
                    break

    def _on_some_day(self, area: str, month: date, days: int) -> PlannedDuty:
        on = month + timedelta(days=self._chance.randrange(days))
        # Twice as many at weekends, when most people have time and most help is wanted.
        if on.weekday() < 4 and self._chance.random() < 0.5:
            on = min(
                on + timedelta(days=4 - on.weekday() + self._chance.randrange(2)), month + timedelta(days=days - 1)
            )
        return plan_duty(self._scene, area, on, self._chance)

    def _sign_up(self, member: Member, duty: PlannedDuty, post: PlannedPost) -> int:
        latest = min(duty.starts_at, clock.start_of_day(self._scene.today))
        signed_up_at = latest - timedelta(days=self._chance.randint(2, 25), minutes=self._chance.randrange(900))
        signed_up_at = max(signed_up_at, clock.start_of_day(member.started_on))
        values = {
            "duty_id": duty.duty_id, "post_id": post.post_id, "volunteer_id": member.volunteer_id,
            "during": span(duty.starts_at, duty.ends_at), "signed_up_by_id": member.account_id,
        }  # fmt: skip
        if self._chance.random() < WITHDRAW:
            self._scene.sheets.add(
                SignUp, **values, state=SignUpState.WITHDRAWN, signed_up_at=signed_up_at - timedelta(days=5),
                withdrawn_at=signed_up_at - timedelta(days=1), reason=self._chance.choice(REASONS),
            )  # fmt: skip
        if duty.on > self._scene.today:
            self._scene.note(
                signed_up_at, "signed_up", "duty", duty.duty_id, by=member.account_id, volunteer_id=member.volunteer_id
            )
        return self._scene.sheets.add(SignUp, **values, state=SignUpState.CONFIRMED, signed_up_at=signed_up_at)

    def _attend(self, member: Member, duty: PlannedDuty, sign_up_id: int) -> None:
        self.attended += 1
        booked_on_at = duty.starts_at + timedelta(minutes=self._chance.randint(-12, 6))
        booked_off_at = duty.ends_at + timedelta(minutes=self._chance.randint(-25, 50))
        self._scene.sheets.add(
            Attendance, sign_up_id=sign_up_id, volunteer_id=member.volunteer_id, strand=SPECIALS, area=duty.area,
            booked_on_at=booked_on_at, booked_off_at=booked_off_at, recorded_by_id=self._scene.staff["supervisor"],
            minutes=int((booked_off_at - booked_on_at).total_seconds() // 60),
        )  # fmt: skip
        self._ledger.attended(member, duty, sign_up_id, booked_on_at, booked_off_at)


def _post_for(member: Member, duty: PlannedDuty) -> PlannedPost | None:
    """The first post that suits a Special on a duty's own date, the most demanding first."""
    fits = (
        duty.on not in member.taken
        and member.serves_on(duty.on)
        and member.serves_on(duty.last_on)
        and member.is_cleared(duty.on, duty.last_on)
    )
    if not fits:
        return None
    grade = member.grade_on(duty.on)
    if grade not in ALONE and not duty.has_guide:
        return None
    for post in reversed(duty.posts):
        suits = not post.place.grades or grade in post.place.grades
        skilled = all(member.holds(code, duty.on, duty.last_on) for code in post.place.needs)
        if post.taken < post.places and suits and skilled:
            return post
    return None


def _serves_in(member: Member, first: date, last: date) -> bool:
    return member.started_on <= last and (member.ended_on is None or first < member.ended_on)


def _guides_first(members: list[Member], on: date) -> list[Member]:
    return sorted(members, key=lambda each: each.started_on > on or each.grade_on(on) not in ALONE)
