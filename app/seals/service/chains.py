"""Certificates of paper keys (X.509): a root made by ourselves, and leaves that may sign documents and nothing else."""

from datetime import UTC, date, datetime, time, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ROOT_YEARS, LEAF_YEARS = 30, 20
"""A reader of PDFs calls a paper doubtful when its certificate has run out; which days a key may sign, lists say."""
LONGEST_NAME = 64
"""Letters of a name in a certificate (X.520, ub-common-name)."""
DOCUMENTS = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""id-kp-documentSigning (RFC 9336)."""


def make_root(key: ec.EllipticCurvePrivateKey, organiser: str, starts_on: date) -> str:
    """The root's own certificate, as PEM."""
    name = _name(organiser, "Savodxon: ildiz kaliti")
    builder = _builder(name, name, key.public_key(), starts_on, ROOT_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(is_root=True), critical=True)
    return _signed(builder, key)


def make_leaf(
    key: ec.EllipticCurvePublicKey, root: ec.EllipticCurvePrivateKey, root_pem: str, *, organiser: str, starts_on: date
) -> str:
    """The certificate of a paper key and then the root's, as PEM."""
    issuer = x509.load_pem_x509_certificate(root_pem.encode())
    builder = _builder(_name(organiser, "Savodxon: sertifikatlar"), issuer.subject, key, starts_on, LEAF_YEARS)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(is_root=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([DOCUMENTS]), critical=False)
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()), critical=False
    )
    return _signed(builder, root) + root_pem


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, starts_on: date, years: int
) -> x509.CertificateBuilder:
    begins = datetime.combine(starts_on, time(), UTC) - timedelta(days=1)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(organiser: str, what: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "UZ"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organiser[:LONGEST_NAME]),
            x509.NameAttribute(NameOID.COMMON_NAME, what),
        ]
    )


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )


def _signed(builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey) -> str:
    certificate = builder.sign(key, hashes.SHA256())
    return certificate.public_bytes(serialization.Encoding.PEM).decode()
