"""Measures what citations cost: CPU seconds for 500 of them, and that against the same pages without any."""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from golden import write_golden_site

from handbook.staging import stage

COUNT, PAGES, WORKS = 500, 10, 50


def cpu_seconds() -> float:
    """Return the user and system time of this process and of pandoc, its child."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def measure(citing: bool) -> tuple[float, float]:
    """Return CPU seconds of a first staging and of a second one, from the cache."""
    works = "\n".join(
        f"@article{{bird{n}, author = {{Owl{n}, Ada}}, title = {{Song {n}}}, journal = {{Hoots}}, year = {{2020}}}}"
        for n in range(WORKS)
    )
    pages = {
        f"{'index' if page == 0 else f'page{page}'}.md": "\n\n".join(
            f"Bird {n} sings" + (f" [@bird{n % WORKS}#1, p. {n + 1}]." if citing else ".")
            for n in range(page * COUNT // PAGES, (page + 1) * COUNT // PAGES)
        )
        for page in range(PAGES)
    }
    with tempfile.TemporaryDirectory() as folder:
        site = write_golden_site(Path(folder), {"style": "apa", "bibliography": works, "pages": pages})
        times = []
        for _ in range(2):
            before = cpu_seconds()
            stage(site)
            times.append(cpu_seconds() - before)
    return times[0], times[1]


def main() -> None:
    """Print the figures of three runs each, the middle one of each."""
    runs = sorted(measure(True) for _ in range(3))[1]
    bare = sorted(measure(False) for _ in range(3))[1]
    print(f"{COUNT} citations on {PAGES} pages: {runs[0]:.2f} s of CPU at first, {runs[1]:.2f} s from the cache")
    print(f"the same pages without citations: {bare[0]:.2f} s at first, {bare[1]:.2f} s from the cache")
    print(f"ratio: {runs[0] / bare[0]:.1f} at first, {runs[1] / bare[1]:.1f} from the cache")


if __name__ == "__main__":
    main()
