"""Changed pipelines for tests: proposed, and agreed to, by two administrators."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.people.builders import a_viewer
from tests.strands.drafts import drafted
from volunteers.onboarding.service.pipelines import MOST_AT_ONCE, Proposal, agree, propose
from volunteers.permissions import Role, Viewer
from volunteers.strands.models import PipelineVersion
from volunteers.strands.queries import current_version, forget_versions, get_strand

SPECIALS = "special_constabulary"


@pytest.fixture
def versions_forgotten() -> Iterator[None]:
    """Versions are read once by each process; each test has a database that knows other ones."""
    forget_versions()
    yield
    forget_versions()


def an_administrator(name: str = "Priya Nair") -> Viewer:
    return a_viewer(Role.ADMINISTRATOR, full_name=name)


def a_proposal(
    *, strand: str = SPECIALS, by: Viewer | None = None, moves_running: bool = False, **changes: dict[str, Any]
) -> PipelineVersion:
    """An open proposal: the page of a strand with these changes by stage; a quicker sift unless said."""
    drafts = drafted(strand, **(changes or {"sift": {"usual_days": 3, "longest_days": 9}}))
    proposal = Proposal(drafts, current_version(strand), "Applicants wait too long.", moves_running)
    return propose(get_strand(strand), proposal, by=by or an_administrator())


def a_version(*, by: Viewer | None = None, at_once: int = MOST_AT_ONCE, **more: Any) -> PipelineVersion:
    """The same, agreed to by someone else."""
    return agree(a_proposal(**more).id, by=by or an_administrator("Tom Ashby"), at_once=at_once)
