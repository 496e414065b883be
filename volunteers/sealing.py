"""Sealed fields: AES-256-GCM, bound to the place they were written for.

The place (table, column and row) is associated data, so a sealed value copied to another row does not open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class SealBroken(Exception):
    """The value was not sealed with this key for this place."""


def seal(value: str, *, key: bytes, place: str) -> bytes:
    """The value, unreadable without the key and of no use in another place."""
    return seal_bytes(value.encode(), key=key, place=place)


def unseal(sealed: bytes, *, key: bytes, place: str) -> str:
    """What was sealed, or ``SealBroken``."""
    try:
        return unseal_bytes(sealed, key=key, place=place).decode()
    except UnicodeDecodeError as fault:
        raise SealBroken(place) from fault


def seal_bytes(content: bytes, *, key: bytes, place: str) -> bytes:
    """The content of a file, sealed in the same way."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def unseal_bytes(sealed: bytes, *, key: bytes, place: str) -> bytes:
    """The content that was sealed, or ``SealBroken``."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError) as fault:
        raise SealBroken(place) from fault
