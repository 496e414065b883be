"""Sealed fields open with their key, in their place, and nowhere else."""

import pytest

from volunteers.sealing import SealBroken, seal, seal_bytes, unseal, unseal_bytes

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
PLACE = "accounts.totp_secret.7"


@pytest.mark.parametrize("value", ["JBSWY3DPEHPK3PXP", "", "Siân O’Neill", "x" * 10_000])
def test_what_was_sealed_is_found_again(value: str) -> None:
    assert unseal(seal(value, key=KEY, place=PLACE), key=KEY, place=PLACE) == value


def test_equal_values_do_not_look_equal() -> None:
    sealed = {seal("a secret", key=KEY, place=PLACE) for _ in range(20)}
    assert len(sealed) == 20
    assert not any(b"a secret" in one for one in sealed)


@pytest.mark.parametrize(
    ("key", "place"), [(OTHER_KEY, PLACE), (KEY, "accounts.totp_secret.8"), (KEY, "accounts.other.7"), (KEY, "")]
)
def test_it_opens_with_no_other_key_and_in_no_other_place(key: bytes, place: str) -> None:
    with pytest.raises(SealBroken):
        unseal(seal("a secret", key=KEY, place=PLACE), key=key, place=place)


@pytest.mark.parametrize("at", [0, 11, 12, 19, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    sealed = bytearray(seal("a secret", key=KEY, place=PLACE))
    sealed[at] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), key=KEY, place=PLACE)


@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_a_cut_value_is_noticed(length: int) -> None:
    with pytest.raises(SealBroken):
        unseal(seal("a secret", key=KEY, place=PLACE)[:length], key=KEY, place=PLACE)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", bytes(range(256)) * 1_000])
def test_the_content_of_a_file_is_sealed_alike(content: bytes) -> None:
    sealed = seal_bytes(content, key=KEY, place=PLACE)
    assert unseal_bytes(sealed, key=KEY, place=PLACE) == content
    with pytest.raises(SealBroken):
        unseal_bytes(sealed, key=KEY, place="documents.8")


def test_bytes_that_are_no_words_are_not_given_as_words() -> None:
    with pytest.raises(SealBroken):
        unseal(seal_bytes(b"\xff\xfe", key=KEY, place=PLACE), key=KEY, place=PLACE)
