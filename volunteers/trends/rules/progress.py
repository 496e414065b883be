"""How far a computation of the figures is, in words for those who wait for it."""

from datetime import timedelta

# Between being asked for and the first step a run may wait for the one before it.
PATIENCE = timedelta(minutes=2)
BEFORE = "The figures shown are those of the one before it."
FAILED = f"The last computation of the figures failed. {BEFORE}"


def progress_words(state: str, said: str | None, age: timedelta) -> str:
    """What to say of the newest run; nothing once it is done. ``said`` is how its own connection is called.

    That ends in the step and the steps, like "figures 12 3/7". A run that should be going and says nothing has died.
    """
    if state == "done":
        return ""
    if state == "failed":
        return FAILED
    if said:
        step, _, steps = said.rpartition(" ")[2].partition("/")
        return f"Computing: step {step} of {steps}. Until it is done, the figures shown are those of before."
    if age < PATIENCE:
        return "Computing: about to begin. Until it is done, the figures shown are those of before."
    return f"The last computation of the figures stopped before it was done. {BEFORE}"
