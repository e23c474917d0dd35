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


class SettingsError(ValueError):
    """A setting that the site must not start with; the text says which one and what to do."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)


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
    """SECRET_KEY: at least 32 characters; made once into DATA_DIR when not given. Printed codes hang on it."""
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
            content_root=Path(env.get("CONTENT_ROOT") or ROOT).resolve(),
        )
