"""The force files that come with the service, and how one is chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from volunteers.forces import queries
from volunteers.forces.rules import ForceFileError


@pytest.fixture(autouse=True)
def the_model_force_again() -> Iterator[None]:
    yield
    queries.serve(queries.MODEL_FORCE)


@pytest.mark.parametrize("code", queries.list_force_codes())
def test_every_force_file_is_sound(code: str) -> None:
    assert queries.load_force(code).code == code


def test_the_model_force_has_the_five_census_areas() -> None:
    assert [area.code for area in queries.load_force("avon_and_somerset").areas] == [
        "bath_and_north_east_somerset",
        "bristol",
        "north_somerset",
        "south_gloucestershire",
        "somerset",
    ]


@pytest.mark.parametrize("code", ["atlantis", "", "../forces/avon_and_somerset", "/etc/passwd"])
def test_an_unknown_force_is_named_with_those_there_are(code: str) -> None:
    with pytest.raises(ForceFileError, match="there is no such force file; there are: avon_and_somerset"):
        queries.load_force(code)


def test_the_process_serves_the_force_it_was_told_to() -> None:
    assert queries.current_force().code == queries.MODEL_FORCE
    with pytest.raises(ForceFileError):
        queries.serve("atlantis")
    assert queries.current_force().code == queries.MODEL_FORCE
    assert queries.serve("avon_and_somerset") is queries.current_force()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"name = ", "mine.toml: file: cannot be read"),
        (b"\xff\xfe", "mine.toml: file: cannot be read"),
        (b'name = "Mine"', "mine.toml: areas: is missing"),
    ],
)
def test_a_file_that_is_no_force_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(ForceFileError, match=reason):
        queries.read_force_file(path)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(ForceFileError, match=r"gone\.toml: file: cannot be read"):
        queries.read_force_file(tmp_path / "gone.toml")
