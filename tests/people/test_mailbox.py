"""Which addresses reach one mailbox, as far as can be told from them."""

import pytest

from volunteers.people.rules.mailbox import is_same_mailbox, mailbox_of


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ada@work.example", "ADA@Work.Example", True),
        ("ada+boss@work.example", "ada@work.example", True),
        ("a.d.a@gmail.com", "ada@googlemail.com", True),
        ("a.da@work.example", "ada@work.example", False),
        ("ada@work.example", "ada@work.example.", True),
        ("ada@münchen.example", "ada@xn--mnchen-3ya.example", True),
        ("ada@work.example", "ada@home.example", False),
        ("+tag@work.example", "+other@work.example", False),
        ("nonsense", "NONSENSE", True),
        ("", "ada@work.example", False),
    ],
)
def test_two_ways_of_writing_an_address(one: str, other: str, same: bool) -> None:
    assert is_same_mailbox(one, other) is same


@pytest.mark.parametrize("broken", ["@", "a@", "@b", "a@" + "x" * 300 + ".example", "a@\ud800.example", "a@b@c"])
def test_an_address_that_cannot_be_read_is_no_failure(broken: str) -> None:
    assert isinstance(mailbox_of(broken), str)
