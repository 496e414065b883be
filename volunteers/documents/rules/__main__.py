"""Cleans one file in a process of its own: ``python -m volunteers.documents.rules FORMAT``, content in and out.

The decoders read what strangers made. Here they have no secrets about them, and neither memory, time nor disk without
end: a file that is too much for them costs this process, and the page says so. The first line of the answer is JSON:
empty when the cleaned content follows, else the refusal.
"""

import json
import resource
import sys
from contextlib import suppress

from volunteers.documents.rules.cleaning import clean
from volunteers.documents.rules.kinds import MediaType
from volunteers.errors import Refusal

MEMORY_BYTES = 1_500_000_000
PROCESSOR_SECONDS = 6


def main() -> None:
    """Clean what comes in, within limits."""
    _limit()
    cleaned = clean(sys.stdin.buffer.read(), MediaType(sys.argv[1]))
    refused = isinstance(cleaned, Refusal)
    first = {"code": cleaned.code, "message": cleaned.message} if isinstance(cleaned, Refusal) else {}
    sys.stdout.buffer.write(json.dumps(first).encode() + b"\n")
    if not refused:
        sys.stdout.buffer.write(bytes(cleaned))  # type: ignore[arg-type]
    sys.stdout.buffer.flush()


def _limit() -> None:
    """Set what the system of this machine can set."""
    limits = (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, PROCESSOR_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in limits:
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
