"""Runs linkchecker over the built site, served on this machine alone under the address path it will have."""

from __future__ import annotations

import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handbook.source import load

TIMEOUT = 1_800  # seconds


class _SiteHandler(SimpleHTTPRequestHandler):
    """Serves a folder under a base path, says nothing, and lifts linkchecker's wait between requests."""

    def __init__(self, *args: Any, base: str, **settings: Any) -> None:
        self.base = base
        super().__init__(*args, **settings)

    def translate_path(self, path: str) -> str:
        """Return the file for a path; outside the base there is none."""
        inside = path.startswith(self.base)
        return super().translate_path("/" + path[len(self.base) :] if inside else "/no-such-file")

    def end_headers(self) -> None:
        """Add the header by which a server tells linkchecker that it needs no rest."""
        self.send_header("LinkChecker", "1")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class _SiteServer(ThreadingHTTPServer):
    """A server whose client may leave in the middle of a file, as linkchecker does with a large one."""

    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that has gone; anything else is told as usual."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


def start_server(site: Path, base: str = "/") -> tuple[ThreadingHTTPServer, str]:
    """Serve `site` on a free port of 127.0.0.1; return the server, to be shut down, and the address."""
    handler = partial(_SiteHandler, directory=str(site), base=base)
    server = _SiteServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}{base}"


def check_links(root: Path, site: Path, *, external: bool = False) -> int:
    """Return linkchecker's verdict: 0 for no broken link, 1 for one or more."""
    if not (site / "index.html").is_file():
        print(f"handbook links: {site} holds no site; type `make site` first", file=sys.stderr)
        return 1
    handbook, _ = load(root)
    server, address = start_server(site, urlsplit(handbook.settings.site_url).path or "/")
    # Our own server needs no pause between requests; other people's keep linkchecker's usual one.
    config = Path(__file__).parent / ("linkcheckerrc" if external else "linkcheckerrc-internal")
    command = [sys.executable, "-m", "linkcheck", "--config", str(config), "--no-status", "--threads", "8"]
    command += ["--check-extern"] if external else []
    print(f"linkchecker walks {address} …", file=sys.stderr, flush=True)
    try:
        return int(subprocess.run([*command, address], timeout=TIMEOUT, check=False).returncode != 0)
    except subprocess.TimeoutExpired:
        print(f"handbook links: linkchecker did not finish in {TIMEOUT} s", file=sys.stderr)
        return 1
    finally:
        server.shutdown()
        server.server_close()
