"""What a worker does of releases: makes them, proves and publishes them, and what the command says of them."""

import re

import pytest
from flask import Flask
from sqlalchemy import text
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
)
from volunteers.history.queries import list_of
from volunteers.people.models import RoleGrant
from volunteers.permissions import Role
from volunteers.trends.disclosure.quarters import Atom
from volunteers.trends.jobs import make_releases, publish_release, sweep_releases
from volunteers.trends.models import Release
from volunteers.trends.rules.releases import State
from volunteers.trends.service import releases
from volunteers.unit_of_work import unit_of_work

COMMAND = ["trends", "verify-releases"]


def acts_of(release: Release) -> list[str]:
    return [entry.act for entry in list_of("release", release.id)]


def test_a_release_is_made_and_published_by_a_worker(session: Session) -> None:
    second = an_analyst()
    with unit_of_work():
        release = releases.ask_for(count_quarters(), by=an_analyst())

    sweep_releases()
    assert release.state is State.PREPARED
    publish_release([release.id, second.account_id])
    publish_release([release.id, second.account_id])  # the button pressed twice

    assert (release.state, release.published_by_id) == (State.PUBLISHED, second.account_id)
    assert acts_of(release)[0] == "release_published"
    sweep_releases()  # nothing is left to make


def test_one_that_cannot_be_made_is_put_away_and_said_to_whoever_runs_it(
    session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    quarter = a_quarter()
    quarter.counts[Atom("active", SPECIALS, "bristol", "sex", "female")] += 1
    with unit_of_work():
        release = releases.ask_for(count_quarters(quarter=quarter), by=an_analyst())

    make_releases([release.id])

    assert release.state is State.DISCARDED
    assert acts_of(release)[0] == "release_failed"
    assert f"Release {release.id} could not be made." in caplog.text
    assert "does not add up to the same people" in caplog.text
    caplog.clear()


def test_why_it_was_not_published_is_kept(session: Session) -> None:
    with unit_of_work():
        release = a_prepared_release(count_quarters())
    session.execute(text("UPDATE releases SET frozen = set_byte(frozen, 40, (get_byte(frozen, 40) + 1) % 256)"))

    publish_release([release.id, an_analyst().account_id])

    assert release.state is State.PREPARED
    entry = list_of("release", release.id)[0]
    assert (entry.act, entry.details) == ("release_not_published", {"why": ["not_the_same"]})


def test_whoever_lost_the_right_meanwhile_publishes_nothing(session: Session) -> None:
    release, gone = a_made_up_release(is_published=False), a_viewer(Role.OPCC_ANALYST)
    session.query(RoleGrant).filter_by(account_id=gone.account_id).delete()
    session.commit()

    publish_release([release.id, gone.account_id])

    assert release.state is State.PREPARED


def test_the_command_proves_every_release_or_ends_with_an_error(app: Flask, session: Session) -> None:
    release = a_published_release(count_quarters())
    session.commit()
    found = app.test_cli_runner().invoke(args=COMMAND)
    assert found.exit_code == 0, found.output
    assert re.search(rf"^{release.name}  published  {release.digest}  the same byte for byte$", found.output, re.M)

    a_made_up_release(version=2)
    session.commit()
    found = app.test_cli_runner().invoke(args=COMMAND)

    assert found.exit_code == 1
    assert "NOT THE SAME" in found.output
    assert "1 of these cannot be made again" in found.output
