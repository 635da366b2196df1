"""The Coaching Handbook's toolkit: from Markdown, data and literature to one cited, checked site."""

__all__: list[str] = []
