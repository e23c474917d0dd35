"""The register of portal services: courses/services.yml."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.content.schema.reading import KEY, Reader
from app.content.source.fields import Fields
from app.content.source.report import Report
from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class ServiceSource:
    """One service as registered."""

    key: str
    line: int
    names: Mapping[Tag, str]
    address: str
    fee_bhm_percent: str | None
    term: Mapping[Tag, str]
    legal_basis: str | None
    sources_as_of: date | None
    checked_on: date | None
    checked_on_line: int
    checked_by: str | None


def read_services(fields: Fields, report: Report) -> dict[str, ServiceSource]:
    """The services by key."""
    top = Reader(fields, report)
    register = top.mapping("services")
    top.finish()
    found: dict[str, ServiceSource] = {}
    for key, entry in (register.entries if register else {}).items():
        if not KEY.fullmatch(key):
            says = f"`{key}` must be a key: small Latin letters, digits and hyphens."
            report.error(fields.file, entry.line, "wrong-type", says)
        elif isinstance(entry.value, Fields):
            found[key] = _service(key, entry.line, entry.value, report)
        else:
            report.error(fields.file, entry.line, "wrong-type", f"`{key}` must have its lines set in below it.")
    return found


def _service(key: str, line: int, fields: Fields, report: Report) -> ServiceSource:
    reader = Reader(fields, report)
    service = ServiceSource(
        key=key,
        line=line,
        names=reader.by_language("names"),
        address=_address(reader, report),
        fee_bhm_percent=reader.text("fee_bhm_percent") or None,
        term=reader.by_language("term"),
        legal_basis=reader.text("legal_basis") or None,
        sources_as_of=reader.day("sources_as_of"),
        checked_on=reader.day("checked_on"),
        checked_on_line=reader.line("checked_on"),
        checked_by=reader.text("checked_by") or None,
    )
    reader.finish()
    return service


def _address(reader: Reader, report: Report) -> str:
    address = reader.text("address", required=True)
    if address and not address.startswith("https://"):
        says = "`address` must begin with https://: write the official address."
        report.error(reader.file, reader.line("address"), "wrong-type", says)
    return address
