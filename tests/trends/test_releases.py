"""Releases: whole quarters that were counted, one after the other, by two people, the same bytes each time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from tests.people.builders import a_viewer
from tests.trends.releasing import (
    SPECIALS,
    a_made_up_release,
    a_prepared_release,
    a_published_release,
    a_quarter,
    an_analyst,
    count_quarters,
    last_cut_off,
)
from volunteers import clock
from volunteers.errors import Conflict, NotFound, Refused
from volunteers.history.models import HistoryEntry
from volunteers.permissions import Role
from volunteers.trends.disclosure.counts import PublishedCount
from volunteers.trends.disclosure.quarters import Atom, before, cut_off_of
from volunteers.trends.models import CountedQuarter, Release
from volunteers.trends.queries.releases import (
    content_of,
    corrected_by,
    find_latest,
    get_published,
    get_release,
    list_published,
)
from volunteers.trends.rules.releases import State
from volunteers.trends.service import releases
from volunteers.unit_of_work import unit_of_work

OTHER_CONTENT = """
UPDATE releases SET content = other, digest = encode(sha256(other), 'hex')
FROM (SELECT replace(convert_from(content, 'utf8'), '200', '205')::bytea AS other FROM releases) AS changed
"""
OTHER_INPUT = "UPDATE releases SET frozen = set_byte(frozen, 40, (get_byte(frozen, 40) + 1) % 256)"


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(HistoryEntry.act).order_by(HistoryEntry.id)))


def refusal_of(cut_off: date, note: str = "") -> str:
    with pytest.raises(Refused) as refused:
        releases.prepare(cut_off, by=an_analyst(), note=note)
    return str(refused.value)


def test_one_prepares_another_publishes_and_both_are_on_record(session: Session) -> None:
    cut_off, first, second = count_quarters(), an_analyst(), an_analyst()
    with unit_of_work():
        release = releases.prepare(cut_off, by=first)
    assert (release.state, release.version, find_latest()) == (State.PREPARED, 1, None)

    with unit_of_work():
        releases.publish(release.id, by=second)

    assert release.state is State.PUBLISHED
    assert (release.prepared_by_id, release.published_by_id) == (first.account_id, second.account_id)
    assert list_published() == [release] == [find_latest()]
    content = content_of(get_published(cut_off.isoformat()))
    assert content.digest == release.digest
    assert content.cut_off == cut_off
    shown = content.by_code["adults.sex"].count("active", SPECIALS, "female")
    assert shown == PublishedCount(200, cut_off)
    assert acts(session)[-3:] == ["release_asked_for", "release_prepared", "release_published"]
    last = session.scalars(select(HistoryEntry).order_by(HistoryEntry.id.desc()).limit(1)).one()
    assert last.details == {"digest": release.digest}


def test_nobody_publishes_what_they_prepared(session: Session) -> None:
    by, release = an_analyst(), a_made_up_release(is_published=False)
    release.prepared_by_id = by.account_id

    with pytest.raises(Refused, match="Nobody publishes a release that they prepared themselves"):
        releases.publish(release.id, by=by)

    assert release.state is State.PREPARED


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_than_analysts_neither_prepare_nor_publish_nor_see(session: Session, role: Role) -> None:
    someone, release = a_viewer(role), a_made_up_release(is_published=False)

    for act in (
        lambda: releases.prepare(count_quarters(), by=someone),
        lambda: releases.publish(release.id, by=someone),
        lambda: releases.discard(release.id, by=someone),
        lambda: get_release(release.name, someone),
    ):
        with pytest.raises(NotFound):
            act()


def test_an_analyst_of_one_area_makes_no_release_of_the_whole_force(session: Session) -> None:
    someone = a_viewer(Role.OPCC_ANALYST, None, "bristol")

    with pytest.raises(NotFound):
        releases.prepare(count_quarters(), by=someone)


def test_a_day_that_ends_no_quarter_is_refused_with_the_reason(session: Session) -> None:
    cut_off = count_quarters()

    words = refusal_of(cut_off - timedelta(days=40))

    assert "is not the last day of a quarter" in words
    assert "would tell of the few people in between" in words
    assert "is not the last day of a quarter" in refusal_of(date.max)
    assert "is not the last day of a quarter" in refusal_of(date.min)


def test_half_a_quarter_beside_a_release_of_the_same_people_is_refused(session: Session) -> None:
    release = a_made_up_release(count_quarters())

    assert "is not the last day of a quarter" in refusal_of(release.cut_off + timedelta(days=31))


def test_a_quarter_that_is_not_over_is_refused_with_its_end(session: Session) -> None:
    count_quarters()
    running = cut_off_of(clock.today())

    assert refusal_of(running) == (
        f"The quarter ends on {running.day} {running:%B %Y}. A release is of whole quarters."
    )


def test_a_quarter_that_was_not_counted_yet_is_counted_in_the_night(session: Session) -> None:
    count_quarters(last=before(last_cut_off()))

    words = refusal_of(last_cut_off())

    assert "has not been counted yet" in words
    assert "counted in the night" in words


def test_a_quarter_still_open_is_not_counted(session: Session) -> None:
    session.add(CountedQuarter(cut_off=last_cut_off(), sealed=b"", frozen_at=None))

    assert "has not been counted yet" in refusal_of(last_cut_off())


@pytest.mark.parametrize(("count", "words"), [(1, "only 1 is."), (3, "only 3 are.")])
def test_fewer_than_four_quarters_are_refused(session: Session, count: int, words: str) -> None:
    found = refusal_of(count_quarters(count))

    assert "four quarters must have been counted" in found
    assert found.endswith(words)


def test_releases_follow_each_other(session: Session) -> None:
    cut_off = count_quarters(6)
    a_made_up_release(cut_off)

    for earlier in (before(cut_off), before(cut_off, 2)):
        words = refusal_of(earlier, note="Wrong.")
        assert words.startswith("Releases follow each other")
        assert "Correct that one instead." in words


def test_a_second_release_of_a_quarter_says_why(session: Session) -> None:
    cut_off = count_quarters()
    first = a_made_up_release(cut_off)
    assert refusal_of(cut_off) == "There is a release of this quarter already. Correct it, and say why."
    assert refusal_of(cut_off, note="  ") == "There is a release of this quarter already. Correct it, and say why."

    second = a_published_release(cut_off, note="The Census was brought in again.")

    assert (second.version, second.name) == (2, f"{cut_off.isoformat()}-v2")
    assert corrected_by(first) == second
    assert corrected_by(second) is None
    assert list_published() == [second, first]
    assert content_of(second).note == "The Census was brought in again."
    assert content_of(get_published(first.name)).version == 1


def test_the_first_release_of_a_quarter_corrects_nothing(session: Session) -> None:
    assert "nothing to correct" in refusal_of(count_quarters(), note="Because.")


def test_one_is_prepared_at_a_time_until_it_is_discarded(session: Session) -> None:
    cut_off = count_quarters()
    release = releases.ask_for(cut_off, by=an_analyst())
    with pytest.raises(Conflict, match="published or discarded first"):
        releases.prepare(cut_off, by=an_analyst())

    releases.discard(release.id, by=an_analyst())

    again = releases.ask_for(cut_off, by=an_analyst())
    releases.make(release.id)  # a worker that comes too late
    assert (again.version, release.state) == (1, State.DISCARDED)
    with pytest.raises(Conflict, match="This release was discarded"):
        releases.publish(release.id, by=an_analyst())
    with pytest.raises(Conflict, match="This release was discarded"):
        releases.discard(release.id, by=an_analyst())
    assert get_release(release.name, an_analyst()) == again


def test_what_was_published_is_neither_published_again_nor_discarded(session: Session) -> None:
    release = a_made_up_release()

    for act in (releases.publish, releases.ask_to_publish, releases.discard):
        with pytest.raises(Conflict, match="published already"):
            act(release.id, by=an_analyst())


def test_one_that_was_overtaken_is_not_published(session: Session) -> None:
    cut_off = count_quarters(5)
    later = a_prepared_release(cut_off)
    a_made_up_release(before(cut_off))

    for publish in (releases.publish, releases.ask_to_publish):
        with pytest.raises(Conflict, match="Another release was published since"):
            publish(later.id, by=an_analyst())


def test_while_it_is_made_it_waits_and_making_it_twice_changes_nothing(session: Session) -> None:
    release = releases.ask_for(count_quarters(), by=an_analyst())
    assert release.state is State.BEING_MADE
    with pytest.raises(Refused, match="still being made"):
        releases.ask_to_publish(release.id, by=an_analyst())

    releases.make(release.id)
    digest = release.digest
    releases.make(release.id)

    assert (release.state, release.digest) == (State.PREPARED, digest)
    assert releases.verify(release)


def test_one_that_cannot_be_made_is_refused_and_put_away(session: Session) -> None:
    quarter = a_quarter()
    quarter.counts[Atom("active", SPECIALS, "bristol", "sex", "female")] += 1
    release = releases.ask_for(count_quarters(quarter=quarter), by=an_analyst())

    with pytest.raises(Refused, match="What was counted does not hang together, so no release was made"):
        releases.make(release.id)
    releases.give_up(release.id)

    assert release.state is State.DISCARDED


def test_what_is_published_no_statement_changes_or_deletes(session: Session) -> None:
    release = a_made_up_release()

    for statement in (
        update(Release).where(Release.id == release.id).values(note="Other words."),
        delete(Release).where(Release.id == release.id),
    ):
        with pytest.raises(DBAPIError, match="a published release is never changed"), session.begin_nested():
            session.execute(statement)


def test_the_same_input_gives_the_same_bytes_and_a_change_behind_the_triggers_back_is_noticed(session: Session) -> None:
    release = a_published_release(count_quarters())
    session.expire_all()
    assert releases.verify(release)
    assert content_of(release).to_bytes() == release.content
    assert SPECIALS.encode() in release.content
    assert SPECIALS.encode() not in release.frozen

    session.execute(text("ALTER TABLE releases DISABLE TRIGGER keep_published_release"))
    for change in (OTHER_CONTENT, OTHER_INPUT):
        with session.begin_nested() as tried:
            session.execute(text(change))
            session.expire_all()
            assert not releases.verify(release)
            tried.rollback()


def test_one_that_does_not_come_out_the_same_is_not_published(session: Session) -> None:
    release = a_prepared_release(count_quarters())
    session.flush()
    session.execute(text(OTHER_INPUT))
    session.expire_all()

    with pytest.raises(Refused, match="does not come out the same byte for byte"):
        releases.publish(release.id, by=an_analyst())

    assert release.state is State.PREPARED


def test_a_later_release_is_made_beside_those_before(session: Session) -> None:
    cut_off = count_quarters(5)
    a_made_up_release(before(cut_off))

    later = a_published_release(cut_off)

    assert [each.name for each in list_published()] == [later.name, before(cut_off).isoformat()]
    assert releases.verify(later)


@pytest.mark.parametrize(
    "name",
    [
        "2026-09-31", "2026-13-01", "latest", "2026-09-30-v1", "2026-09-30-v0", "2026-09-30-v99999", "",
        "\uff12\uff10\uff12\uff16-09-30",
    ],
)  # fmt: skip
def test_other_names_are_no_releases(session: Session, name: str) -> None:
    a_made_up_release(date(2026, 9, 30))

    with pytest.raises(NotFound):
        get_published(name)


def test_one_that_is_only_prepared_is_not_found_as_published(session: Session) -> None:
    release = a_made_up_release(is_published=False)

    with pytest.raises(NotFound):
        get_published(release.name)
