"""Addresses of documents on the web."""

from urllib.parse import urlsplit


def is_web_address(text: str) -> bool:
    """Whether a text is an address of a page on the web, and nothing a browser would run."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not any(letter.isspace() for letter in text)
