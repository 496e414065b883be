"""The SQL of the monthly figures. Each statement names the values it is given.

``last_day`` is the last London day counted and ``cut`` the moment after it. What is counted by month is counted for one
run of months that follow on each other: ``months`` are their first days and ``starts`` the moments they begin in
London, so that a row's month is its place among them; ``begin`` and ``end`` are the moments the run begins and ends,
``end`` never after ``cut``. Everything is written into ``fresh_figures`` and ``fresh_stays``, temporary tables, first.
"""
