"""The commands behind `make`. Each prints findings in one form and ends with 0 (good), 1 (findings) or 2 (usage)."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from handbook.findings import FORMATS, FindingsError, format_findings, has_errors
from handbook.source.records import AUDIENCES, Handbook


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not (options.root / "mkdocs.yml").is_file():
        print(f"handbook: {options.root} holds no mkdocs.yml; name the handbook's folder by --root", file=sys.stderr)
        return 2
    try:
        return int(options.run(options))
    except FindingsError as error:
        _print_findings(error.findings, getattr(options, "format", "text"), sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="handbook", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: object, text: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.add_argument("--root", type=Path, default=Path.cwd(), help="the handbook's folder (default: here)")
        command.set_defaults(run=run)
        return command

    command = add("check", run_check, "check sources: every problem at once")
    command.add_argument("--format", choices=FORMATS, default="text")
    command.add_argument("--notes", action="store_true", help="print notes too, not just their number")
    command = add("build", run_build, "check, compute and build the site")
    command.add_argument("--audience", choices=AUDIENCES, default="public")
    command.add_argument("--out", type=Path, help="where the site goes (default: site under the root)")
    command = add("serve", run_serve, "serve the site with live reload")
    command.add_argument("--address", default="127.0.0.1:8000")
    command = add("stage", run_stage, "write the folder that an engine builds from")
    command.add_argument("--audience", choices=AUDIENCES, default="public")
    command = add("verify", run_verify, "read a finished site: requests, links, anchors, leaks, weight")
    command.add_argument("--site", type=Path, help="the built site (default: site under the root)")
    command.add_argument("--format", choices=FORMATS, default="text")
    add("parity", run_parity, "build with MkDocs, ProperDocs and Zensical, and compare page by page")
    command = add("links", run_links, "check the links of a built site with linkchecker")
    command.add_argument("--site", type=Path, help="the built site (default: site under the root)")
    command.add_argument("--external", action="store_true", help="links to other sites too")
    add("chapters", run_chapters, "print a table of the chapters: words, grade, facts, works, judgments, readings")
    add("readings", run_readings, "print what the readings of chapters checked, found, mended and left open")
    command = add("sample", run_sample, "print cited sentences drawn at random, each with its facts, to be judged")
    command.add_argument("--count", type=int, default=60)
    command.add_argument("--seed", type=int, default=1, help="another number draws other sentences")
    command = add("worksheet", run_worksheet, "print every cited sentence of pages with its facts, to be judged")
    command.add_argument("pages", nargs="+", metavar="PAGE", help="the id of a page, such as in-3")
    add("trees", run_trees, "print a table of the decision trees: size, cases, coverage, picture")
    add("templates", run_templates, "print a table of the templates: fields, options, settings, yardstick, Word file")
    command = add("compare", run_compare, "print how a firm's own wording of a template differs from the handbook's")
    command.add_argument("file", type=Path, help="the changed template, a YAML file like those in data/contracts/")
    command = add("schemas", run_schemas, "write the schemas that editors read")
    command.add_argument("--check", action="store_true", help="write nothing; the status is 1 if one is stale")
    command = add("overdue", run_overdue, "list pages and trees whose review is due; never a failure")
    command.add_argument(
        "--today", type=dt.date.fromisoformat, default=None, help="the day to compare with (YYYY-MM-DD)"
    )
    command.add_argument("--months", type=int, default=12, help="how long a review holds")
    add("publish", run_publish, "record every address and anchor as published, for ever")
    return parser


def run_check(options: argparse.Namespace) -> int:
    """Print every finding about the sources; the status is 1 if one is an error."""
    from handbook.checks import check
    from handbook.source import load

    handbook, findings = load(options.root)
    findings = sorted([*findings, *check(handbook)])
    shown = [finding for finding in findings if options.notes or finding.severity == "error"]
    _print_findings(shown, options.format)
    if options.format == "text":
        errors = sum(finding.severity == "error" for finding in findings)
        notes = len(findings) - errors
        more = "" if options.notes or not notes else " (handbook check --notes prints them)"
        print(f"{len(handbook.pages)} pages, {len(handbook.works)} works: {errors} errors, {notes} notes{more}")
    return int(has_errors(findings))


def run_build(options: argparse.Namespace) -> int:
    """Build the site and say what was built and where to look."""
    from handbook.site import build_site

    report = build_site(options.root, options.out or options.root / "site", options.audience)
    print(report)
    return 0


def run_serve(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from handbook.site import serve_site

    serve_site(options.root, options.address)
    return 0


def run_stage(options: argparse.Namespace) -> int:
    """Stage and print the folder."""
    from handbook.staging import stage

    print(stage(options.root, options.audience).folder)
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Read the built site and print what is wrong with it."""
    from handbook.site import verify_site

    report = verify_site(options.root, options.site or options.root / "site")
    _print_findings(report.findings, options.format)
    if options.format == "text":
        print(report)
    return int(has_errors(report.findings))


def run_parity(options: argparse.Namespace) -> int:
    """Compare what the three engines make of the same sources."""
    from handbook.parity import compare_engines

    lines, same = compare_engines(options.root)
    print("\n".join(lines))
    return int(not same)


def run_links(options: argparse.Namespace) -> int:
    """Serve the built site on this machine and let linkchecker walk it."""
    from handbook.links import check_links

    return check_links(options.root, options.site or options.root / "site", external=options.external)


def run_chapters(options: argparse.Namespace) -> int:
    """Print the table of chapters."""
    from handbook.review import chapters_table

    print("\n".join(chapters_table(_load_clean(options.root))))
    return 0


def run_readings(options: argparse.Namespace) -> int:
    """Print the table of readings."""
    from handbook.review import readings_table

    print("\n".join(readings_table(_load_clean(options.root))))
    return 0


def run_sample(options: argparse.Namespace) -> int:
    """Print cited sentences drawn at random."""
    from handbook.review import sample_sentences

    if options.count < 1:
        print("handbook sample: --count must be 1 or more", file=sys.stderr)
        return 2
    print("\n".join(sample_sentences(_load_clean(options.root), options.count, options.seed)))
    return 0


def run_worksheet(options: argparse.Namespace) -> int:
    """Print the worksheets of pages; the status is 2 where an id names none."""
    from handbook.review import worksheet

    handbook = _load_clean(options.root)
    pages = {page.meta.id: page for page in handbook.pages if page.meta}
    unknown = [id for id in options.pages if id not in pages]
    if unknown:
        print(f"handbook worksheet: no page has the id `{unknown[0]}`; `handbook chapters` lists them", file=sys.stderr)
        return 2
    print("\n".join(line for id in options.pages for line in worksheet(handbook, pages[id])))
    return 0


def run_trees(options: argparse.Namespace) -> int:
    """Print the table of decision trees."""
    from handbook.checks.parsed import parsed_trees
    from handbook.trees import trees_table

    print("\n".join(trees_table(parsed_trees(_load_clean(options.root)))))
    return 0


def run_templates(options: argparse.Namespace) -> int:
    """Print the table of templates."""
    from handbook.checks.parsed import parsed_contracts
    from handbook.contracts import contracts_table, read_yardsticks

    handbook = _load_clean(options.root)
    yardsticks, _ = read_yardsticks(handbook.yardsticks)
    print("\n".join(contracts_table(parsed_contracts(handbook), yardsticks)))
    return 0


def run_compare(options: argparse.Namespace) -> int:
    """Print the differences; the status is 1 where a clause that should be kept was changed."""
    from handbook.contracts.compare import compare_file

    lines, kept = compare_file(_load_clean(options.root), options.file)
    print("\n".join(lines))
    return int(not kept)


def run_schemas(options: argparse.Namespace) -> int:
    """Write `schemas/`, or say which file there is not what the package holds."""
    from handbook.schemas import stale_schemas, write_schemas

    if not options.check:
        write_schemas(options.root)
        return 0
    stale = stale_schemas(options.root)
    for path in stale:
        print(f"{path}:1:1 schema-stale: the file is not what the package holds\n    hint: type `make schemas`")
    return int(bool(stale))


def run_overdue(options: argparse.Namespace) -> int:
    """Print what was reviewed too long ago; a date alone fails nothing."""
    from handbook.review import overdue

    lines = overdue(_load_clean(options.root), options.today or dt.date.today(), options.months)
    print("\n".join(lines))
    return 0


def _load_clean(root: Path) -> Handbook:
    """Return the handbook; raises `FindingsError` where it cannot be read whole."""
    from handbook.source import load

    handbook, findings = load(root)
    if has_errors(findings):
        raise FindingsError(findings)
    return handbook


def run_publish(options: argparse.Namespace) -> int:
    """Add what is new to the registry of addresses."""
    from handbook.addresses import current_addresses, format_registry, update_registry
    from handbook.firms import gate
    from handbook.source.load import ADDRESSES

    handbook = _load_clean(options.root)
    registry, added = update_registry(handbook.addresses, current_addresses(gate(handbook)))
    (handbook.root / ADDRESSES).write_text(format_registry(registry), encoding="utf-8")
    print(f"{ADDRESSES}: {added} addresses and anchors added, {len(registry)} pages in all")
    return 0


def _print_findings(findings: Sequence[object], form: str, stream: object = None) -> None:
    text = format_findings(findings, form)  # type: ignore[arg-type]
    if text:
        print(text, file=stream or sys.stdout)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main())
