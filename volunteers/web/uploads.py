"""Taking files in: larger posts where a page asks for them, and a page in words where a post is larger still."""

from flask import request

# Beyond the file itself: the form's other fields, and the lines between them.
BESIDE_BYTES = 200_000
# Of a post that is too large this much is still read and thrown away: a browser shows no answer while it is sending.
MOST_THROWN_AWAY = 100_000_000
PIECE_BYTES = 256_000


def allow_bytes(most: int) -> None:
    """Let this request carry a file of so many bytes. To be called before the form is looked at."""
    request.max_content_length = most + BESIDE_BYTES


def throw_away_the_rest() -> None:
    """Read what is still coming, so that the answer reaches the browser; nothing of what is beyond all reason."""
    left = request.content_length or 0
    if left > MOST_THROWN_AWAY:
        return
    stream = request.environ["wsgi.input"]
    while left > 0 and (piece := stream.read(min(PIECE_BYTES, left))):
        left -= len(piece)
