"""What a deployment relies on: the image's recipe, the compose file, and the page that tells of settings."""

from __future__ import annotations

import re
import shlex
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from app.settings import Settings
from tests.app.api_client import client

PREFIX = "WENZHANG_"
COUNTED = {
    "_cores": "as many as there are cores",
    "_cores_beside_one": "as many as there are cores; `0` on a single core",
    "_cores_twice": "twice as many as there are cores",
}


@pytest.fixture(scope="module")
def recipe(root: Path) -> list[tuple[str, str]]:
    """The Dockerfile's instructions and what they say, continued lines joined."""
    text = (root / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2].strip()) for line in lines]


@pytest.fixture(scope="module")
def services(root: Path) -> dict[str, Any]:
    """The compose file's services."""
    composed = yaml.safe_load((root / "compose.yaml").read_text(encoding="utf-8"))
    named = {
        volume.partition(":")[0] for service in composed["services"].values() for volume in service.get("volumes", ())
    }
    assert named == set(composed["volumes"])
    services: dict[str, Any] = composed["services"]
    return services


def told(recipe: list[tuple[str, str]], instruction: str) -> list[str]:
    return [said for name, said in recipe if name == instruction]


def test_what_is_copied_into_the_image_is_there(root: Path, recipe: list[tuple[str, str]]) -> None:
    left_out = {
        line.strip("/") for line in (root / ".dockerignore").read_text().splitlines() if not line.startswith("#")
    }
    sources = [source for said in told(recipe, "COPY") for source in said.split()[:-1]]
    assert [source for source in sources if not (root / source).exists()] == []
    assert not left_out & set(sources)
    packages = {pattern.strip("*") for pattern in _project(root)["tool"]["setuptools"]["packages"]["find"]["include"]}
    assert packages <= set(sources)


def test_secrets_and_the_repository_stay_out_of_the_image(root: Path) -> None:
    assert {".git", ".env", "library"} <= set((root / ".dockerignore").read_text().splitlines())


def test_what_the_image_installs_and_runs_exists(root: Path, recipe: list[tuple[str, str]]) -> None:
    runs = " ".join(told(recipe, "RUN"))
    files = re.findall(r"-[rc] (\S+)", runs)
    assert files and all((root / file).is_file() for file in files)
    (command,) = told(recipe, "CMD")
    name, *arguments = yaml.safe_load(command)
    assert name in _project(root)["project"]["scripts"]
    from app.cli import app

    assert arguments[0] in {each.name or each.callback.__name__ for each in app.registered_commands if each.callback}


def test_the_image_runs_as_nobody_in_particular_and_tells_whether_it_lives(recipe: list[tuple[str, str]]) -> None:
    order = [name for name, _ in recipe]
    (user,) = told(recipe, "USER")
    assert user not in ("root", "0") and order.index("USER") < order.index("CMD")
    assert told(recipe, "EXPOSE") == [str(Settings.model_fields["port"].default)]
    (check,) = told(recipe, "HEALTHCHECK")
    program = shlex.split(check.partition("CMD ")[2].replace(",", " ").strip("[]"))
    address = re.search(r"http://127\.0\.0\.1:(\d+)(/\S+?)'", " ".join(program))
    assert address is not None and address[1] == told(recipe, "EXPOSE")[0]
    assert client().get(address[2].removeprefix("/api/v1")).status_code == 200
    compile(yaml.safe_load(check.partition("CMD ")[2])[-1], "healthcheck", "exec")


def test_the_image_s_python_is_one_that_the_project_runs_on(root: Path, recipe: list[tuple[str, str]]) -> None:
    version = re.search(r"python:(\d+\.\d+)", told(recipe, "FROM")[0])
    assert version is not None
    assert _project(root)["project"]["requires-python"] == f">={version[1]}"


def test_services_wait_for_one_another_and_are_watched(services: dict[str, Any]) -> None:
    assert set(services) == {"app", "database", "vectors"}
    waited = services["app"]["depends_on"]
    assert {name: each["condition"] for name, each in waited.items()} == dict.fromkeys(waited, "service_healthy")
    assert all("healthcheck" in services[name] for name in waited)
    assert all(service["restart"] == "unless-stopped" for service in services.values())


def test_only_the_app_is_reached_from_outside_and_from_this_machine_alone(services: dict[str, Any]) -> None:
    assert [name for name, service in services.items() if "ports" in service] == ["app"]
    assert all(port.startswith("127.0.0.1:") for port in services["app"]["ports"])
    app = services["app"]
    assert app["read_only"] and app["cap_drop"] == ["ALL"] and "no-new-privileges:true" in app["security_opt"]


def test_the_app_is_told_where_the_other_services_are(services: dict[str, Any]) -> None:
    given = services["app"]["environment"]
    assert {name.removeprefix(PREFIX).lower() for name in given} <= set(Settings.model_fields)
    database, vectors = given[f"{PREFIX}DATABASE_URL"], given[f"{PREFIX}CHROMA_URL"]
    assert "@database:5432/" in database and database.startswith("postgresql+psycopg://")
    assert vectors == "http://vectors:8000"
    metadata.version("psycopg")


def test_no_password_stands_in_the_compose_file(root: Path) -> None:
    text = (root / "compose.yaml").read_text(encoding="utf-8")
    assert text.count("PASSWORD: ${POSTGRES_PASSWORD:?") == text.count("PASSWORD: ") == 1
    assert re.findall(r"//\w+:(?!\d+$|\$\{POSTGRES_PASSWORD:\?)", text, re.M) == []


def test_the_chroma_server_is_of_the_client_s_version(services: dict[str, Any]) -> None:
    assert services["vectors"]["image"].rpartition(":")[2] == metadata.version("chromadb")


def _shown(name: str) -> str:
    field = Settings.model_fields[name]
    if field.default_factory is not None:
        return COUNTED[getattr(field.default_factory, "__name__", "")]
    value = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if isinstance(value, int | float) or value else "none"


def test_the_page_tells_of_every_setting_with_its_default(root: Path) -> None:
    page = (root / "docs" / "deployment.md").read_text(encoding="utf-8")
    rows = re.findall(rf"^\| `{PREFIX}([A-Z_]+)` \| (.+?) \| (.+) \|$", page, re.M)
    assert len(rows) == len({name for name, _, _ in rows})
    assert {name.lower(): default for name, default, _ in rows} == {
        name: _shown(name) for name in Settings.model_fields
    }


@pytest.mark.parametrize("page", ["docs/deployment.md", "docs/api.md"])
def test_the_pages_name_settings_and_calls_that_exist(root: Path, page: str) -> None:
    text = (root / page).read_text(encoding="utf-8")
    named = {name.lower() for name in re.findall(rf"{PREFIX}([A-Z_]+[A-Z])", text)} - {"debug", "oidc"}
    assert named <= set(Settings.model_fields)
    calls = {path for path, _ in re.findall(r"(?:GET|POST) (/[\w/{}.]+)(\?|`|\s)", text)}
    assert calls <= set(client().get("/openapi.json").json()["paths"])


def test_the_api_s_page_tells_of_every_code_and_limit(root: Path) -> None:
    text = (root / "docs" / "api.md").read_text(encoding="utf-8")
    messages = tomllib.loads((root / "app" / "api" / "messages.toml").read_text(encoding="utf-8"))
    codes = set(re.findall(r"`([a-z_]+)`", text.partition("| status | codes |")[2].partition("X-Request-ID")[0]))
    assert codes == set(messages["en"]) - {"http"}
    for name in ("client_rate", "total_rate", "body_kilobytes", "question_limit"):
        assert f"{Settings.model_fields[name].default:,}" in text


def _project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
