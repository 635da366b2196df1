"""Prints the path of a Chromium: one on this machine, else one that it installs, saying so on standard error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
PLACES = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
)


def find() -> str | None:
    """Return the path of a Chromium that is here, or None."""
    named = os.environ.get("CHROMIUM")
    candidates = [named, *map(shutil.which, NAMES), *(str(place) for place in PLACES if place.is_file())]
    return next((path for path in candidates if path and Path(path).exists()), None)


def installers() -> list[list[list[str]]]:
    """Return the ways to install one, best first; each is a list of commands."""
    root = getattr(os, "geteuid", lambda: 1)() == 0
    sudo = [] if root else ["sudo", "--non-interactive"]
    ways = []
    if shutil.which("apt-get") and (root or shutil.which("sudo")):
        ways.append([[*sudo, "apt-get", "update", "-qq"], [*sudo, "apt-get", "install", "-y", "-qq", "chromium"]])
    if shutil.which("dnf") and (root or shutil.which("sudo")):
        ways.append([[*sudo, "dnf", "install", "-y", "-q", "chromium"]])
    ways.append([[sys.executable, "-m", "playwright", "install", "chromium"]])
    return ways


def installed_by_playwright() -> str | None:
    """Return the path of Playwright's own Chromium, or None."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def main() -> int:
    """Print the path; the status is 1 where none can be had."""
    named = os.environ.get("CHROMIUM")
    if named and not Path(named).exists():
        print(f"CHROMIUM names {named}, where there is nothing; looking elsewhere", file=sys.stderr)
    path = find() or installed_by_playwright()
    for way in installers() if path is None else ():
        for command in way:
            print(f"no Chromium here: running {' '.join(command)}", file=sys.stderr, flush=True)
            environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
            if subprocess.run(command, stdout=sys.stderr, env=environment, check=False).returncode:
                break
        path = find() or installed_by_playwright()
        if path:
            break
    if path is None:
        print("No Chromium was found or could be installed. Install one, or set CHROMIUM to its path.", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
