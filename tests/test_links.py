"""linkchecker walks the served site, anchors included, and its verdict is the command's."""

from __future__ import annotations

import socket
import struct
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sites import write_site

from handbook.cli import main
from handbook.links import start_server

PAGE = '<!doctype html><html lang="en"><head><title>Birds</title></head><body>{}</body></html>'


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ('<a href="b/#eggs">Eggs</a> <a href="https://birds.example/">Elsewhere</a>', 0),
        ('<a href="b/#set:flag;choice=value">Preset options of a template</a>', 0),
        ('<a href="c/">Gone</a>', 1),
        ('<a href="b/#feet">Gone</a>', 1),
    ],
)
def test_verdict(body: str, status: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = write_site(tmp_path / "root")
    site = tmp_path / "site"
    (site / "b").mkdir(parents=True)
    (site / "index.html").write_text(PAGE.format(body), encoding="utf-8")
    (site / "b" / "index.html").write_text(
        PAGE.format('<p id="eggs">Eggs</p><a href="/nest/">Up</a>'), encoding="utf-8"
    )
    assert main(["links", "--root", str(root), "--site", str(site)]) == status
    assert "That's it." in capfd.readouterr().out


def test_no_site_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_site(tmp_path)
    assert main(["links", "--root", str(root)]) == 1
    assert "type `make site` first" in capsys.readouterr().err


def test_a_client_that_leaves_is_no_traceback(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "large.bin").write_bytes(b"x" * 20_000_000)
    server, address = start_server(tmp_path)
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port)) as client:
        client.sendall(b"GET /large.bin HTTP/1.0\r\n\r\n")
        client.recv(100)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # leave at once
    time.sleep(0.5)
    server.shutdown()
    server.server_close()
    assert capfd.readouterr().err == ""
