"""A system falls apart where no sum joins its cells; each part is worked on by itself."""

from collections.abc import Iterator

from volunteers.trends.disclosure.tables import Key, System


def parts_of(system: System) -> Iterator[System]:
    """The parts of a system between which there is no sum, in the order of their first cells."""
    root = {key: key for key in system.values}

    def find(key: Key) -> Key:
        while root[key] != key:
            root[key] = root[root[key]]
            key = root[key]
        return key

    for one in system.sums:
        for part in one.parts:
            root[find(part)] = find(one.whole)
    cells: dict[Key, dict[Key, int]] = {}
    for key, value in system.values.items():
        cells.setdefault(find(key), {})[key] = value
    for first, values in cells.items():
        yield System(system.code, values, [one for one in system.sums if find(one.whole) == first])
