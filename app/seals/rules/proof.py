"""Data Integrity proofs with eddsa-rdfc-2022 (W3C Recommendation, Data Integrity EdDSA Cryptosuites 1.0).

What is signed is the credential as sorted RDF statements (RDF Dataset Canonicalization 1.0), made by PyLD out of the
contexts beside this file and never out of the network. PyLD takes ten milliseconds; of a course's hundred certificates
only few texts differ, so it runs once for all of them with marks in their places, and each certificate's own texts are
put in and sorted. That is right because the only node without an address is one alone: it is always `_:c14n0`.
"""

import hashlib
import json
import re
import threading
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pyld import jsonld
from pyld.documentloader.frozen import FrozenDocumentLoader

from app.kernel.codes import code_of
from app.seals.rules.credential import (
    CREDENTIALS_2,
    OPEN_BADGES_3,
    credential_of,
    is_about,
    method_of,
    moment_of,
    to_json,
)
from app.seals.rules.multibase import from_multibase, to_multibase
from app.seals.types.facts import CredentialFacts, SealFacts
from app.seals.types.keys import PublicKey

Sign = Callable[[bytes], bytes]
SUITE = "eddsa-rdfc-2022"
LARGEST = 64 * 1024
"""Bytes of a credential that is looked at."""
TEMPLATES = 256
BLANK = "_:c14n0"
_FOLDER = Path(__file__).with_name("contexts")
_CONTEXTS = {CREDENTIALS_2: "credentials-v2.json", OPEN_BADGES_3: "open-badges-3.0.3.json"}
_MARK = re.compile(r"urn:mark:([a-z]+)")
_ESCAPED = str.maketrans({"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_lock = threading.Lock()
"""PyLD keeps what contexts mean in caches that threads would share."""


class BadTextError(ValueError):
    """A text that no certificate prints: empty, or with a control character."""


@lru_cache(maxsize=1)
def _loader() -> FrozenDocumentLoader:
    return FrozenDocumentLoader(
        {address: json.loads((_FOLDER / name).read_text(encoding="utf-8")) for address, name in _CONTEXTS.items()}
    )


def canonical(document: Mapping[str, Any]) -> str:
    """The document as canonical N-Quads, by PyLD alone. pyld.jsonld.JsonLdError for what is no JSON-LD of ours."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": _loader()}
    with _lock:
        text: str = jsonld.normalize(document, options)
    return text


def sign_credential(facts: CredentialFacts, kid: str, sign: Sign) -> bytes:
    """The credential with its proof, as JSON. BadTextError."""
    _check_texts(facts)
    options = _options(facts.issued_on, method_of(facts.issuer_address, kid))
    statements = _filled(_template(_common(facts)), _texts(facts))
    return to_json(_proved(credential_of(facts), options, statements, sign))


def sign_document(document: Mapping[str, Any], day: date, method: str, sign: Sign) -> bytes:
    """Another document of ours with a proof of this day, as JSON."""
    return to_json(_proved(document, _options(day, method), canonical(document), sign))


def _proved(document: Mapping[str, Any], options: Mapping[str, str], statements: str, sign: Sign) -> dict[str, Any]:
    hashed = _options_hash(tuple(document["@context"]), tuple(options.items())) + _sha256(statements)
    return {**document, "proof": {**options, "proofValue": to_multibase(sign(hashed))}}


def _options(day: date, method: str) -> dict[str, str]:
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment_of(day),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }


@lru_cache(maxsize=TEMPLATES)
def _options_hash(contexts: tuple[str, ...], options: tuple[tuple[str, str], ...]) -> bytes:
    """Of the proof's own statements: one a day and key."""
    return _sha256(canonical({"@context": list(contexts), **dict(options)}))


def _sha256(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def _common(facts: CredentialFacts) -> CredentialFacts:
    """The facts that all certificates of one course, language and voucher share; marks for the others."""
    return replace(
        facts,
        code=code_of(0),
        name="urn:mark:name",
        issued_on=date(2020, 1, 1),
        percent=0,
        status_index=0,
        verify_address="urn:mark:address",
    )


@lru_cache(maxsize=TEMPLATES)
def _template(common: CredentialFacts) -> str:
    """The statements with marks in the places of what differs."""
    document = credential_of(common)
    subject, status = document["credentialSubject"], document["credentialStatus"]
    document["validFrom"] = "urn:mark:day"
    subject["licenseNumber"] = "urn:mark:code"
    subject["result"][0]["value"] = "urn:mark:percent"
    status["id"] = "urn:mark:entry"
    status["statusListIndex"] = "urn:mark:index"
    status["statusListCredential"] = "urn:mark:list"
    text = canonical(document)
    if set(re.findall(r"_:\w+", text)) != {BLANK}:
        raise ValueError("more than one node without an address: its statements cannot be put in order beforehand")
    return text


def _texts(facts: CredentialFacts) -> dict[str, str]:
    """What stands in the places of the marks."""
    document = credential_of(facts)
    status = document["credentialStatus"]
    return {
        "name": facts.name.translate(_ESCAPED),
        "address": facts.verify_address,
        "day": document["validFrom"],
        "code": facts.code,
        "percent": str(facts.percent),
        "entry": status["id"],
        "index": status["statusListIndex"],
        "list": status["statusListCredential"],
    }


def _filled(template: str, texts: Mapping[str, str]) -> str:
    filled = _MARK.sub(lambda found: texts[found[1]], template)
    return "".join(f"{line}\n" for line in sorted(set(filled.split("\n")) - {""}))


def _check_texts(facts: CredentialFacts) -> None:
    shared = (facts.title, " ".join(facts.description.split()), facts.organiser, facts.voucher_name)
    letters = {unicodedata.category(letter) for text in (facts.name, *shared) for letter in text}
    if not facts.name or letters & {"Cc", "Cs"} or any(map(_MARK.search, shared)):
        raise BadTextError("a certificate prints no such text")


def verify_credential(data: bytes, keys: Mapping[str, PublicKey], facts: SealFacts) -> bool:
    """Whether these bytes are a credential of ours about the certificate that a seal names.

    To be asked only of what already stands inside of our own signature: it is read by PyLD as it is.
    """
    if len(data) > LARGEST:
        return False
    try:
        document: dict[str, Any] = json.loads(data)
        proof = document.pop("proof")
        value = from_multibase(proof.pop("proofValue"))
        key = keys[str(proof["verificationMethod"]).rpartition("#")[2]]
        is_fit = proof == _options(facts.issued_on, method_of(document["issuer"]["id"], key.kid))
        if not is_fit or not is_about(document, facts) or not key.window.holds(facts.issued_on):
            return False
        hashed = _options_hash(tuple(document["@context"]), tuple(proof.items())) + _sha256(canonical(document))
        Ed25519PublicKey.from_public_bytes(key.public).verify(value, hashed)
    except (InvalidSignature, jsonld.JsonLdError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return False
    return True
