"""How much may be kept, and what may be opened."""

import pytest

from volunteers.documents.rules import MOST_BYTES, MOST_FILES, DocumentKind, MediaType, ScanState
from volunteers.documents.rules.folder import Folder, refusal_to_open, refusals_to_keep
from volunteers.documents.rules.opening import REASONS, act_in_words, in_words
from volunteers.strands.queries import all_strands


def a_folder(*, is_open: bool = True) -> Folder:
    return Folder(1, 2, "SC-1", ("identity", "tattoo_photograph"), is_open)


@pytest.mark.parametrize(
    ("kind", "size", "files", "stored", "is_open", "codes"),
    [
        ("identity", 1, 0, 0, True, []),
        ("identity", 1, MOST_FILES - 1, MOST_BYTES - 1, True, []),
        ("identity", 1, MOST_FILES, 0, True, ["files"]),
        ("identity", 2, 0, MOST_BYTES - 1, True, ["bytes"]),
        ("qualification", 1, 0, 0, True, ["not_asked"]),
        ("identity", 1, 0, 0, False, ["closed"]),
    ],
)
def test_what_stands_in_the_way_of_one_more(
    kind: str, size: int, files: int, stored: int, is_open: bool, codes: list[str]
) -> None:
    found = refusals_to_keep(a_folder(is_open=is_open), DocumentKind(kind), size, files=files, stored=stored)
    assert [refusal.code for refusal in found] == codes


@pytest.mark.parametrize(
    ("scan", "opens"),
    [
        (ScanState.CLEAN, True),
        (ScanState.NOT_SCANNED, True),
        (ScanState.WAITING, False),
        (ScanState.INFECTED, False),
    ],
)
def test_what_is_not_known_to_be_clean_stays_shut_where_there_is_a_scanner(scan: ScanState, opens: bool) -> None:
    assert (refusal_to_open(scan) is None) is opens


def test_every_kind_a_strand_asks_for_is_one_we_keep() -> None:
    asked = [(strand.code, one) for strand in all_strands() for one in strand.documents]
    assert {one.kind for _, one in asked} <= set(DocumentKind)
    assert all(one.words.endswith(".") for _, one in asked)
    assert {code for code, _ in asked} == {"special_constabulary", "police_support_volunteers"}


def test_every_kind_and_format_has_its_words() -> None:
    assert all(kind.label and kind.staff_label for kind in DocumentKind)
    assert all(media.label and media.mime and media.extensions for media in MediaType)
    assert all(in_words(code) == words for code, words in REASONS)
    assert in_words("own_document") == "Their own document"


@pytest.mark.parametrize(
    ("act", "details", "words"),
    [
        ("document_added", {"kind": "right_to_work"}, ("Right to work document sent", None)),
        (
            "document_opened",
            {"kind": "identity", "reason": "check_identity"},
            ("Identity document opened", "To check who they are"),
        ),
        ("check_recorded", {"check": "vetting"}, None),
    ],
)
def test_what_was_done_with_it_is_read_in_words(
    act: str, details: dict[str, str], words: tuple[str, str | None] | None
) -> None:
    assert act_in_words(act, details) == words
