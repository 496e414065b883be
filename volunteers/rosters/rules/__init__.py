"""Who may take which place, what a duty must be to be planned, and how hours are credited: plain values in and out."""

from volunteers.rosters.rules.attendance import (
    LONGEST_ATTENDANCE,
    Commitment,
    Tone,
    commitment,
    refusals_to_book_off,
    refusals_to_book_on,
    refusals_to_withdraw,
)
from volunteers.rosters.rules.case import Case, as_if_free
from volunteers.rosters.rules.cover import Cover
from volunteers.rosters.rules.diary import Diary
from volunteers.rosters.rules.eligibility import (
    notes_of,
    refusals_by_post,
    refusals_of_standing,
    refusals_to_take,
)
from volunteers.rosters.rules.facts import (
    DutyFacts,
    DutyState,
    Engagement,
    Giving,
    HandoverKind,
    HandoverState,
    PostFacts,
    SignUpState,
    WaitState,
    minutes_between,
)
from volunteers.rosters.rules.grid_references import tidy_grid_reference
from volunteers.rosters.rules.particulars import DutyContent, Particulars, PostPlan
from volunteers.rosters.rules.planning import DutyPlan, refusals_to_plan, refusals_to_shape
from volunteers.rosters.rules.priorities import PLAN_PRIORITIES, priority_name
from volunteers.rosters.rules.qualifications import QUALIFICATIONS, qualification_name
from volunteers.rosters.rules.team import Member, Team
from volunteers.rosters.rules.wording import THEY, YOU, Pronouns, clock_words, hours_words, in_words, lasting

__all__ = [
    "LONGEST_ATTENDANCE",
    "PLAN_PRIORITIES",
    "QUALIFICATIONS",
    "THEY",
    "YOU",
    "Case",
    "Commitment",
    "Cover",
    "Diary",
    "DutyContent",
    "DutyFacts",
    "DutyPlan",
    "DutyState",
    "Engagement",
    "Giving",
    "HandoverKind",
    "HandoverState",
    "Member",
    "Particulars",
    "PostFacts",
    "PostPlan",
    "Pronouns",
    "SignUpState",
    "Team",
    "Tone",
    "WaitState",
    "as_if_free",
    "clock_words",
    "commitment",
    "hours_words",
    "in_words",
    "lasting",
    "minutes_between",
    "notes_of",
    "priority_name",
    "qualification_name",
    "refusals_by_post",
    "refusals_of_standing",
    "refusals_to_book_off",
    "refusals_to_book_on",
    "refusals_to_plan",
    "refusals_to_shape",
    "refusals_to_take",
    "refusals_to_withdraw",
    "tidy_grid_reference",
]
