"""A report as a PDF that can be read aloud (PDF/UA-1), from its page written for print. For workers alone.

WeasyPrint draws with Pango, a library of the system. Without it there is no PDF, and everything else is there.
"""

import logging

# What WeasyPrint says of features that it leaves out is of the style sheet, not of a report.
QUIET = logging.ERROR


class CannotPrint(Exception):
    """Why there is no PDF on this server, in words for those who look for it."""


def to_pdf(page: str, style: str) -> bytes:
    """The PDF of a whole HTML page; the same bytes for the same page and style sheet.

    The page and its style are all there is: one that asks for more raises ``ValueError``. Raises ``CannotPrint`` where
    the system lacks Pango.
    """
    try:
        # Not before it is needed: web processes serve the bytes that were kept, and stay small.
        import weasyprint
    except OSError as fault:
        raise CannotPrint("The library that draws it (Pango) is not installed on this server.") from fault
    for name in ("weasyprint", "weasyprint.progress"):
        logging.getLogger(name).setLevel(QUIET)
    fetches_nothing = weasyprint.urls.URLFetcher(allowed_protocols=(), fail_on_errors=True)
    try:
        sheet = weasyprint.CSS(string=style, url_fetcher=fetches_nothing)
        drawn = weasyprint.HTML(string=page, url_fetcher=fetches_nothing)
        written = drawn.write_pdf(stylesheets=[sheet], pdf_variant="pdf/ua-1", pdf_identifier=b"report")
    except weasyprint.urls.FatalURLFetchingError as fault:
        raise ValueError("a report is all there is to print, and this one asks for more") from fault
    return bytes(written)


def no_pdf_words(why: str) -> str:
    """What a page says where there is no PDF; ``why`` is empty while nobody tried."""
    return f"There is no PDF on this server. {why}" if why else "The PDF is being made."
