"""Encryption to the holders of backups (age, X25519): the site knows only their public keys and can open nothing."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyrage

from app.infra.backups.manifest import BadBackupError
from app.kernel.files import making

SUFFIX = ".age"
SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how such a key begins, not one


class UnopenedError(BadBackupError):
    """A part is encrypted and nobody has given the key for it."""


def check_recipients(recipients: Sequence[str]) -> None:
    """BadBackupError for one that is no age public key."""
    for one in recipients:
        try:
            pyrage.x25519.Recipient.from_str(one)
        except pyrage.RecipientError:
            raise BadBackupError(f"BACKUP_RECIPIENTS: {one!r} is not an age public key (age1…).") from None


def read_identity(path: Path) -> str:
    """The private key in a file as `age-keygen` writes it. BadBackupError."""
    for line in path.read_text().splitlines():
        if line.startswith(SECRET):
            return line.strip()
    raise BadBackupError(f"{path} holds no age private key ({SECRET}…).")


def copy_private(source: Path, target: Path) -> None:
    """Copy a file so that only its owner reads it."""
    target.touch(mode=0o600)
    shutil.copyfile(source, target)


def seal(source: Path, target: Path, recipients: Sequence[str]) -> Path:
    """Put a file into a backup, encrypted when there are recipients; the answer is where it lies now.

    BadBackupError or OSError when it cannot be written; then nothing lies there.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    keys = [pyrage.x25519.Recipient.from_str(one) for one in recipients]
    lying = target.with_name(target.name + SUFFIX) if keys else target
    with making(lying) as part:
        if keys:
            _encrypt(source, part, keys)
        else:
            shutil.copyfile(source, part)
    return lying


def _encrypt(source: Path, target: Path, keys: list[pyrage.x25519.Recipient]) -> None:
    try:
        pyrage.encrypt_file(str(source), str(target), keys)
    except pyrage.EncryptError as error:
        raise BadBackupError(f"{source.name} could not be encrypted into {target.parent}: {error}.") from None


def unseal(source: Path, target: Path, identity: str | None) -> None:
    """Take a file out of a backup. UnopenedError without the key, BadBackupError with the wrong one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix != SUFFIX:
        copy_private(source, target)
        return
    if identity is None:
        raise UnopenedError(f"{source.name} is encrypted: give the private key with --identity FILE.")
    try:
        pyrage.decrypt_file(str(source), str(target), [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise BadBackupError(f"{source.name} does not open with this private key, or is damaged.") from None


@contextmanager
def opened(source: Path, identity: str | None) -> Iterator[Path]:
    """A file of a backup as plain bytes, for as long as the block lasts."""
    if source.suffix != SUFFIX:
        yield source
        return
    with tempfile.TemporaryDirectory(prefix="backup-") as folder:
        plain = Path(folder, source.stem)
        unseal(source, plain, identity)
        yield plain
