"""What a local copy writes down is what the application reads, and keys are made once."""

import stat
from pathlib import Path

import pytest

from config import load_settings
from volunteers.local.environment import read_local, write_environment
from volunteers.local.servers import Addresses

ADDRESSES = Addresses("postgresql://postgres@/volunteers?host=/somewhere", "unix:///somewhere/valkey.sock")


def test_the_application_reads_what_was_written(tmp_path: Path) -> None:
    given = {"DATA_DIR": str(tmp_path), "PORT": "8100"}
    write_environment(read_local(given), ADDRESSES, given)
    settings = load_settings({"DATA_DIR": str(tmp_path)})
    assert settings.database_url == ADDRESSES.database_url
    assert settings.redis_url == ADDRESSES.redis_url
    assert settings.public_url == "http://127.0.0.1:8100"
    assert (settings.mail_server, settings.mail_port) == ("127.0.0.1", 8126)


def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    given = {"DATA_DIR": str(tmp_path)}
    write_environment(read_local(given), ADDRESSES, given)
    assert stat.S_IMODE((tmp_path / "environment").stat().st_mode) == 0o600


def test_a_later_start_keeps_the_keys_and_takes_the_new_addresses(tmp_path: Path) -> None:
    given = {"DATA_DIR": str(tmp_path)}
    first = write_environment(read_local(given), ADDRESSES, given)
    later = write_environment(read_local(given), Addresses("postgresql://new/db", "redis://new"), given)
    assert (later["SECRET_KEY"], later["SEALING_KEY"]) == (first["SECRET_KEY"], first["SEALING_KEY"])
    assert later["DATABASE_URL"] == "postgresql://new/db"


def test_two_copies_make_different_keys(tmp_path: Path) -> None:
    keys = set()
    for name in ("one", "two"):
        given = {"DATA_DIR": str(tmp_path / name)}
        keys.add(write_environment(read_local(given), ADDRESSES, given)["SECRET_KEY"])
    assert len(keys) == 2


def test_what_the_environment_says_comes_first(tmp_path: Path) -> None:
    given = {"DATA_DIR": str(tmp_path), "MAIL_SERVER": "mail.force.example", "MAIL_PORT": "587", "SECRET_KEY": "s" * 40}
    local = read_local(given)
    written = write_environment(local, ADDRESSES, given)
    assert local.mail_port is None
    assert local.mail_url is None
    assert (written["MAIL_SERVER"], written["MAIL_PORT"]) == ("mail.force.example", "587")
    assert load_settings({"DATA_DIR": str(tmp_path)}).secret_key == "s" * 40


def test_the_other_ports_follow_from_the_first() -> None:
    one, two = read_local({}), read_local({"PORT": "8100"})
    assert one.ports == {"PORT": 8000, "MAIL_WEB_PORT": 8025, "MAIL_PORT": 8026}
    assert not set(one.ports.values()) & set(two.ports.values())


@pytest.mark.parametrize("port", ["eight thousand", "0", "-1", "65536", "8000.5"])
def test_a_port_that_is_none_is_refused_by_its_name(port: str) -> None:
    with pytest.raises(ValueError, match="PORT"):
        read_local({"PORT": port})
