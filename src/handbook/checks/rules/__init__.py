"""One rule a file: `ID`, `REMEDY` and `check(handbook)`."""
