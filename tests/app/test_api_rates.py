"""Rate limits: a client's, everybody's, and who a client is behind proxies."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from app.api.api import make_api
from app.api.clients import client_of, parse_networks
from app.errors import BadSetting
from app.settings import Settings
from tests.app.api_client import client
from tests.app.fake_desk import WHY, FakeDesk


def scope(peer: str, *forwarded: str) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return {"type": "http", "client": (peer, 1), "headers": headers}


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "who"),
    [
        ("203.0.113.5", (), (), "203.0.113.5"),
        ("203.0.113.5", ("1.2.3.4",), (), "203.0.113.5"),
        ("10.0.0.1", ("1.2.3.4",), ("10.0.0.0/8",), "1.2.3.4"),
        ("10.0.0.1", ("6.6.6.6, 1.2.3.4",), ("10.0.0.0/8",), "1.2.3.4"),
        ("10.0.0.1", ("6.6.6.6", "1.2.3.4, 10.0.0.9"), ("10.0.0.0/8",), "1.2.3.4"),
        ("10.0.0.1", (), ("10.0.0.0/8",), "10.0.0.1"),
        ("10.0.0.1", ("nonsense",), ("10.0.0.0/8",), "unknown"),
        ("2001:db8::1", (), (), "2001:db8::/64"),
        ("2001:db8::ffff:2", (), (), "2001:db8::/64"),
        ("::ffff:1.2.3.4", (), (), "1.2.3.4"),
    ],
)
def test_a_client_is_the_nearest_address_that_is_no_trusted_proxy(
    peer: str, forwarded: tuple[str, ...], trusted: tuple[str, ...], who: str
) -> None:
    assert client_of(scope(peer, *forwarded), parse_networks(trusted)) == who


def test_a_proxy_that_is_no_address_is_said() -> None:
    with pytest.raises(BadSetting, match="WENZHANG_TRUSTED_PROXIES"):
        parse_networks(["proxy.local"])


def test_who_asks_too_often_is_told_how_long_to_wait() -> None:
    caller = client(client_rate=3)
    assert [caller.get("/filings").status_code for _ in range(3)] == [200] * 3
    refused = caller.get("/filings", headers={"Accept-Language": "en"})
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["retry-after"] in refused.json()["error"]["message"]
    assert caller.get("/healthz").status_code == 200
    assert caller.get("/filings/healthz").status_code == 429


def test_a_made_up_address_is_no_way_round() -> None:
    caller = client(client_rate=2)
    seen = [caller.get("/filings", headers={"X-Forwarded-For": f"1.2.3.{at}"}).status_code for at in range(4)]
    assert seen == [200, 200, 429, 429]


def test_limits_hold_when_hundreds_call_at_once() -> None:
    desk = FakeDesk()
    trusting = {"trusted_proxies": "10.0.0.0/8", "log_requests": False, "client_rate": 30, "total_rate": 50}
    api = make_api(Settings(**trusting), lambda: desk)  # type: ignore[arg-type]

    async def storm() -> list[tuple[str, int]]:
        transport = httpx.ASGITransport(app=api, client=("10.0.0.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://wenzhang.example") as caller:

            async def call(at: int) -> tuple[str, int]:
                who = f"1.2.3.{at % 2}"
                answer = await caller.get("/ask", params={"q": WHY}, headers={"X-Forwarded-For": who})
                return who, answer.status_code

            return await asyncio.gather(*(call(at) for at in range(200)))

    told = asyncio.run(storm())
    answered = [who for who, status in told if status == 200]
    assert {status for _, status in told} == {200, 429}
    assert len(answered) == 50 == len(desk.asked)
    assert max(answered.count(who) for who in set(answered)) <= 30


def test_too_many_that_wait_are_told_to_come_back() -> None:
    desk = FakeDesk(wait=0.05)
    settings = Settings(answer_threads=1, answer_queue=2, log_requests=False)
    api = make_api(settings, lambda: desk)

    async def crowd() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=api)
        async with httpx.AsyncClient(transport=transport, base_url="http://wenzhang.example") as caller:
            return await asyncio.gather(*(caller.get("/ask", params={"q": WHY}) for _ in range(8)))

    answers = asyncio.run(crowd())
    assert sorted(answer.status_code for answer in answers) == [200] * 3 + [503] * 5
    busy = next(answer for answer in answers if answer.status_code == 503)
    assert busy.json()["error"]["code"] == "busy" and int(busy.headers["retry-after"]) > 0
