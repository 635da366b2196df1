"""Who may see what: the audience gate."""

from handbook.firms.gate import gate, sees

__all__ = ["gate", "sees"]
