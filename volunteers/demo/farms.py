"""Farm Watch in the demonstration: members near Wells and Taunton, what they saw, were told, and had marked."""

from datetime import datetime, time, timedelta
from random import Random

from volunteers import clock
from volunteers.demo.names import Person
from volunteers.demo.personas import BY_KEY
from volunteers.demo.scene import Scene
from volunteers.demo.serving_elsewhere import Serving, add_serving
from volunteers.demo.sheets import span
from volunteers.farms.models import (
    FarmAlert,
    FarmLoan,
    FarmNight,
    FarmPremises,
    FarmReply,
    FarmReport,
    FarmTelling,
    FarmUpdate,
    FarmVisit,
    FarmWish,
    MarkedItem,
)
from volunteers.farms.rules import Crime, LoanKind, Marking, VisitState
from volunteers.farms.rules.map_points import read_point
from volunteers.rosters.models import Duty, DutyState, Giving, Post, SignUp, SignUpState
from volunteers.strands.rules import StrandCode

STRAND, AREA, FIRST_NUMBER = StrandCode.FARM_WATCH, "somerset", 94_000
# Invented holdings at points in the open country of the county; three share a name, as farms do.
HOLDINGS = (
    ("Lower Mead Farm", "Dairy cows", "ST 5541 4583", "BA5 1AA"), ("Manor Farm", "Sheep", "ST 5027 4211", "BA6 9AA"),
    ("Manor Farm", "Beef cattle", "ST 6120 3874", "BA4 4AA"), ("Manor Farm", "Wheat", "ST 4630 2785", "TA11 6AA"),
    ("Coombe Stables", "Horses", "ST 2418 2936", "TA5 2AA"), ("Withy Farm", "Fruit", "ST 3562 3049", "TA7 0AA"),
    ("Blackdown Holding", "Sheep", "ST 2147 1623", "TA3 7AA"), ("Orchard Farm", "Apples", "ST 4415 1938", "TA12 6AA"),
    ("Moorlands", "Beef cattle", "ST 4083 3671", "TA7 9AA"), ("Quarry Barn", "Poultry", "ST 6718 4426", "BA3 5AA"),
    ("Penn Wood", "Forestry", "ST 5894 5112", "BA5 3AA"), ("Hill Top Yard", "Horses", "ST 3371 1547", "TA19 9AA"),
)  # fmt: skip
OWN = 0
MARKED = (("Quad bike", "Honda TRX420"), ("Trailer", "Ifor Williams"), ("Saddle", ""), ("Chainsaw", "Stihl MS 261"))
ALERTS = (
    (Crime.AGRICULTURAL, "Quad bikes stolen around Wells", "Two red quad bikes were taken from barns at night. Chain "
     "yours, and take the key out.", "ST 5541 4583", 2),
    (Crime.EQUINE, "Men looking at stables", "Two men in a grey pick-up ask for the way and look at tack rooms.",
     "ST 2418 2936", 4),
    (Crime.ENVIRONMENTAL, "Tyres tipped in lanes", "Tyres were tipped in three lanes.", "", 40),
)  # fmt: skip


# How each visit stands, and in how many days it is.
VISITS: tuple[tuple[VisitState, int | None], ...] = (
    (VisitState.ASKED, None), (VisitState.PLANNED, 9), (VisitState.PLANNED, 3),
)  # fmt: skip


# In how many days each patrol night is, who is on it by place, and who told us what.
NIGHTS: tuple[tuple[int, tuple[int, ...], tuple[tuple[int, str], ...]], ...] = (
    (-20, (0, 1, 2), ((0, ""), (1, ""))),
    (-6, (0, 1, 3), ((1, "A van without lights by the reservoir, twice."),)),
    (5, (1, 2), ()), (12, (), ()),
)  # fmt: skip


def add_farms(scene: Scene) -> None:
    """Members with premises, alerts that run and are over, a report that waits, and visits past and to come."""
    chance = scene.chance("farm watch")
    members = [_member(scene, chance, place) for place in range(len(HOLDINGS))]
    premises = [_premises(scene, members[place], place) for place in range(len(HOLDINGS))]
    for crime, title, body, point, days in ALERTS:
        _alert(scene, members, FarmAlert(crime=crime, title=title, body=body, reference=point), days)
    _reports(scene, members)
    for place in (0, 1, 4, 9):
        _marked(scene, chance, premises[place], members[place], place)
    _nights(scene, members)
    _loans(scene, premises)
    for place, (state, within) in enumerate(VISITS):
        scene.sheets.add(
            FarmVisit, premises_id=premises[5 + place], state=state, wanted="Quad bikes and trailers",
            asked_at=_ago(scene, 6), asked_by_id=members[5 + place].account_id,
            visit_on=None if within is None else scene.today + timedelta(days=within),
            when_words="" if within is None else "Between 10am and 12 noon",
            who_goes="" if within is None else "PC Hart and a rural contact",
        )  # fmt: skip


def _nights(scene: Scene, members: list[Serving]) -> None:
    """Patrol nights: two past, told of but for the farmer's own of last week, and two to come with room."""
    for days, who, told in NIGHTS:
        duty_id, during = _night(scene, days, taken=len(who))
        post_id = scene.sheets.find(Post, duty_id=duty_id)
        for place in who:
            member = members[place]
            scene.sheets.add(
                SignUp, duty_id=duty_id, post_id=post_id, volunteer_id=member.volunteer_id,
                state=SignUpState.CONFIRMED, during=span(*during), signed_up_by_id=member.account_id,
                signed_up_at=min(during[0], clock.start_of_day(scene.today)) - timedelta(days=3),
            )  # fmt: skip
        for place, what in told:
            scene.sheets.add(
                FarmNight, duty_id=duty_id, volunteer_id=members[place].volunteer_id, area=AREA,
                where_words="The lanes from Wells to Priddy", saw_something=bool(what), what=what,
                sent_at=during[1] + timedelta(hours=8),
            )  # fmt: skip


def _night(scene: Scene, days: int, *, taken: int) -> tuple[int, tuple[datetime, datetime]]:
    starts_at = clock.from_london(datetime.combine(scene.today + timedelta(days=days), time(21)))
    ends_at = starts_at + timedelta(hours=3)
    duty_id = scene.sheets.add(
        Duty, strand=STRAND, area=AREA, kind="patrol_night", title="Patrol night on the Mendips",
        meeting_place="Priddy village green", starts_at=starts_at, ends_at=ends_at, giving=Giving.FIRST_COME,
        minimum_to_run=2, state=DutyState.PUBLISHED, created_by_id=scene.staff["coordinator"],
        created_at=min(starts_at, clock.start_of_day(scene.today)) - timedelta(days=9),
        briefing="Stay in the car and on the road. Watch, note and report; stop nobody.",
    )  # fmt: skip
    scene.sheets.add(Post, duty_id=duty_id, name="Farm Watch member", places=6, taken=taken)
    return duty_id, (starts_at, ends_at)


def _loans(scene: Scene, premises: list[int]) -> None:
    """An alarm that is overdue at the farmer's, a camera that is out, and one that came back."""
    for place, kind, serial, out, back in (
        (0, LoanKind.ALARM, "AL-014", 40, None), (4, LoanKind.CAMERA, "CA-007", 10, None),
        (1, LoanKind.CAMERA, "CA-003", 70, 45),
    ):  # fmt: skip
        out_on = scene.today - timedelta(days=out)
        scene.sheets.add(
            FarmLoan, premises_id=premises[place], kind=kind, serial=serial, out_on=out_on,
            due_on=out_on + timedelta(days=28), back_on=None if back is None else scene.today - timedelta(days=back),
        )  # fmt: skip


def _member(scene: Scene, chance: Random, place: int) -> Serving:
    person = None
    if place == OWN:
        first_name, last_name = BY_KEY["farmer"].name.split()
        person = Person(first_name, last_name, scene.today, BY_KEY["farmer"].email)
    one = add_serving(
        scene, chance, FIRST_NUMBER + place, strand=STRAND, area=AREA, grade="member", person=person
    )  # fmt: skip
    crimes = sorted({"agricultural", *(crime.value for crime in chance.sample(list(Crime), 2))})
    scene.sheets.add_unnumbered(
        FarmWish, volunteer_id=one.volunteer_id, crimes=crimes, miles=25, changed_at=_ago(scene, 30)
    )
    return one


def _premises(scene: Scene, member: Serving, place: int) -> int:
    name, kept, point, postcode = HOLDINGS[place]
    reference, at = read_point(point)
    return scene.sheets.add(
        FarmPremises, volunteer_id=member.volunteer_id, area=AREA, name=name, kept=kept, reference=reference,
        latitude=at.latitude, longitude=at.longitude, postcode=postcode, ring=member.name, added_at=_ago(scene, 60),
    )  # fmt: skip


def _alert(scene: Scene, members: list[Serving], said: FarmAlert, days: int) -> None:
    at = read_point(said.reference)[1] if said.reference else None
    sent_at = _ago(scene, days)
    alert_id = scene.sheets.add(
        FarmAlert, area=AREA, crime=said.crime, title=said.title, body=said.body, reference=said.reference,
        latitude=at.latitude if at else None, longitude=at.longitude if at else None,
        sent_by_id=scene.staff["coordinator"], sent_at=sent_at, ends_at=sent_at + timedelta(days=14),
    )  # fmt: skip
    if said.crime is Crime.AGRICULTURAL:  # everyone of the demonstration wants these
        for member in members:
            scene.sheets.add(FarmTelling, alert_id=alert_id, volunteer_id=member.volunteer_id, told_at=sent_at)
        scene.sheets.add(
            FarmReply, alert_id=alert_id, volunteer_id=members[1].volunteer_id, body="A van went by twice, lights off",
            seen_when="Last night at 2am", sent_at=sent_at + timedelta(hours=9),
        )  # fmt: skip
        scene.sheets.add(
            FarmUpdate, alert_id=alert_id, body="One of the bikes was found in a wood.",
            written_by_id=scene.staff["coordinator"], written_at=sent_at + timedelta(hours=20),
        )  # fmt: skip


def _reports(scene: Scene, members: list[Serving]) -> None:
    said = (
        (2, "A white van stopped at three gates, one man got out each time.", 1, ""),
        (0, "Lamps in the top field, with dogs.", 12, "Thank you. An officer spoke to two men that night."),
    )
    for place, what, days, answer in said:
        reference, at = read_point(HOLDINGS[place][2])
        scene.sheets.add(
            FarmReport, volunteer_id=members[place].volunteer_id, area=AREA,
            crime=Crime.WILDLIFE if answer else Crime.AGRICULTURAL, what=what, seen_when="About 6am",
            reference=reference, latitude=at.latitude, longitude=at.longitude, sent_at=_ago(scene, days), answer=answer,
            closed_at=_ago(scene, days - 1) if answer else None,
            closed_by_id=scene.staff["coordinator"] if answer else None,
        )  # fmt: skip


def _marked(scene: Scene, chance: Random, premises_id: int, member: Serving, place: int) -> None:
    on = scene.today - timedelta(days=chance.randrange(30, 200))
    visit_id = scene.sheets.add(
        FarmVisit, premises_id=premises_id, state=VisitState.DONE, wanted="", asked_at=clock.start_of_day(on),
        asked_by_id=member.account_id, visit_on=on, when_words="10am", who_goes="PC Hart",
    )  # fmt: skip
    for number, (kind, make) in enumerate(MARKED[: 2 + place % 3]):
        scene.sheets.add(
            MarkedItem, premises_id=premises_id, visit_id=visit_id, kind=kind, make=make, marking=Marking.STAMP,
            serial=f"{chance.randrange(10**6):06}", mark=f"AS{place:02}{number:02}", kept_where="The long barn",
            marked_on=on,
        )  # fmt: skip


def _ago(scene: Scene, days: int) -> datetime:
    return clock.start_of_day(scene.today - timedelta(days=days)) + timedelta(hours=8)
