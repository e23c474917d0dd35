"""Keys, certificates and seals made for tests, in the format of a real seal: nothing here is asked of `app.seals`."""

from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256

import cbor2
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from cryptography.x509.oid import NameOID

from app.certificates.documents.certificate import CertificateFacts
from app.seals.types.facts import Kind, Voucher
from app.seals.types.keys import PaperSigner

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
FROM, TO = datetime(2026, 1, 1, tzinfo=UTC), datetime(2046, 1, 1, tzinfo=UTC)


def paper_key(seed: str) -> ec.EllipticCurvePrivateKey:
    """A key of P-256 that is the same each time."""
    return ec.derive_private_key(int.from_bytes(sha256(seed.encode()).digest()) % (ORDER - 1) + 1, ec.SECP256R1())


@cache
def paper_chain() -> tuple[bytes, bytes]:
    """The certificates of a leaf and of its root, as DER."""
    root, leaf = paper_key("root"), paper_key("leaf")
    return (
        _certificate("Savodxon", leaf, "Savodxon root", root, is_root=False).public_bytes(Encoding.DER),
        _certificate("Savodxon root", root, "Savodxon root", root, is_root=True).public_bytes(Encoding.DER),
    )


@cache
def paper_signer() -> PaperSigner:
    """A leaf under a root of our own."""
    chain = [x509.load_der_x509_certificate(one) for one in paper_chain()]
    return PaperSigner(
        key_pem=paper_key("leaf").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode(),
        chain_pem="".join(one.public_bytes(Encoding.PEM).decode() for one in chain),
    )


def _certificate(
    subject: str, key: ec.EllipticCurvePrivateKey, issuer: str, issuer_key: ec.EllipticCurvePrivateKey, *, is_root: bool
) -> x509.Certificate:
    usage = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    usage |= (
        {"key_cert_sign": True, "crl_sign": True}
        if is_root
        else {"content_commitment": True, "digital_signature": True}
    )
    return (
        x509.CertificateBuilder()
        .subject_name(_named(subject))
        .issuer_name(_named(issuer))
        .public_key(key.public_key())
        .serial_number(1 if is_root else 2)
        .not_valid_before(FROM)
        .not_valid_after(TO)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
        .sign(issuer_key, SHA256(), ecdsa_deterministic=True)
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def seal_address(facts: CertificateFacts, *, is_delegated: bool = False) -> str:
    """What the QR code of a sealed certificate holds; delegated: with a grant to a node before it."""
    root, node = (Ed25519PrivateKey.from_private_bytes(sha256(name).digest()) for name in (b"root", b"node"))
    kid = sha256(_raw(root)).digest()[:4]
    said = cbor2.dumps(_said(facts), canonical=True)
    if is_delegated:
        grant = cbor2.dumps(["0" * 12, _raw(node), 2500, 2900, []], canonical=True)
        granted = b"\x02" + kid + len(grant).to_bytes(2) + grant + root.sign(b"savodxon-grant-1" + kid + grant) + said
        sealed = granted + node.sign(b"savodxon-certificate-2" + granted)
    else:
        head = b"\x01" + kid + said
        sealed = head + root.sign(b"savodxon-certificate-1" + head)
    return facts.verify_url.partition("/c/")[0] + f"/v#{int.from_bytes(sealed)}"


def _said(facts: CertificateFacts) -> list[object]:
    voucher = [1, facts.voucher_name] if facts.voucher is Voucher.TRAINER else 0
    day = (facts.issued_on - date(2020, 1, 1)).days
    flags = facts.is_supervised + 2 * facts.is_unassisted
    kind = list(Kind).index(facts.kind)
    code = sha256(facts.code.encode()).digest()[:10]
    return [
        code,
        facts.name,
        facts.course_title[:60],
        day,
        facts.minutes,
        facts.score_percent,
        48213,
        kind,
        voucher,
        flags,
    ]


def _raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
