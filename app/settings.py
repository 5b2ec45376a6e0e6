"""The program's settings: named defaults, each overridden by an environment variable WENZHANG_…"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.answering.intake import LONGEST_QUESTION
from app.errors import BadSetting


def _cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cores_beside_one() -> int:
    """As many processes as there are cores; none where there is but one, for this process does as well then."""
    return cores if (cores := _cores()) > 1 else 0


def _cores_twice() -> int:
    """Twice as many threads as there are cores: one that waits for a process takes none, and no process waits for a thread."""
    return 2 * _cores()


def _listed(value: object) -> object:
    """A list as a variable holds it: parted by commas or spaces, in small letters."""
    return frozenset(value.lower().replace(",", " ").split()) if isinstance(value, str) else value


def _named_folders(value: object) -> object:
    """Libraries as a variable holds them: name=folder, parted by commas."""
    if not isinstance(value, str):
        return value
    pairs = [part.partition("=") for part in value.split(",") if part.strip()]
    if any(not name.strip() or not folder.strip() for name, _, folder in pairs):
        raise ValueError("write each library as name=folder, parted by commas")
    return {name.strip(): Path(folder.strip()) for name, _, folder in pairs}


Folders = Annotated[dict[str, Path], NoDecode, BeforeValidator(_named_folders)]


def _origins(value: frozenset[str]) -> frozenset[str]:
    """Origins as browsers send them; anything else would open more, or nothing."""
    for origin in value:
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"{origin!r} is no origin: write each as https://example.org, without a path")
    return value


Names = Annotated[frozenset[str], NoDecode, BeforeValidator(_listed)]
Sites = Annotated[frozenset[str], NoDecode, BeforeValidator(_listed), AfterValidator(_origins)]
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?")


class Settings(BaseSettings):
    """Where the library is and how it is searched, where the chat listens, how long a question may be.

    `libraries` (name=folder, parted by commas) are further ones, which a widget or a link may name; each keeps its own files.
    `vectors` false searches by words alone: quicker to fill, a little less likely to find the right sentence.
    `review` false keeps nothing of what is asked in the chat: no thumbs, no list of what found nothing.
    `statistics` false counts nothing: how many questions of which kind there were, a day; no question's words are counted.
    `workers` is how many files are read at once: as many as there are cores.
    `address` is the one that visitors know the app by (https://…): sign-in leads back to it. Where `oidc_issuer` is set, staff
    signs in there; `staff_domains`, `staff_people` and `admin_people` say who has which role, for `session_hours` at a time.
    Where it is not, staff pages are open to who sits at the server's own machine, unless `local_staff` is false.
    `upload_megabytes`, `upload_files`: the largest file that staff may add, and how many at once;
    `upload_seconds` is how long one may take to be read.
    `persons` true shows the public names and telephone numbers of natural persons as filings print them.
    `sites` are the origins (https://…) whose pages may show the embedded chat and call the API. `api_keys` are name=hash each, as
    `wenzhang key` prints them. `client_rate` and `total_rate` are calls of the API a minute; `trusted_proxies` are the networks
    whose X-Forwarded-For is believed. `body_kilobytes` is how large a request's body may be; `answer_processes` is how many
    processes answer questions beside the server's own, which answers itself where there are none; `answer_threads` calls are
    worked on at once and `answer_queue` wait. `log_requests` writes a line of JSON a call, `log_questions` puts what was asked in it.
    `database_url` (an SQLAlchemy URL) and `chroma_url` (http://host:port) replace the files in the library's folder.
    """

    # A variable that is set to nothing, as compose files leave them, is one that is not set.
    model_config = SettingsConfigDict(env_prefix="WENZHANG_", env_ignore_empty=True, frozen=True)

    library: Path = Path("library")
    libraries: Folders = {}
    database_url: str = ""
    chroma_url: str = ""
    vectors: bool = True
    review: bool = True
    statistics: bool = True
    workers: Annotated[int, Field(ge=1)] = Field(default_factory=_cores)
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8501
    address: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_cookie_secret: SecretStr = SecretStr("")
    staff_domains: Names = frozenset()
    staff_people: Names = frozenset()
    admin_people: Names = frozenset()
    session_hours: Annotated[float, Field(gt=0)] = 12
    local_staff: bool = True
    upload_megabytes: Annotated[int, Field(ge=1)] = 50
    upload_seconds: Annotated[int, Field(ge=1)] = 300
    upload_files: Annotated[int, Field(ge=1)] = 20
    persons: bool = False
    sites: Sites = frozenset()
    api_keys: Names = frozenset()
    client_rate: Annotated[int, Field(ge=1)] = 120
    total_rate: Annotated[int, Field(ge=1)] = 1500
    trusted_proxies: Names = frozenset()
    body_kilobytes: Annotated[int, Field(ge=1)] = 64
    answer_processes: Annotated[int, Field(ge=0)] = Field(default_factory=_cores_beside_one)
    answer_threads: Annotated[int, Field(ge=1)] = Field(default_factory=_cores_twice)
    answer_queue: Annotated[int, Field(ge=1)] = 200
    log_requests: bool = True
    log_questions: bool = False
    question_limit: Annotated[int, Field(ge=1)] = LONGEST_QUESTION

    @property
    def signs_in(self) -> bool:
        """Whether staff signs in, at a provider of OpenID Connect."""
        return bool(self.oidc_issuer)


def load_settings(**typed: object) -> Settings:
    """The settings of this run; what was `typed` goes first and holds for the whole process.

    Raises BadSetting naming the variable that makes no sense.
    """
    # Pages, API and whatever they start read their settings for themselves: they are to see the same.
    os.environ.update({_variable(name): str(value) for name, value in typed.items() if value is not None})
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = _variable("_".join(str(part) for part in first["loc"]))
        raise BadSetting(name, f"{first['input']!r}: {first['msg'].lower()}") from None


def _variable(name: str) -> str:
    return f"WENZHANG_{name.upper()}"
