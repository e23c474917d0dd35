"""Whether every byte of a PDF's signature is vouched for (CMS, RFC 5652): what is not signed there has one right form.

A signature covers its own attributes; the certificates beside it, the list of digests, the algorithms' names are not
covered. In papers of ours they can only be one thing, so that no byte of a file can be changed unseen.
"""

from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature

SHA_256 = frozenset(
    {
        cms.DigestAlgorithm({"algorithm": "sha256"}).dump(),
        bytes.fromhex("300b0609608648016503040201"),
        bytes.fromhex("300d06096086480165030402010500"),
    }
)
"""With and without the NULL that RFC 5754 lets a writer add."""
ECDSA_SHA_256 = bytes.fromhex("300a06082a8648ce3d040302")


def is_tidy(padded: bytes) -> bool:
    """Whether a signature, with the zeros that fill its place, holds only what is signed or has one right form."""
    found = cms.ContentInfo.load(padded, strict=False)
    size = len(found.dump())
    if padded[size:].strip(b"\0") or found.dump(force=True) != padded[:size]:
        return False
    signed = found["content"]
    (info,) = signed["signer_infos"]
    return (
        found["content_type"].native == "signed_data"
        and signed["version"].native == "v1"
        and [one.dump() in SHA_256 for one in signed["digest_algorithms"]] == [True]
        and signed["encap_content_info"]["content_type"].native == "data"
        and not signed["encap_content_info"]["content"]
        and not signed["crls"]
        and info["version"].native == "v1"
        and info["digest_algorithm"].dump() in SHA_256
        and info["signature_algorithm"].dump() == ECDSA_SHA_256
        and not info["unsigned_attrs"]
        and _is_chain([one.chosen.dump() for one in signed["certificates"]])
    )


def _is_chain(found: list[bytes]) -> bool:
    """Whether each certificate is signed by one of them."""
    certificates = [x509.load_der_x509_certificate(one) for one in found]
    return all(any(_is_signed_by(one, other) for other in certificates) for one in certificates)


def _is_signed_by(one: x509.Certificate, other: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(other)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True
