"""Checking papers as an employer does, and the list for checking offline."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from app.certificates.cli.group import commands
from app.certificates.queries.gone import list_gone
from app.infra.database import db
from app.kernel.sheets import write_sheet
from app.seals.service.checking import LARGEST, close, examine, get_known, load_list
from app.seals.service.issuing import make_list
from app.seals.types.facts import SealFacts, Voucher
from app.seals.types.keys import BadListError, NoKeyError, PublicList
from app.seals.types.papers import Flaw, PaperFlaw, PaperReading, Standing, Verdict

SUFFIX = ".pdf"
COLUMNS = (
    "file",
    "verdict",
    "why",
    "code",
    "name",
    "title",
    "issued on",
    "percent",
    "name vouched for by",
    "supervised",
    "unassisted",
    "no longer since",
    "revocations as of",
    "sealed by",
)
WHY = {
    PaperFlaw.TOO_LARGE: "larger than any paper of ours",
    PaperFlaw.NOT_PDF: "not a PDF",
    PaperFlaw.ENCRYPTED: "encrypted: ours never are",
    PaperFlaw.UNREADABLE: "damaged, or not a PDF inside",
    PaperFlaw.TOO_HEAVY: "takes more memory or time than any paper of ours",
    PaperFlaw.UNSIGNED: "not signed",
    PaperFlaw.MANY_SIGNATURES: "signed more than once",
    PaperFlaw.ALTERED: "altered after it was signed",
    PaperFlaw.APPENDED: "something was added after it was signed",
    PaperFlaw.FOREIGN_SIGNER: "signed by somebody else",
    PaperFlaw.OUTSIDE_WINDOW: "signed by a key of ours that was not in use on that day",
    PaperFlaw.WITHDRAWN_KEY: "signed by a key that was withdrawn",
    PaperFlaw.NO_SEAL: "without a seal",
    PaperFlaw.MANY_SEALS: "with more than one seal",
    PaperFlaw.BAD_SEAL: "its seal is false",
    PaperFlaw.NO_CREDENTIAL: "without its credential",
    PaperFlaw.BAD_CREDENTIAL: "its credential is false, or another certificate's",
    PaperFlaw.COPIED_SEAL: "the seal is of a real certificate, this is not its paper",
}
WHY_SEAL = {
    Flaw.NOT_A_SEAL: "no seal at all",
    Flaw.UNKNOWN_VERSION: "of a kind that this version does not know",
    Flaw.UNKNOWN_KEY: "by a key that is not ours",
    Flaw.WITHDRAWN_KEY: "by a key that was withdrawn",
    Flaw.ALTERED: "altered",
    Flaw.OUTSIDE_WINDOW: "by a key of ours that was not in use on that day",
    Flaw.OUTSIDE_GRANT: "by an offline place that was not let to",
}


@commands.command("verify")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="FILE…")
@click.option(
    "--list",
    "served",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The site's /v/list.json or what `keys export` wrote, in place of this installation's own keys and database.",
)
@click.option("--csv", "is_csv", is_flag=True, help="A table for a spreadsheet, on standard output.")
def verify(paths: tuple[Path, ...], served: Path | None, *, is_csv: bool) -> None:
    """Check PDFs, and all PDFs in folders: ours, unaltered, not revoked, and who vouched for the name.

    Exit 1 when any of them is not good.
    """
    known = _known(served)
    good = 0
    rows: list[Sequence[str]] = [COLUMNS]
    files = list(dict.fromkeys(file for path in paths for file in _files(path)))
    try:
        for file in files:
            verdict = _examined(file, known)
            good += verdict.standing is Standing.GOOD
            if is_csv:
                rows.append(_row(file, verdict))
            else:
                click.echo(_line(file, verdict))
    finally:
        close()
    if is_csv:
        click.echo(write_sheet(rows), nl=False)
    click.echo(f"{len(files)} files: {good} good, {len(files) - good} not.", err=True)
    if good < len(files) or not files:
        raise SystemExit(1)


@click.command("export")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
def export(file: Path) -> None:
    """Write the public list into FILE: our keys, and what is revoked by now, for whoever checks papers offline."""
    try:
        file.write_text(make_list(list_gone()), encoding="utf-8")
    except NoKeyError as error:
        raise click.ClickException(f"{error.trouble.says}\n       -> {error.trouble.do}") from error
    click.echo(f"Written: {file}. It holds what is revoked up to now: give a new one every month.")


def _known(served: Path | None) -> PublicList:
    """What the papers are held against; without the database nobody knows what is revoked, and it is said."""
    if served is not None:
        try:
            return load_list(served.read_bytes())
        except BadListError as error:
            raise click.ClickException(f"{served} is no list of ours: {error}.") from error
    try:
        return get_known(list_gone())
    except SQLAlchemyError:
        db.session.rollback()
        click.echo("The database does not answer: signatures are checked, revocations are not.", err=True)
        return get_known(None)


def _files(path: Path) -> Iterator[Path]:
    """The file, or every PDF below the folder, in order; links to folders are not followed."""
    if path.is_file():
        yield path
        return
    for folder, below, names in os.walk(path):
        below.sort()
        yield from (Path(folder, name) for name in sorted(names) if name.lower().endswith(SUFFIX))


def _examined(file: Path, known: PublicList) -> Verdict:
    try:
        if file.stat().st_size > LARGEST:
            return _bad(PaperFlaw.TOO_LARGE)
        return examine(file.read_bytes(), known)
    except OSError:
        return _bad(PaperFlaw.UNREADABLE)


def _bad(flaw: PaperFlaw) -> Verdict:
    return Verdict(standing=Standing.BAD, paper=PaperReading(flaws=(flaw,)))


def _line(file: Path, verdict: Verdict) -> str:
    mark = {Standing.GOOD: "ok     ", Standing.UNCHECKED: "look   "}.get(verdict.standing, "WRONG  ")
    return f"{mark}{_shown(str(file))}: {_shown(_said(verdict))}"


def _said(verdict: Verdict) -> str:
    facts = verdict.paper.seal.facts if verdict.paper.seal else None
    if verdict.standing is Standing.BAD or facts is None:
        return _why(verdict)
    about = f"{facts.name}, «{facts.title}», {facts.issued_on}, {facts.percent}%; name by {_voucher(facts)}"
    if verdict.standing is Standing.UNCHECKED:
        return f"ours, unaltered; whether it was revoked is not known. {about}"
    if verdict.gone is not None:
        how = "replaced by another" if verdict.gone.is_replaced else "revoked"
        return f"{how} on {verdict.gone.on}. {about}"
    as_of = f"{verdict.as_of:%Y-%m-%d %H:%M} UTC" if verdict.as_of else "now"
    return f"ours, unaltered, not revoked as of {as_of}. {about}"


def _why(verdict: Verdict) -> str:
    said = [WHY[flaw] for flaw in verdict.paper.flaws]
    if verdict.paper.seal is not None and verdict.paper.seal.flaw is not None:
        said.append(f"the seal is {WHY_SEAL[verdict.paper.seal.flaw]}")
    return "; ".join(said)


def _voucher(facts: SealFacts) -> str:
    return "the learner" if facts.voucher is Voucher.LEARNER else f"{facts.voucher} ({facts.voucher_name})"


def _row(file: Path, verdict: Verdict) -> tuple[str, ...]:
    seal = verdict.paper.seal
    told = (_shown(str(file)), verdict.standing.value, _why(verdict))
    if verdict.standing is Standing.BAD or seal is None or seal.facts is None:
        return (*told, *[""] * (len(COLUMNS) - len(told)))
    facts = seal.facts
    return (
        *told,
        facts.code,
        facts.name,
        facts.title,
        facts.issued_on.isoformat(),
        str(facts.percent),
        _voucher(facts),
        "yes" if facts.is_supervised else "no",
        "yes" if facts.is_unassisted else "no",
        verdict.gone.on.isoformat() if verdict.gone else "",
        verdict.as_of.isoformat() if verdict.as_of else "",
        f"{seal.kid} for {seal.grant.node_id}" if seal.grant else seal.kid,
    )


def _shown(text: str) -> str:
    """Fit for a terminal: a file's name may hold anything."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
