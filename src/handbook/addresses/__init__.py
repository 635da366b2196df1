"""The address registry: what was published stays reachable."""

from handbook.addresses.registry import current_addresses, format_registry, update_registry

__all__ = ["current_addresses", "format_registry", "update_registry"]
