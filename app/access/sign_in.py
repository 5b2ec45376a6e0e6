"""Sign-in by OpenID Connect: from the settings to what Streamlit wants to know of the provider."""

from __future__ import annotations

from typing import Any, Final

from app.errors import BadSetting
from app.settings import Settings

SHORTEST_SECRET: Final = 32
"""So many characters the secret that signs the sessions must have."""
_CALLBACK: Final = "/oauth2callback"
_METADATA: Final = "/.well-known/openid-configuration"


def settings_to_secrets(settings: Settings) -> dict[str, Any]:
    """The secrets that Streamlit signs people in with; none where no provider is set; raises BadSetting."""
    if not settings.signs_in:
        return {}
    _check(settings)
    address = settings.address or f"http://localhost:{settings.port}"
    auth = {
        "redirect_uri": address.rstrip("/") + _CALLBACK,
        "cookie_secret": settings.oidc_cookie_secret.get_secret_value(),
        "client_id": settings.oidc_client_id,
        "client_secret": settings.oidc_client_secret.get_secret_value(),
        "server_metadata_url": settings.oidc_issuer.rstrip("/") + _METADATA,
    }
    return {"auth": auth}


def _check(settings: Settings) -> None:
    needed = {
        "WENZHANG_OIDC_CLIENT_ID": settings.oidc_client_id,
        "WENZHANG_OIDC_CLIENT_SECRET": settings.oidc_client_secret.get_secret_value(),
        "WENZHANG_OIDC_COOKIE_SECRET": settings.oidc_cookie_secret.get_secret_value(),
    }
    for name, value in needed.items():
        if not value:
            raise BadSetting(name, "sign-in needs it beside WENZHANG_OIDC_ISSUER, and it is not set")
    if len(needed["WENZHANG_OIDC_COOKIE_SECRET"]) < SHORTEST_SECRET:
        raise BadSetting("WENZHANG_OIDC_COOKIE_SECRET", f"it must have at least {SHORTEST_SECRET} characters")
    for name, url in (("WENZHANG_OIDC_ISSUER", settings.oidc_issuer), ("WENZHANG_ADDRESS", settings.address)):
        if url and not url.startswith(("https://", "http://")):
            raise BadSetting(name, f"{url!r}: it must be a whole address that begins with https:// or http://")
