"""Stage 8: reads the finished site and nothing else. It shares no code with the build."""

from handbook.verify.report import Report
from handbook.verify.site import verify

__all__ = ["Report", "verify"]
