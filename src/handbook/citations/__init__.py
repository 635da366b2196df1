"""Citations: one citeproc run for the whole site, one ledger, the same on every engine."""

from handbook.citations.ledger import Ledger, build_ledger

__all__ = ["Ledger", "build_ledger"]
