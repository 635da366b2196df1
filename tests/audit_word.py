"""Lets LibreOffice open and print every Word file of a built site; run by `make audit`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


def main(site: Path) -> int:
    """Convert each file to PDF and print its size; the status is 1 where one cannot be opened."""
    files = sorted((site / "templates").glob("*.docx"))
    failed = not files
    with tempfile.TemporaryDirectory() as folder:
        home = f"-env:UserInstallation=file://{folder}/profile"
        for file in files:
            command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, str(file)]
            subprocess.run(command, capture_output=True, check=False, timeout=180)
            pdf = Path(folder) / f"{file.stem}.pdf"
            good = pdf.is_file() and pdf.stat().st_size > 5_000
            failed |= not good
            print(f"{file.name}: {f'printed, {pdf.stat().st_size:,} bytes' if good else 'LibreOffice cannot print it'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
