"""Names: shown back safely, and never used to hand anything out."""

import pytest

from volunteers.documents.rules import DocumentKind, MediaType, extension_of, name_to_save_as, shown_name
from volunteers.documents.rules.names import LONGEST_NAME


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("passport.pdf", "passport.pdf"),
        ("  my   passport .pdf ", "my passport .pdf"),
        ("C:\\Users\\Ada\\passport.pdf", "passport.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("Siân O’Neill – licence (1).jpg", "Siân O’Neill – licence (1).jpg"),
        ("a\u200bb\ufeff.pdf", "ab.pdf"),
        ("Screenshot 2026\u202fpm.png", "Screenshot 2026 pm.png"),
        ("جواز سفر.pdf", "جواز سفر.pdf"),
        ("<script>.pdf", "<script>.pdf"),
        ("Cafe\u0301.pdf", "Café.pdf"),
        ("", "file"),
        ("\u200b", "file"),
    ],
)
def test_a_name_is_shown_without_what_could_mislead(name: str, shown: str) -> None:
    assert shown_name(name) == shown


def test_a_long_name_is_cut_and_keeps_its_ending() -> None:
    shown = shown_name("p" * 300 + ".pdf")
    assert len(shown) == LONGEST_NAME
    assert shown.endswith("p….pdf")


@pytest.mark.parametrize(
    ("name", "extension"),
    [("a.PDF", "pdf"), ("a.tar.gz", "gz"), ("a", ""), (".pdf", "pdf"), ("a.pdf ", "pdf"), ("a.", ""), ("", "")],
)
def test_the_ending_is_what_follows_the_last_dot(name: str, extension: str) -> None:
    assert extension_of(name) == extension


def test_our_own_name_has_nothing_of_the_senders() -> None:
    name = name_to_save_as(DocumentKind.RIGHT_TO_WORK, MediaType.JPEG, reference="SC-7K3M-9XQ2", number=41)
    assert name == "SC-7K3M-9XQ2-right-to-work-41.jpg"
