"""The embedded servers: what was stored is there again, nobody shares a folder by mistake, nothing is left running."""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest
import redis

from volunteers.local.postgres import SOCKET_NAME, Postgres
from volunteers.local.servers import LONGEST_SOCKET_PATH, Addresses, AlreadyRunning, running_servers, socket_folder
from volunteers.local.valkey import Valkey

NOTHING_GIVEN: dict[str, str] = {}


def store(addresses: Addresses) -> None:
    with psycopg.connect(addresses.database_url) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('volunteer')")
    with redis.Redis.from_url(addresses.redis_url) as client:
        client.set("kept", "duty")


def stored(addresses: Addresses) -> tuple[object, object]:
    with psycopg.connect(addresses.database_url) as connection:
        row = connection.execute("SELECT word FROM kept").fetchone()
    with redis.Redis.from_url(addresses.redis_url) as client:
        return row, client.get("kept")


def running_over(folder: Path) -> str:
    lines = subprocess.run(["ps", "-ewwo", "args"], check=True, capture_output=True, text=True).stdout.splitlines()
    return "\n".join(line for line in lines if str(folder) in line)


def test_a_second_start_finds_what_the_first_stored_and_nothing_stays_behind(folder: Path) -> None:
    with running_servers(folder, environ=NOTHING_GIVEN) as first:
        store(first)
        assert running_over(folder)
    assert not running_over(folder)
    with running_servers(folder, environ=NOTHING_GIVEN) as second:
        assert second == first
        assert stored(second) == (("volunteer",), b"duty")
    assert not running_over(folder)


def test_two_copies_over_one_folder_are_refused(folder: Path) -> None:
    given = {"DATABASE_URL": "postgresql://elsewhere/db", "REDIS_URL": "redis://elsewhere"}
    with running_servers(folder, environ=given), pytest.raises(AlreadyRunning, match="DATA_DIR"):
        running_servers(folder, environ=given).__enter__()


def test_named_servers_replace_the_embedded_ones(folder: Path) -> None:
    given = {"DATABASE_URL": "postgresql://elsewhere/db", "REDIS_URL": "redis://elsewhere"}
    with running_servers(folder, environ=given) as addresses:
        assert addresses == Addresses("postgresql://elsewhere/db", "redis://elsewhere")
        assert {path.name for path in folder.iterdir()} == {"lock"}


def test_a_server_that_outlived_its_supervisor_gives_way_to_the_next(folder: Path) -> None:
    left_postgres = Postgres(folder / "postgres", folder / "sockets" / "postgres", durable=False)
    left_valkey = Valkey(folder / "valkey", folder / "sockets" / "valkey")
    left_postgres.start()
    left_valkey.start()
    store(Addresses(left_postgres.url, left_valkey.url))
    with running_servers(folder, durable=False, environ=NOTHING_GIVEN) as addresses:
        assert stored(addresses)[0] == ("volunteer",)
        for left in (left_postgres.child, left_valkey.child):
            assert left is not None
            assert left.wait(10) is not None


@pytest.mark.parametrize("depth", [1, 3, 12])
def test_sockets_have_a_short_enough_address_however_deep_the_folder(tmp_path: Path, depth: int) -> None:
    data_dir = tmp_path.joinpath(*["a folder with a long name"] * depth)
    folder = socket_folder(data_dir)
    assert len(os.fsencode(folder / "postgres" / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
    assert folder == socket_folder(data_dir)
    assert folder != socket_folder(data_dir / "another")
