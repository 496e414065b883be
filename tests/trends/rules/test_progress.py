"""What a page says of a computation that runs, has failed or has died."""

from datetime import timedelta

import pytest

from volunteers.trends.rules.progress import progress_words


@pytest.mark.parametrize(
    ("state", "said", "minutes", "words"),
    [
        ("running", "figures 12 3/7", 1, "Computing: step 3 of 7."),
        ("running", "figures 12 3/7", 60, "Computing: step 3 of 7."),
        ("running", None, 1, "Computing: about to begin."),
        ("running", None, 3, "The last computation of the figures stopped before it was done."),
        ("failed", None, 1, "The last computation of the figures failed."),
    ],
)
def test_a_run_that_is_not_done_is_said_in_words(state: str, said: str | None, minutes: int, words: str) -> None:
    assert progress_words(state, said, timedelta(minutes=minutes)).startswith(words)


def test_of_a_run_that_is_done_nothing_is_said() -> None:
    assert progress_words("done", None, timedelta(0)) == ""
