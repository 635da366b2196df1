"""The kinds of figures: each parses its data, lays it out, and says the same as a table."""
