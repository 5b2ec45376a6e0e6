"""Whatever a generator makes of the API's own description, nothing breaks."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from starlette.applications import Starlette
from starlette.routing import Mount

from app.api.api import PREFIX, make_api
from app.settings import Settings
from tests.app.api_client import HASH, STAFF
from tests.app.fake_desk import FakeDesk

_DESK = FakeDesk()
_MANY = 10**9
_SETTINGS = Settings(api_keys=frozenset({f"press={HASH}"}), client_rate=_MANY, total_rate=_MANY, log_requests=False)
_APP = Starlette(routes=[Mount(PREFIX, make_api(_SETTINGS, lambda: _DESK))])
schema = schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", _APP)


@schema.parametrize()
@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_call_breaks_the_api(case: schemathesis.Case) -> None:
    answer = case.call(headers=STAFF)
    case.validate_response(answer, checks=[not_a_server_error])
