"""Cleaning a file in a process of its own, so that what is in it cannot harm this one or read its secrets."""

import json
import logging
import subprocess
import sys
from pathlib import Path

from volunteers.documents.rules import MediaType
from volunteers.documents.rules.refusals import BROKEN
from volunteers.errors import Refusal

ROOT = Path(__file__).parents[3]
PROGRAM = "volunteers.documents.rules"
MOST_SECONDS = 20

log = logging.getLogger(__name__)


def clean_apart(content: bytes, media_type: MediaType) -> bytes | Refusal:
    """The content as it may be kept, or why it may not; a file that the process dies of cannot be read."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", PROGRAM, media_type.value],
            input=content, capture_output=True, cwd=ROOT, env={}, timeout=MOST_SECONDS, check=False,
        )  # fmt: skip
    except (subprocess.TimeoutExpired, OSError) as fault:
        log.info("A %s could not be cleaned: %s", media_type.value, type(fault).__name__)
        return BROKEN
    first, _, cleaned = done.stdout.partition(b"\n")
    if done.returncode != 0 or not first:
        log.info("The cleaner ended with %s over a %s of %s bytes", done.returncode, media_type.value, len(content))
        return BROKEN
    refused = json.loads(first)
    return Refusal(refused["code"], refused["message"]) if refused else cleaned
