"""What staff say of a call, and what people answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovCheckboxInput
from wtforms import BooleanField, HiddenField

from volunteers import clock
from volunteers.mobilisation.rules import ANSWERS, Asked, Reach
from volunteers.people.queries import list_qualification_kinds
from volunteers.rosters.rules import DutyContent, Giving, Particulars, PostPlan
from volunteers.strands.rules import Strand
from volunteers.web.fields import line, paragraph, pick, several_of, tidy
from volunteers.web.forms import CreatingForm, VersionForm
from volunteers.web.london import LondonClockField, moment_of, nearest_day
from volunteers.web.numbers import WholeNumberField

POSTS = (1, 2, 3, 4)
PARTS = ("name", "places", "grades", "needs")
MOST_PLACES = 300
HOURS_AHEAD, USUAL_HOURS = 2, 8
ROUNDED_TO = timedelta(minutes=15)
NEVER = "no"
FURTHEST = (("", "Any distance"), *((str(miles), f"{miles} miles") for miles in (5, 10, 20, 30, 50)))
ASKS_AWAY = "Ask people too who said that they are away or at work"
Choices = Sequence[tuple[str, str]]


class CallForm(CreatingForm):
    """One short page. ``seen`` names what was shown to be asked for: another is looked at first before it is sent."""

    seen = HiddenField(filters=[tidy])

    def asked(self, strand: Strand, kind: str, unit_areas: Mapping[str, str]) -> Asked | None:
        """The call that is asked for; None, with the fields saying why, where London has no such times."""
        times, given = self._times(), self.data
        if times is None:
            return None
        starts_at, ends_at, by = times
        unit, areas = given["unit_id"] or None, given["areas"]
        said = Particulars(
            title=given["title"], area=unit_areas[unit] if unit else areas[0], meeting_place=given["meeting_place"],
            unit_id=int(unit) if unit else None, kind=kind, address=given["address"] or "",
            briefing=given["known"] or "", giving=Giving.SUPERVISOR,
        )  # fmt: skip
        posts = tuple(self._post(number) for number in POSTS if self.has_post(number))
        return Asked(strand.code, DutyContent(said, starts_at, ends_at, None, posts), reach_said(given), by)

    def posts(self) -> list[dict[str, Any]]:
        """The fields of each post, for the page."""
        return [
            {"number": number, "is_filled": number == 1 or self.has_post(number)}
            | {part: self[f"post_{number}_{part}"] for part in PARTS}
            for number in POSTS
        ]

    def has_post(self, number: int) -> bool:
        fields = [self[f"post_{number}_{part}"] for part in PARTS]
        return any(field.data or field.errors for field in fields)

    def validate(self, extra_validators: Any = None) -> bool:
        """Every field for itself, then the posts: at least one, and none half filled in."""
        fit = bool(super().validate(extra_validators))
        for number in POSTS:
            if number == POSTS[0] or self.has_post(number):
                fit = self._complete(f"post_{number}_name", "Enter a name for the post.") and fit
                fit = self._complete(f"post_{number}_places", "Enter how many people are wanted.") and fit
        return fit

    def _complete(self, name: str, message: str) -> bool:
        field = self[name]
        if field.data in (None, "") and not field.errors:
            field.errors = [*field.errors, message]
        return not field.errors

    def _post(self, number: int) -> PostPlan:
        name, places, grades, needs = (self[f"post_{number}_{part}"].data for part in PARTS)
        return PostPlan(name, places, tuple(needs or ()), tuple(grades or ()))

    def _times(self) -> tuple[datetime, datetime, datetime] | None:
        """From, until and by when to be there: the next such times there will be."""
        starts_at = self._next("starts", clock.now())
        ends_at = self._next("ends", starts_at) if starts_at else None
        if starts_at is None or ends_at is None:
            return None
        if self["by"].data is None:
            return starts_at, ends_at, starts_at
        by = self._moment("by", lambda field: moment_of(nearest_day(field, starts_at), field))
        if by is not None and not clock.now() < by < ends_at:
            self["by"].errors = ["People must be able to be there before the end, and not in the past."]
            return None
        return (starts_at, ends_at, by) if by else None

    def _next(self, name: str, after: datetime) -> datetime | None:
        def found(field: LondonClockField) -> datetime:
            day = clock.on(after)
            at = moment_of(day, field)
            return at if at > after else moment_of(day + timedelta(days=1), field)

        return self._moment(name, found)

    def _moment(self, name: str, find: Any) -> datetime | None:
        try:
            at: datetime = find(self[name])
        except ValueError as fault:
            self[name].errors = [str(fault)]
            return None
        return at


class MoreForm(VersionForm):
    """How much more widely is asked."""

    def reach(self) -> Reach:
        return reach_said(self.data)


class CloseForm(VersionForm):
    """Enough people come."""

    tells = BooleanField(
        "Tell those who have not answered, and those in reserve, that they need not come", default=True,
        widget=GovCheckboxInput(),
    )  # fmt: skip


class CallOffForm(VersionForm):
    """Nobody is needed any more."""

    reason = line("Why is it called off?", missing="Say why, so that those who are coming can be told.", longest=200)


class AnswerForm(CreatingForm):
    """Four buttons that say yes, and one that says no."""

    answer = HiddenField(filters=[tidy])  # the value of the button

    def validate(self, extra_validators: Any = None) -> bool:
        """The answer is that of one of the buttons: there is no field to go to and change."""
        fit = bool(super().validate(extra_validators))
        if self.answer.data in {NEVER, *(str(minutes) for minutes in ANSWERS)}:
            return fit
        self.form_errors.append("Choose one of the answers.")
        return False

    @property
    def minutes(self) -> int | None:
        return None if self.answer.data == NEVER else int(self.answer.data or 0)


def reach_said(given: Mapping[str, Any]) -> Reach:
    """How widely is asked, from the answers of a form."""
    furthest = given["furthest"]
    return Reach(tuple(given["areas"]), int(furthest) if furthest else None, bool(given["asks_away"]))


def call_form(strand: Strand, areas: Choices, units: Choices) -> CallForm:
    """The form for a strand, filled in with the usual: in two hours, for eight."""
    fields: dict[str, Any] = {
        "title": line(
            "What is it for?", missing="Say in a few words what people are wanted for.",
            hint="For example, Search for a missing person", longest=80,
        ),
        "known": paragraph(
            "What they should know", missing=None, longest=200,
            hint="Goes into the message, also as a text. Never names of people.",
        ),
        "starts": LondonClockField("From", missing="Enter when it begins.", hint=""),
        "ends": LondonClockField("Until", missing="Enter when it ends.", hint=""),
        "by": LondonClockField("Be there by", missing=None, hint=""),
        "meeting_place": line("Where do they parade?", missing="Enter where people are to meet.", longest=120),
        "address": line("Address, if they may not know it", missing=None, longest=200),
        "unit_id": pick(
            "Nearest station", [("", "Not said"), *units], missing=None, hint="To judge how far people have to come"
        ),
        **_reach_fields(areas),
    }  # fmt: skip
    grades = [(grade.code, grade.name) for grade in strand.grades if grade.code in strand.grades_on_duty]
    kinds = [(kind.code, kind.name) for kind in list_qualification_kinds() if kind.is_for([strand.code])]
    for number in POSTS:
        fields |= _post_fields(number, grades, kinds)
    made: type[CallForm] = type("CallFormOfStrand", (CallForm,), fields)
    starts = _rounded_up(clock.now() + timedelta(hours=HOURS_AHEAD))
    ends = starts + timedelta(hours=USUAL_HOURS)
    usual = {
        "starts": clock.in_london(starts).time(), "ends": clock.in_london(ends).time(), "post_1_name": "Response",
        "areas": [areas[0][0]] if len(areas) == 1 else [],
    }  # fmt: skip
    return made(data=usual)


def more_form(areas: Choices, reach: Reach | None = None) -> MoreForm:
    """The form to ask more widely, as widely as is asked so far."""
    made: type[MoreForm] = type("MoreFormOfAreas", (MoreForm,), _reach_fields(areas))
    if reach is None:
        return made()
    furthest = str(reach.furthest_miles) if reach.furthest_miles else ""
    return made(data={"areas": list(reach.areas), "furthest": furthest, "asks_away": reach.asks_away})


def _reach_fields(areas: Choices) -> dict[str, Any]:
    return {
        "areas": several_of("Who is asked: everyone who serves in", areas, missing="Choose at least one area."),
        "furthest": pick("As far away as", FURTHEST, missing=None),
        "asks_away": BooleanField(ASKS_AWAY, widget=GovCheckboxInput()),
    }


def _post_fields(number: int, grades: Choices, kinds: Choices) -> dict[str, Any]:
    wrong = f"The number of people must be between 1 and {MOST_PLACES}."
    return {
        f"post_{number}_name": line("Post", missing=None, hint="For example, Search team or Driver", longest=60),
        f"post_{number}_places": WholeNumberField("How many", wrong=wrong, missing=None, most=MOST_PLACES),
        f"post_{number}_grades": several_of("Who may take it", grades, missing=None, hint="Leave empty for anyone"),
        f"post_{number}_needs": several_of("Qualifications needed", kinds, missing=None),
    }


def _rounded_up(at: datetime) -> datetime:
    minutes = int(ROUNDED_TO.total_seconds() // 60)
    return at.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=-(-at.minute // minutes) * minutes)
