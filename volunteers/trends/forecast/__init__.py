"""Where a measure will be, as a range with the chance it is given: plain values in and out, no database."""
