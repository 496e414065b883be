"""Taking a file in: judged, cleaned and scanned before anything of it is stored."""

import logging

from volunteers.documents.rules import MediaType, ScanState, judge, shown_name
from volunteers.documents.rules.folder import Received
from volunteers.documents.rules.refusals import INFECTED
from volunteers.documents.service.apart import clean_apart
from volunteers.documents.service.clamd import ScannerAway, is_infected
from volunteers.errors import Refusal, Refused
from volunteers.extensions import virus_scanner

log = logging.getLogger(__name__)


def receive(name: str, content: bytes) -> Received:
    """The file as it may be kept, with nothing stored yet; to be called outside a unit of work, since it takes a while.

    Refused in words for what is not a PDF, PNG, JPEG or DOCX by its content and its name, for what is too large, for
    what acts or fetches, and for a virus.
    """
    media_type = judge(name, content)
    if isinstance(media_type, Refusal):
        raise Refused(media_type)
    scan = scanned(content)
    cleaned = clean_apart(content, media_type)
    if isinstance(cleaned, Refusal):
        raise Refused(cleaned)
    if scan is ScanState.CLEAN:
        scan = scanned(cleaned)
    return Received(shown_name(name), MediaType(media_type), cleaned, scan)


def scanned(content: bytes) -> ScanState:
    """What the scanner says of content; raises ``Refused`` when it found a virus."""
    found = scan(content)
    if found is ScanState.INFECTED:
        log.info("A file with a virus was refused.")
        raise Refused(INFECTED)
    return found


def scan(content: bytes) -> ScanState:
    """What the scanner says; waiting when it is away, not scanned when there is none."""
    address = virus_scanner()
    if address is None:
        return ScanState.NOT_SCANNED
    try:
        return ScanState.INFECTED if is_infected(content, address=address) else ScanState.CLEAN
    except ScannerAway as away:
        log.info("The virus scanner did not answer: %s", away)
        return ScanState.WAITING
