"""Folders that servers can be started in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from volunteers.local.servers import throwaway_folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that PostgreSQL's system user can reach."""
    with throwaway_folder() as path:
        yield path
