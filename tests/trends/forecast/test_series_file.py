"""What a file of bare series may hold, and what is refused, by line and in words."""

from datetime import date

import pytest

from volunteers.trends.forecast.series import Series
from volunteers.trends.forecast.series_file import SeriesFault, read_series


def test_reads_columns_and_rows_in_any_order_with_blanks_as_unknown() -> None:
    text = (
        "\ufeffnote,headcount,as_at,area\r\n"
        'x,"1,234",2015-03-31,"London, City of"\r\n'
        ",,2015-09-30,Kent\r\n"
        "\r\n"
        "z,516.0,2014-09-30, Kent \r\n"
        'y,0,2014-09-30,"London, City of"\r\n'
    )
    assert read_series(text.encode()) == (
        Series("London, City of", ((date(2014, 9, 30), 0.0), (date(2015, 3, 31), 1234.0))),
        Series("Kent", ((date(2014, 9, 30), 516.0), (date(2015, 9, 30), None))),
    )


GOOD = "area,as_at,headcount\nKent,2014-09-30,10\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", None, "The file is empty"),
        ("\n \n", None, "The file is empty"),
        ("area,as_at,headcount\n", None, "no row below the heading"),
        ("area,date,headcount\nKent,2014-09-30,1\n", 1, "The column as_at is missing"),
        ("area,as_at,area,headcount\n", 1, "The column area stands there twice"),
        (GOOD + "Kent,2015-02-30,1\n", 3, "“2015-02-30” is not a date"),
        (GOOD + "Kent,31/03/2015,1\n", 3, "“31/03/2015” is not a date"),
        (GOOD + "Kent,20150331,1\n", 3, "“20150331” is not a date"),
        (GOOD + "Kent,9999-03-31,1\n", 3, "is not a date"),
        (GOOD + "Kent,,1\n", 3, "The date (as_at) is missing"),
        (GOOD + "Kent,2015-03-31,-4\n", 3, "A headcount cannot be negative: -4"),
        (GOOD + "Kent,2015-03-31,many\n", 3, "“many” is not a whole number"),
        (GOOD + "Kent,2015-03-31,4.5\n", 3, "“4.5” is not a whole number"),
        (GOOD + "Kent,2015-03-31,nan\n", 3, "“nan” is not a whole number"),
        (GOOD + "Kent,2015-03-31,1e3\n", 3, "“1e3” is not a whole number"),
        (GOOD + "Kent,2015-03-31,99999999999\n", 3, "is more than 10,000,000"),
        (GOOD + ",2015-03-31,4\n", 3, "The area is missing"),
        (GOOD + "\nKent,2015-03-31\n", 4, "fewer than its heading"),
        (GOOD + "Essex,2014-09-30,4\nKent,2014-09-30,11\n", 4, "Kent on 2014-09-30 stands already in line 2"),
        (GOOD + 'Kent,"2015-03-31,4\n', 3, "cannot be read as CSV"),
        (GOOD + "Kent,2015-03-31,\0\n", 3, "holds a zero byte"),
    ],
)
def test_refuses_a_fault_by_line_and_in_words(text: str, line: int | None, words: str) -> None:
    with pytest.raises(SeriesFault) as caught:
        read_series(text.encode())
    assert caught.value.line == line
    assert words in str(caught.value)


def test_refuses_what_is_not_utf8() -> None:
    with pytest.raises(SeriesFault, match=r"line 3: This is not UTF-8 text"):
        read_series(GOOD.encode() + "Ynys Môn,2015-03-31,4\n".encode("latin-1"))
