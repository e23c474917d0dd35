"""The reading child: what lies in a PDF that a stranger has sent, found by pyHanko, told as JSON and not judged.

It runs apart (`app/kernel/sandbox.py`), because a PDF can ask for any amount of memory and time. Nothing is fetched.
"""

import base64
import io
import json
import logging
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from app.kernel import sandbox
from app.seals.service.cms import is_tidy

CREDENTIAL = "credential.json"
MOST_SIGNATURES, MOST_PAGES, MOST_LINKS, MOST_FILES = 3, 20, 200, 20
"""More than a paper of ours has; what comes after is not looked at."""
DEEPEST = 12
LARGEST_FILE = 256 * 1024
"""Bytes of an attachment as it lies in the file."""


def answer(request: bytes) -> bytes:
    """`{"flaw": …}`, or what lies in the file."""
    try:
        found = _open(request)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a broken file makes pyHanko raise means one thing
        found = {"flaw": "unreadable"}
    return json.dumps(found).encode()


def _open(data: bytes) -> dict[str, Any]:
    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        return {"flaw": "encrypted"}
    signatures = reader.embedded_signatures[:MOST_SIGNATURES]
    return {
        "signatures": [_signature(one) for one in signatures],
        "addresses": list(_addresses(reader)),
        "credentials": [base64.b64encode(one).decode() for one in _credentials(reader)],
        "revisions": reader.xrefs.total_revisions,
    }


def _signature(embedded: EmbeddedPdfSignature) -> dict[str, Any]:
    """Whether the mathematics hold. Whose key it is, is judged by the key itself and not by who vouches for it."""
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    try:
        status = validate_pdf_signature(embedded, signer_validation_context=context, skip_diff=True)
        is_tidied = is_tidy(embedded.pkcs7_content) and _is_plainly_written(embedded)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - a signature that cannot even be read is not valid
        return {"is_intact": False, "is_valid": False, "is_whole": False, "signer": ""}
    return {
        "is_intact": bool(status.intact) and is_tidied,
        "is_valid": bool(status.valid),
        "is_whole": status.coverage == SignatureCoverageLevel.ENTIRE_FILE and _has_one_gap(embedded),
        "signer": base64.b64encode(embedded.signer_cert.public_key.dump()).decode(),
    }


def _has_one_gap(embedded: EmbeddedPdfSignature) -> bool:
    """Whether nothing is left out but the signature itself, from one angle bracket to the other."""
    _, before, after, _ = embedded.byte_range
    return bool(after == before + 2 * len(embedded.pkcs7_content) + 2)


def _is_plainly_written(embedded: EmbeddedPdfSignature) -> bool:
    """Whether the signature's digits are all large or all small: one that was changed to the other says the same."""
    _, before, after, _ = embedded.byte_range
    stream = embedded.reader.stream
    stream.seek(before + 1)
    digits = stream.read(after - before - 2)
    plain = embedded.pkcs7_content.hex().encode()
    return bool(digits in {plain, plain.upper()})


def _addresses(reader: PdfFileReader) -> Iterator[str]:
    links = (link for page in _pages(reader) for link in _members(_of(page, "/Annots", ()), MOST_LINKS))
    for link in islice(links, MOST_LINKS):
        action = _of(link, "/A", {})
        if "/URI" in action:
            yield _text(action["/URI"])


def _pages(reader: PdfFileReader) -> Iterator[generic.DictionaryObject]:
    waiting = [(reader.root["/Pages"], 0)]
    found = 0
    while waiting and found < MOST_PAGES:
        node, depth = waiting.pop(0)
        if "/Kids" not in node:
            found += 1
            yield node
        elif depth < DEEPEST:
            waiting += [(kid, depth + 1) for kid in _members(node["/Kids"], MOST_PAGES)]


def _credentials(reader: PdfFileReader) -> Iterator[bytes]:
    seen: set[object] = set()
    for file in _files(reader):
        if _text(_of(file, "/UF", _of(file, "/F", ""))) != CREDENTIAL:
            continue
        place = file["/EF"].raw_get("/F")
        stream = place.get_object()
        if (key := getattr(place, "idnum", id(stream))) not in seen and len(stream.encoded_data) <= LARGEST_FILE:
            seen.add(key)
            yield stream.data


def _files(reader: PdfFileReader) -> Iterator[generic.DictionaryObject]:
    """File specifications: of the catalog's associated files, and of the tree of embedded ones."""
    yield from _members(_of(reader.root, "/AF", ()), MOST_FILES)
    waiting = [(_of(_of(reader.root, "/Names", {}), "/EmbeddedFiles", {}), 0)]
    while waiting:
        node, depth = waiting.pop(0)
        yield from islice(_members(_of(node, "/Names", ()), 2 * MOST_FILES), 1, None, 2)
        if depth < DEEPEST:
            waiting += [(kid, depth + 1) for kid in _members(_of(node, "/Kids", ()), MOST_FILES)]


def _of(holder: Any, key: str, otherwise: Any) -> Any:  # noqa: ANN401 - whatever lies in a PDF
    """What stands under a key, references followed."""
    return holder[key] if key in holder else otherwise  # noqa: SIM401 - pyHanko's `get` does not follow references


def _members(array: Iterable[Any], most: int) -> Iterator[Any]:
    """What lies in an array, references followed."""
    return (one.get_object() for one in islice(array, most))


def _text(value: object) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    sandbox.serve(answer)
