"""Settings: the one place that reads the environment. Each field says what it is for and what happens without it."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from app.kernel.locale import LANGUAGES, Tag

ROOT = Path(__file__).resolve().parent
SHORTEST_KEY = 32
LAST_PORT = 65_535


class SettingsError(ValueError):
    """A setting that the site must not start with; the text says which one and what to do."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)


def _folder(text: str) -> Path | None:
    return Path(text).resolve() if text else None


def _switch(name: str, text: str) -> bool:
    if text not in {"on", "off"}:
        raise SettingsError(f"{name} is {text!r}: use on or off.")
    return text == "on"


def _port(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > LAST_PORT:
        raise SettingsError(f"{name} is {text!r}: use a number of a port.")
    return int(text)


def share_metrics(folder: Path) -> None:
    """Tell the library that counts where all processes keep their counts; it looks nowhere but in the environment."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _kept_secret(folder: Path, name: str, size: int) -> str:
    """A random text made once and kept in a file that only its owner reads; whoever links it first has made it."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(size))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(temporary, path)
        Path(temporary).unlink()
    return path.read_text().strip()


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one installation decides for itself."""

    data_dir: Path
    """DATA_DIR: database, releases, certificates and keys live here. Default: `var` beside this file."""
    public_url: str
    """PUBLIC_URL: the address printed in links and QR codes, without a slash at the end."""
    database_url: str
    """DATABASE_URL: SQLAlchemy address; default is SQLite in DATA_DIR."""
    secret_key: str = field(repr=False)
    """SECRET_KEY: at least 32 characters; made once into DATA_DIR when not given."""
    audit_key: str = field(repr=False)
    """AUDIT_KEY: seals the audit log; made once into DATA_DIR/keys when not given. Never change it."""
    node_id: str
    """NODE_ID: names this installation in every fact it writes; made once into DATA_DIR when not given."""
    trusted_hosts: tuple[str, ...]
    """TRUSTED_HOSTS: host names that the site answers to, besides the one of PUBLIC_URL and this machine."""
    languages: tuple[Tag, ...]
    """LANGUAGES: tags offered to readers, the default first."""
    help_phone: str = ""
    """HELP_PHONE: the installation's own help number, shown on every page."""
    help_telegram: str = ""
    """HELP_TELEGRAM: the installation's Telegram name without @, shown on every page."""
    organiser: str = "Savodxon"
    """ORGANISER: who gives the courses; printed on certificates."""
    worker: str = "thread"
    """WORKER: `thread` runs jobs inside the web process; `none` leaves them to `flask --app wsgi jobs work`."""
    backup_dir: Path | None = None
    """BACKUP_DIR: where backups are kept; default is `backups` in DATA_DIR. Better a second disk."""
    backup_keys_dir: Path | None = None
    """BACKUP_KEYS_DIR: where the keys of each backup go; default is beside the rest of it."""
    backup_recipients: tuple[str, ...] = ()
    """BACKUP_RECIPIENTS: one or two age public keys (`age1…`) that backups are encrypted to; without it, none."""
    backs_up_daily: bool = True
    """BACKUP_DAILY: `on` makes a backup every night, `off` leaves it to the operator."""
    operator_email: str = ""
    """OPERATOR_EMAIL: gets the daily report, if the site can send e-mail."""
    metrics_port: int = 0
    """METRICS_PORT: the port on which `metrics serve` tells numbers to a monitor; without it nothing is counted."""
    is_node_set: bool = False
    """Whether NODE_ID was given: then a restore cannot choose a new one by itself."""
    content_root: Path = ROOT
    """CONTENT_ROOT: the folder that holds `courses/`, `quizzes/` and `certificates/`."""
    is_testing: bool = False
    """Set by tests only: jobs wait until a test runs them."""

    def __post_init__(self) -> None:
        if len(self.secret_key) < SHORTEST_KEY:
            raise SettingsError("SECRET_KEY is shorter than 32 characters: leave it out, or set a long random text.")
        if urlsplit(self.public_url).scheme not in {"http", "https"} or not urlsplit(self.public_url).hostname:
            raise SettingsError(f"PUBLIC_URL is not a web address: {self.public_url!r}. Example: https://savodxon.uz")
        unknown = [tag for tag in self.languages if tag not in LANGUAGES]
        if unknown or not self.languages:
            raise SettingsError(f"LANGUAGES names no known language: {unknown}. Known: {', '.join(LANGUAGES)}")
        if self.worker not in {"thread", "none"}:
            raise SettingsError(f"WORKER is {self.worker!r}: use thread or none.")

    @property
    def backups(self) -> Path:
        """Where backups are kept."""
        return self.backup_dir or self.data_dir / "backups"

    @property
    def is_https(self) -> bool:
        """Whether readers reach the site over HTTPS: then cookies are Secure and carry the __Host- name."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name that a request may carry."""
        own = urlsplit(self.public_url).hostname or ""
        return tuple(dict.fromkeys((own, *self.trusted_hosts, "127.0.0.1", "localhost")))

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """The settings of this process. Raises SettingsError with what to mend."""
        env = os.environ if env is None else env
        data_dir = Path(env.get("DATA_DIR") or ROOT / "var").resolve()
        port = env.get("PORT") or "8000"
        return cls(
            data_dir=data_dir,
            public_url=(env.get("PUBLIC_URL") or f"http://127.0.0.1:{port}").rstrip("/"),
            database_url=env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'savodxon.db'}",
            secret_key=env.get("SECRET_KEY") or _kept_secret(data_dir, "secret-key", 32),
            audit_key=env.get("AUDIT_KEY") or _kept_secret(data_dir / "keys", "audit-key", 32),
            node_id=env.get("NODE_ID") or _kept_secret(data_dir, "node-id", 6),
            trusted_hosts=_words(env.get("TRUSTED_HOSTS", "")),
            languages=tuple(Tag(tag) for tag in _words(env.get("LANGUAGES", "uz uz-Cyrl ru"))),
            help_phone=env.get("HELP_PHONE", ""),
            help_telegram=env.get("HELP_TELEGRAM", "").lstrip("@"),
            organiser=env.get("ORGANISER") or "Savodxon",
            worker=env.get("WORKER") or "thread",
            backup_dir=_folder(env.get("BACKUP_DIR", "")),
            backup_keys_dir=_folder(env.get("BACKUP_KEYS_DIR", "")),
            backup_recipients=_words(env.get("BACKUP_RECIPIENTS", "")),
            backs_up_daily=_switch("BACKUP_DAILY", env.get("BACKUP_DAILY") or "on"),
            operator_email=env.get("OPERATOR_EMAIL", ""),
            metrics_port=_port("METRICS_PORT", env.get("METRICS_PORT") or "0"),
            is_node_set=bool(env.get("NODE_ID")),
            content_root=Path(env.get("CONTENT_ROOT") or ROOT).resolve(),
        )
