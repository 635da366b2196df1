"""A file in data/contracts/ does not have the form of a template, or data/yardsticks.yml not that of yardsticks."""

from __future__ import annotations

from collections.abc import Iterator

from handbook.contracts import ContractError, contract_of, read_yardsticks
from handbook.findings import Finding
from handbook.source.load import YARDSTICKS
from handbook.source.records import Handbook

ID = "contract-schema"
REMEDY = "schemas/ has the form; compare with another file in data/contracts/"


def check(handbook: Handbook) -> Iterator[Finding]:
    """Yield a finding for each fault of form."""
    files = {f"data/contracts/{slug}.yml": (slug, document) for slug, document in handbook.contracts.items()}
    for name, document in handbook.old_contracts.items():
        slug, _, version = name.rpartition("-")
        file = f"data/contracts/old/{name}.yml"
        files[file] = (slug, document)
        data = document.data if isinstance(document.data, dict) else {}
        if slug not in handbook.contracts or data.get("version") != version:
            message = f"`{name}` is not a template and its version"
            yield Finding(file, *document.mark("version"), "contract-version", message, "name it `slug-version.yml`")
        elif handbook.contracts[slug].data.get("version") == version:
            message = f"version {version} of `{slug}` is the present one"
            yield Finding(
                file, *document.mark("version"), "contract-version", message, "raise the version of the new one"
            )
    for file, (slug, document) in files.items():
        try:
            contract_of(slug, document)
        except ContractError as error:
            for path, message in error.faults:
                yield Finding(file, *document.mark(*path), ID, message, REMEDY)
    for path, message in read_yardsticks(handbook.yardsticks)[1]:
        assert handbook.yardsticks is not None
        yield Finding(YARDSTICKS, *handbook.yardsticks.mark(*path), "yardstick-schema", message, REMEDY)
