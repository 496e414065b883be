"""Who is on a duty, as far as it matters to whoever may join them."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from volunteers.rosters.rules.facts import PostFacts
from volunteers.strands.rules import Strand


@dataclass(frozen=True)
class Member:
    """Someone with a place on a duty, and whether their grade on its first day lets them be on duty alone."""

    volunteer_id: int
    grade: str | None
    may_be_alone: bool


@dataclass(frozen=True)
class Team:
    """Those on a duty, and its posts. Without posts nothing is known of it, and nothing is judged by it.

    A place that is on offer to someone counts as taken. The post that is judged counts as the check is given it, so
    that it may be judged as though a place of it were free.
    """

    members: tuple[Member, ...] = ()
    posts: tuple[PostFacts, ...] = ()

    def has_lone(self, *, besides: int | None = None) -> bool:
        """Whether someone on it may be on duty alone, other than this volunteer."""
        return any(one.may_be_alone for one in self.members if one.volunteer_id != besides)

    def left_for_lone(self, post: PostFacts, strand: Strand) -> int:
        """The places left that someone who may be on duty alone could take, once one of the post is taken too."""
        left = sum(one.places - one.taken for one in self._with(post) if takes_lone(one.grades, strand))
        return left - takes_lone(post.grades, strand)

    def taken(self, post: PostFacts) -> int:
        """The places that are taken now."""
        return sum(one.taken for one in self._with(post))

    def without(self, volunteer_id: int) -> "Team":
        """The same without someone; the place they had is not free by that."""
        return replace(self, members=tuple(one for one in self.members if one.volunteer_id != volunteer_id))

    def _with(self, post: PostFacts) -> Iterator[PostFacts]:
        return (post if one.post_id is not None and one.post_id == post.post_id else one for one in self.posts)


def may_be_alone(grade: str | None, strand: Strand) -> bool:
    """Whether someone of this grade may be on duty alone."""
    return any(one.may_be_alone for one in strand.grades if one.code == grade)


def takes_lone(grades: Collection[str], strand: Strand) -> bool:
    """Whether a place for these grades (none named: any) can be taken by someone who may be on duty alone."""
    return any(
        one.may_be_alone and one.code in strand.grades_on_duty and (not grades or one.code in grades)
        for one in strand.grades
    )
