"""What the Commissioner's office of the demonstration has published of the last quarters: prepared, then published."""

from datetime import date, timedelta

from volunteers import clock
from volunteers.demo.pipelines import as_viewer
from volunteers.demo.scene import Scene
from volunteers.history.service import record
from volunteers.trends.disclosure.changes import WINDOW
from volunteers.trends.disclosure.quarters import before, latest_cut_off
from volunteers.trends.queries.quarter_counts import has_frozen
from volunteers.trends.service.releases import SUBJECT, prepare

LAST = 3
WEEKS_LATER = timedelta(weeks=3)


def add_releases(scene: Scene) -> None:
    """The last three quarters, each in its turn; none where there is not a year behind it.

    Publishing proves a release by making it once more, which here nobody could have tampered with: it is left out.
    """
    for cut_off in sorted(before(latest_cut_off(scene.today), number) for number in range(LAST)):
        at = clock.start_of_day(cut_off + WEEKS_LATER) + timedelta(hours=10)
        if _has_a_year(cut_off) and at <= clock.start_of_day(scene.today):
            release = prepare(cut_off, by=as_viewer(scene, "analyst"))
            release.prepared_at, release.published_at = at, at + timedelta(days=1, hours=4)
            release.published_by_id = scene.staff["second_analyst"]
            record(
                "release_published", subject=SUBJECT, subject_id=release.id, by=release.published_by_id,
                digest=release.digest,
            )  # fmt: skip


def _has_a_year(cut_off: date) -> bool:
    return all(has_frozen(before(cut_off, number)) for number in range(WINDOW))
