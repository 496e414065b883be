"""The records of those who serve in the demonstration: evidence, reviews and kit, some of it late."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from volunteers import clock
from volunteers.demo.members import Member
from volunteers.demo.scene import Scene
from volunteers.records.models import Evidence, KitItem, Review
from volunteers.records.rules import Condition, EvidenceState
from volunteers.strands.queries import get_strand
from volunteers.strands.rules import SkillList, StrandCode

SPECIALS = StrandCode.SPECIAL_CONSTABULARY
# Days of accompanied patrol in which someone usually shows all that directed patrol needs.
DAYS_TO_DIRECTED, DAYS_TO_QUALIFIED = 300, 420
WAITING_SHARE = 0.14
NEVER_REVIEWED, NOT_AGREED, NOT_RETURNED = 0.08, 0.06, 0.3
REMEMBERED_LEAVERS = timedelta(days=180)
STORIES = (
    "Late shift in the town centre. I led on this from start to finish while the officer stood by.",
    "We were called by shop staff. I spoke first, explained what I was doing and why, and wrote it up the same night.",
    "On foot near the station. I noticed it, told control, and dealt with it with little prompting.",
    "Football night, large crowd. I stayed calm, kept my colleague in view and asked for help at the right time.",
    "Early turn with the neighbourhood team. I needed one reminder about the form and completed it in time.",
    "A quiet Sunday. The officer let me do all of it and we talked it through afterwards.",
)
LATEST_OF_PERSONA = {1: EvidenceState.SENT_BACK, 2: EvidenceState.WAITING, 3: EvidenceState.WAITING}
SENT_BACK = "Please say which power you used and what you told the man about it."
WELL = (
    "Reliable, and calm with people. Statements are now good at the first attempt.",
    "Gives time well above what is asked. New colleagues like to be paired with them.",
    "Has grown in confidence on the radio. Took the lead on a difficult call in the autumn.",
)
NEXT = (
    "Voluntary interview with a tutor. Response driving if a place comes up.",
    "Build up evidence for the next status; one shift a month with the neighbourhood team.",
    "Mentor one newcomer, and refresh first aid in spring.",
)
OWN = ("I agree, and would like more shifts with response.", "Thank you. I enjoyed this year.", None)
ISSUED = (("warrant_card", "Warrant card", "WC", 1.0), ("body_armour", "Body armour", "BA", 0.95),
          ("radio", "Radio", "RA", 0.6), ("uniform", "Uniform", "", 0.9))  # fmt: skip


def add_records(scene: Scene, members: Sequence[Member]) -> None:
    """Everything that is kept of those who serve, and what those who left lately still have."""
    skills = get_strand(SPECIALS).skills
    serving = [one for one in members if one.serves_on(scene.today)]
    chance = scene.chance("records")
    for member in serving:
        if skills is not None:
            _show(scene, member, skills, chance)
        _review(scene, member, chance)
    for number, member in enumerate(members, 1):
        if member.ended_on is None or member.ended_on > scene.today - REMEMBERED_LEAVERS:
            _equip(scene, member, number, chance)


def _show(scene: Scene, member: Member, skills: SkillList, chance: Random) -> None:
    """The evidence of someone with a status ahead: as far as their time has brought them."""
    grade, since = member.grade_on(scene.today), [day for day, _ in member.grades if day <= scene.today][-1]
    if grade not in {"accompanied", "directed"}:
        return
    first = "directed" if grade == "accompanied" else "qualified"
    days = DAYS_TO_DIRECTED if grade == "accompanied" else DAYS_TO_QUALIFIED
    if grade == "directed":
        for code in _wanted(skills, "directed"):
            _add(scene, member, code, EvidenceState.SIGNED, since - timedelta(days=chance.randrange(5, 140)), chance)
    wanted = list(_wanted(skills, first))
    shown = min(len(wanted), round(len(wanted) * (scene.today - since).days / days * chance.uniform(0.7, 1.3)))
    for place, code in enumerate(wanted[:shown]):
        share = chance.random()
        # The latest pieces are those that wait; who has shown everything waits for nothing.
        is_late = shown < len(wanted) and place >= shown - 6
        state = EvidenceState.WAITING if is_late and share < WAITING_SHARE else EvidenceState.SIGNED
        if member.persona == "accompanied":
            state = LATEST_OF_PERSONA.get(shown - place, state)
        ago = chance.randrange(2, 30) if is_late else chance.randrange(20, max(21, (scene.today - since).days))
        _add(scene, member, code, state, scene.today - timedelta(days=ago), chance)


def _wanted(skills: SkillList, grade: str) -> Iterator[str]:
    """The skills of a status in rounds, each as often as it is shown: people show easy ones often and early."""
    codes = [skill.code for skill in skills.skills if skill.needed_for == grade]
    for start in range(0, len(codes), 5):
        for _ in range(skills.times):
            yield from codes[start : start + 5]


def _add(scene: Scene, member: Member, skill: str, state: EvidenceState, on: date, chance: Random) -> None:
    on = max(on, member.started_on)
    sent_at = clock.from_london(datetime.combine(min(on + timedelta(days=1), scene.today), time(9, 20)))
    signer = scene.staff["area_coordinator" if member.area == "bristol" and chance.random() < 0.4 else "supervisor"]
    signed_at = min(sent_at + timedelta(days=chance.randrange(12)), clock.start_of_day(scene.today))
    is_signed = state is EvidenceState.SIGNED
    number = scene.sheets.add(
        Evidence, volunteer_id=member.volunteer_id, account_id=member.account_id, strand=SPECIALS, skill=skill,
        duty_on=on, what=chance.choice(STORIES), place="", incident="", signer_id=signer,
        entered_by_id=member.account_id, sent_at=sent_at, state=state,
        sent_back_words=SENT_BACK if state is EvidenceState.SENT_BACK else None,
        signed_by_id=signer if is_signed else None, signed_at=max(signed_at, sent_at) if is_signed else None, version=1,
    )  # fmt: skip
    if is_signed:
        scene.note(
            max(signed_at, sent_at), "evidence_signed", "volunteer", member.volunteer_id, by=signer, skill=skill,
            evidence_id=number,
        )  # fmt: skip


def _review(scene: Scene, member: Member, chance: Random) -> None:
    months = scene.force.records.months_to_review(SPECIALS) or 12
    served = (scene.today - member.started_on).days
    if served < 330 or (chance.random() < NEVER_REVIEWED and member.persona is None):
        return
    held_on = scene.today - timedelta(days=chance.randrange(8, min(served - 20, 400)))
    held_on = scene.today - timedelta(days=5) if member.persona == "qualified" else held_on
    is_agreed = member.persona != "qualified" and chance.random() >= NOT_AGREED
    written_at = clock.from_london(datetime.combine(held_on, time(20)))
    writer = scene.staff["supervisor"]
    number = scene.sheets.add(
        Review, volunteer_id=member.volunteer_id, account_id=member.account_id, strand=SPECIALS, held_on=held_on,
        went_well=chance.choice(WELL), what_next=chance.choice(NEXT), next_due_on=clock.add_months(held_on, months),
        written_by_id=writer, written_at=written_at, own_words=chance.choice(OWN) if is_agreed else None,
        agreed_at=written_at + timedelta(days=1) if is_agreed else None, version=2 if is_agreed else 1,
    )  # fmt: skip
    scene.note(written_at, "review_written", "volunteer", member.volunteer_id, by=writer, review_id=number)


def _equip(scene: Scene, member: Member, number: int, chance: Random) -> None:
    """What they were given on their first day; leavers gave it back on their last, but for some."""
    for kind, name, prefix, part in ISSUED:
        if chance.random() >= part:
            continue
        is_back = member.ended_on is not None and chance.random() >= NOT_RETURNED
        scene.sheets.add(
            KitItem, volunteer_id=member.volunteer_id, kind=kind, name=name,
            serial=f"{prefix}-{number:05}" if prefix else None, issued_on=member.started_on,
            issued_by_id=scene.staff["coordinator"], returned_on=member.ended_on if is_back else None,
            returned_to_id=scene.staff["coordinator"] if is_back else None,
            condition=chance.choice((Condition.GOOD, Condition.WORN)) if is_back else None, note="",
            recorded_at=clock.from_london(datetime.combine(member.started_on, time(12))),
        )  # fmt: skip
