"""Who gets which role: the matrix of addresses, sessions, hosts and headers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from app.access.roles import Role, is_loopback, visitor
from app.access.sign_in import settings_to_secrets
from app.errors import BadSetting
from app.settings import Settings, load_settings

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
HOURS = 3600
HERE = {"host": "localhost:8501", "origin": "http://localhost:8501"}
SIGNED = Settings(
    oidc_issuer="https://id.example.org",
    oidc_client_id="wenzhang",
    oidc_client_secret="s",  # type: ignore[arg-type]
    oidc_cookie_secret="c" * 32,  # type: ignore[arg-type]
    address="https://ask.example.org/",
    staff_domains="caizheng.example.org",  # type: ignore[arg-type]
    staff_people="Li@Example.org, wang@example.org",  # type: ignore[arg-type]
    admin_people="chief@caizheng.example.org",  # type: ignore[arg-type]
)


def claims(address: Any, **more: Any) -> dict[str, Any]:
    return {"is_logged_in": True, "email": address, "iat": NOW.timestamp() - HOURS, **more}


@pytest.mark.parametrize(
    ("address", "role"),
    [
        ("li@example.org", Role.STAFF),
        ("WANG@example.org", Role.STAFF),
        ("anyone@caizheng.example.org", Role.STAFF),
        ("chief@caizheng.example.org", Role.ADMIN),
        ("zhao@example.org", Role.PUBLIC),
        ("anyone@caizheng.example.org.evil.org", Role.PUBLIC),
        ("anyone@sub.caizheng.example.org", Role.PUBLIC),
        ("evil@x.org@caizheng.example.org", Role.PUBLIC),
        ("@caizheng.example.org", Role.PUBLIC),
        ("caizheng.example.org", Role.PUBLIC),
        (None, Role.PUBLIC),
        (["li@example.org"], Role.PUBLIC),
    ],
)
def test_the_address_gives_the_role(address: Any, role: Role) -> None:
    assert visitor(claims(address), HERE, SIGNED, NOW).role is role


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_logged_in": False},
        {"email_verified": False},
        {"email_verified": "false"},
        {"iat": NOW.timestamp() - 13 * HOURS},
        {"iat": NOW.timestamp() + HOURS},
        {"iat": None},
        {"iat": True},
        {"iat": "1"},
    ],
)
def test_a_session_that_is_over_or_not_vouched_for_has_no_role(wrong: dict[str, Any]) -> None:
    assert visitor(claims("li@example.org") | wrong, HERE, SIGNED, NOW).role is Role.PUBLIC
    assert visitor(claims("li@example.org", email_verified=True), HERE, SIGNED, NOW).role is Role.STAFF


def test_with_sign_in_set_sitting_at_the_machine_opens_nothing() -> None:
    assert visitor({}, HERE, SIGNED, NOW).role is Role.PUBLIC


def test_without_sign_in_what_claims_to_be_signed_in_counts_for_nothing() -> None:
    away = {"host": "ask.example.org", "origin": "https://ask.example.org"}
    open_to_all = Settings(staff_people="li@example.org")  # type: ignore[arg-type]
    assert visitor(claims("li@example.org"), away, open_to_all, NOW).role is Role.PUBLIC


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1", "[::1]:8501"])
def test_at_the_machine_itself_staff_pages_are_open(host: str) -> None:
    found = visitor({}, {"Host": host, "Origin": f"http://{host}"}, Settings(), NOW)
    assert found.role is Role.ADMIN and found.local


@pytest.mark.parametrize(
    ("headers", "settings"),
    [
        ({}, {}),
        ({"host": "ask.example.org"}, {}),
        ({"host": "localhost.example.org"}, {}),
        ({"host": "localhost@example.org"}, {}),
        ({"host": "192.168.1.9:8501"}, {}),
        ({"host": "[::1"}, {}),
        ({**HERE, "X-Forwarded-For": "203.0.113.9"}, {}),
        ({**HERE, "x-forwarded-proto": "https"}, {}),
        ({**HERE, "Forwarded": "for=203.0.113.9"}, {}),
        ({**HERE, "X-Real-IP": "203.0.113.9"}, {}),
        ({**HERE, "Via": "1.1 proxy"}, {}),
        ({**HERE, "origin": "https://ask.example.org"}, {}),
        ({**HERE, "origin": "null"}, {}),
        (HERE, {"host": "0.0.0.0"}),
        (HERE, {"host": "::"}),
        (HERE, {"host": ""}),
        (HERE, {"host": "192.168.1.9"}),
        (HERE, {"local_staff": False}),
    ],
)
def test_through_a_proxy_or_from_elsewhere_only_the_public_side_is_there(
    headers: dict[str, str], settings: dict[str, Any]
) -> None:
    assert visitor({}, headers, Settings(**settings), NOW).role is Role.PUBLIC


def test_addresses_that_no_other_machine_reaches() -> None:
    assert is_loopback("127.0.0.5") and is_loopback("::1") and is_loopback("localhost")
    assert not is_loopback("") and not is_loopback("10.0.0.1") and not is_loopback("example.org")


def test_the_settings_become_what_streamlit_signs_in_with(monkeypatch: pytest.MonkeyPatch) -> None:
    auth = settings_to_secrets(SIGNED)["auth"]
    assert auth["redirect_uri"] == "https://ask.example.org/oauth2callback"
    assert auth["server_metadata_url"] == "https://id.example.org/.well-known/openid-configuration"
    assert settings_to_secrets(Settings()) == {}
    monkeypatch.setenv("WENZHANG_STAFF_PEOPLE", "Li@Example.org, wang@example.org")
    assert load_settings().staff_people == {"li@example.org", "wang@example.org"}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"oidc_client_id": ""}, "WENZHANG_OIDC_CLIENT_ID"),
        ({"oidc_client_secret": ""}, "WENZHANG_OIDC_CLIENT_SECRET"),
        ({"oidc_cookie_secret": ""}, "WENZHANG_OIDC_COOKIE_SECRET"),
        ({"oidc_cookie_secret": "short"}, "WENZHANG_OIDC_COOKIE_SECRET"),
        ({"oidc_issuer": "id.example.org"}, "WENZHANG_OIDC_ISSUER"),
        ({"address": "ask.example.org"}, "WENZHANG_ADDRESS"),
    ],
)
def test_half_a_sign_in_is_refused_by_the_name_of_what_lacks(change: dict[str, Any], name: str) -> None:
    with pytest.raises(BadSetting, match=name):
        settings_to_secrets(Settings(**(SIGNED.model_dump() | change)))


def test_secrets_are_not_printed() -> None:
    assert "cccc" not in repr(SIGNED)
