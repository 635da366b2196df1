"""Holds plain data to a JSON Schema and says what is wrong in words that an author can act on.

The schema of a kind of file is written once: the check uses it, and `handbook schemas` gives it to editors.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from handbook.source.strict_yaml import KeyPath

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of data that have their form: the rule, the key path of its place, what is wrong and what to do."""

    rule: str
    path: KeyPath
    message: str
    hint: str


def schema_faults(schema: Schema, data: Any) -> Iterator[tuple[KeyPath, str]]:
    """Yield the key path and the message of each way in which data break a schema, in the order of the data."""
    validator = Draft202012Validator(schema)
    errors = sorted(validator.iter_errors(_plain(data)), key=lambda error: [str(part) for part in error.absolute_path])
    for error in errors:
        yield tuple(error.absolute_path), _message(error)


def one_line(text: str) -> str:
    """Return a text with its white space made single."""
    return " ".join(text.split())


def read_day(value: Any) -> dt.date | None:
    """Return the day that a value of a data file names, or None."""
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        return None


def _plain(value: Any) -> Any:
    """Return data as JSON knows it: a day is text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _message(error: ValidationError) -> str:
    last = error.absolute_path[-1] if error.absolute_path else None
    name = "the file" if last is None else f"entry {last + 1}" if isinstance(last, int) else f"`{last}`"
    wanted: Any = error.validator_value
    schema: Any = error.schema
    value: Any = error.instance
    match error.validator:
        case "required":
            missing = error.message.split("'")[1]  # one error for each key that is missing
            return f"{name} lacks `{missing}`"
        case "additionalProperties" | "unevaluatedProperties":
            allowed = schema.get("properties", {})
            extra = [key for key in value if key not in allowed]
            return f"{', '.join(f'`{key}`' for key in extra)} is not a key here; the keys are {', '.join(allowed)}"
        case "enum":
            return f"{name} must be one of {', '.join(map(str, wanted))}"
        case "oneOf":
            keys = [key for choice in wanted for key in choice.get("required", ())]
            return f"{name} needs just one of {', '.join(f'`{key}`' for key in keys)}"
        case "dependentRequired":
            return f"{name} has {', '.join(f'`{key}` only beside `{needs[0]}`' for key, needs in wanted.items())}"
        case "minItems" | "minProperties":
            return f"{name} needs at least {wanted}"
        case "maxItems":
            return f"{name} has more than {wanted}"
        case "minLength":
            return f"{name} is empty"
        case "maxLength":
            return f"{name} has {len(value)} characters, over {wanted}"
        case "type":
            return f"{name} must be {_TYPES.get(str(wanted), wanted)}"
        case "pattern":
            return f"{name} must be {schema.get('description', f'written as {wanted}')}"
    return " ".join(error.message.split())[:200]


_TYPES = {
    "string": "text",
    "array": "a list",
    "object": "a mapping",
    "integer": "a whole number",
    "boolean": "true or false",
}
