"""Private keys in files: encrypted with SEAL_KEY, for their owner's eyes only, and looked at again at every use.

One rule: a file that is not exactly as it should be signs nothing. Opening one takes a while (the encryption is meant
to be slow), so an opened key is kept in memory for as long as its file stays the very same.
"""

import stat
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.kernel.files import write_whole
from app.seals.rules.payload import kid_of
from app.seals.types.keys import Fault, KeyRecord, KeyUse, Trouble

OTHERS = stat.S_IRWXG | stat.S_IRWXO
PrivateKey = Ed25519PrivateKey | ec.EllipticCurvePrivateKey


class KeyFileError(Exception):
    """The file is not as it should be; `trouble` says what to do."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.says)
        self.trouble = trouble


@dataclass(frozen=True, kw_only=True)
class _Opened:
    seen: tuple[int, ...]
    """Of the file: place, size, moment of its last change."""
    passphrase: str
    key: PrivateKey


_opened: dict[Path, _Opened] = {}


def path_of(folder: Path, use: KeyUse, kid: str) -> Path:
    """Where the private part of a key lies."""
    return folder / f"{use}-{kid}.pem"


def write_key(folder: Path, use: KeyUse, key: PrivateKey, passphrase: str) -> str:
    """Keep a new key; the answer is its name. OSError, and then nothing is there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kid = kid_of(public_bytes(key))
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    write_whole(path_of(folder, use, kid), pem)
    return kid


def open_key(folder: Path, record: KeyRecord, passphrase: str) -> PrivateKey:
    """The private part of a key. KeyFileError."""
    path = path_of(folder, record.use, record.kid)
    seen = _look_at(path)
    known = _opened.get(path)
    if known is not None and known.seen == seen and known.passphrase == passphrase:
        return known.key
    key = _decrypt(path, passphrase)
    if public_bytes(key) != record.public:
        raise _refused(Fault.OTHER_KEY, path, "holds another key than the one that verifiers know")
    _opened[path] = _Opened(seen=seen, passphrase=passphrase, key=key)
    return key


def public_bytes(key: PrivateKey) -> bytes:
    """The public part as it is kept: raw for Ed25519, SubjectPublicKeyInfo for P-256."""
    if isinstance(key, Ed25519PrivateKey):
        return key.public_key().public_bytes_raw()
    return key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def _look_at(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except FileNotFoundError:
        raise _refused(Fault.MISSING, path, "is not there") from None
    except OSError as error:
        raise _refused(Fault.UNREADABLE, path, f"cannot be read ({error.strerror})") from None
    if found.st_mode & OTHERS:
        mode = f"{stat.S_IMODE(found.st_mode):04o}"
        raise KeyFileError(
            Trouble(
                fault=Fault.OPEN_TO_OTHERS,
                says=f"{path} can be read or changed by others on this machine (mode {mode})",
                do=f"Find out who could read it, then: chmod 600 {path}. In doubt, rotate the keys.",
            )
        )
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _decrypt(path: Path, passphrase: str) -> PrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), passphrase.encode())
    except (OSError, ValueError, TypeError):
        raise _refused(Fault.UNREADABLE, path, "cannot be opened: damaged, or SEAL_KEY is another") from None
    if not isinstance(key, Ed25519PrivateKey | ec.EllipticCurvePrivateKey):
        raise _refused(Fault.OTHER_KEY, path, "holds a key of another kind")
    return key


def _refused(fault: Fault, path: Path, says: str) -> KeyFileError:
    do = "Bring it back from a backup (handbook, keys), or make new ones: flask --app wsgi certificates keys rotate"
    return KeyFileError(Trouble(fault=fault, says=f"{path} {says}", do=do))
