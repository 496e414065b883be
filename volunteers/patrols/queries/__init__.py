"""Reading learners, their tutors, and how patrols went."""

from volunteers.patrols.queries.learners import (
    LearnerLine,
    LearnerPage,
    count_learners,
    get_learner,
    list_learners,
    person_of,
)
from volunteers.patrols.queries.own import OwnPatrols, Patrol, find_own, get_patrol, has_patrols, list_companions

__all__ = [
    "LearnerLine",
    "LearnerPage",
    "OwnPatrols",
    "Patrol",
    "count_learners",
    "find_own",
    "get_learner",
    "get_patrol",
    "has_patrols",
    "list_companions",
    "list_learners",
    "person_of",
]
