"""What a sender is counted by."""

import pytest
from flask import Flask

from volunteers.web.limits import by_address, by_network


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "network:203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "network:2001:db8:1:2::"),
        ("2001:db8:1:2::9", "network:2001:db8:1:2::"),
        ("2001:db8:1:3::9", "network:2001:db8:1:3::"),
        ("::ffff:203.0.113.9", "network:203.0.113.9"),
        ("unix", "network:unix"),
    ],
)
def test_a_household_is_one_network_however_many_addresses_it_has(app: Flask, address: str, counted: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert by_network() == counted


def test_one_address_is_counted_as_one_however_it_is_typed_and_never_by_itself(app: Flask) -> None:
    keys = set()
    for typed in ("jo@example.org", " Jo@Example.ORG "):
        with app.test_request_context(method="POST", data={"email": typed}):
            keys.add(by_address())
    assert len(keys) == 1
    assert "jo" not in keys.pop()
