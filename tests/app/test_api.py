"""The API as a caller meets it: answers, filings, tables, pages, errors, keys and counts."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.errors import BadSetting
from app.wire import answer_to_dict
from tests.app import fake_desk
from tests.app.api_client import STAFF, client
from tests.app.fake_desk import ASK_BACK, EVIL, FILE, UNKNOWN, WHY, FakeDesk
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "filings" / "wanli-subdistrict-2025.pdf"


def error(answer: Any) -> dict[str, str]:
    """The error of an answer, which holds nothing else."""
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    told: dict[str, str] = answer.json()["error"]
    assert set(told) == {"code", "message", "request_id"}
    assert told["request_id"] == answer.headers["x-request-id"]
    return told


def test_an_answer_is_the_contract_s_with_what_was_asked_beside_it() -> None:
    answer = client().post("/ask", json={"question": WHY}).json()
    whole = json.loads(json.dumps(answer_to_dict(FakeDesk().ask(WHY))))
    assert answer == whole | {"asked": WHY, "plan": {}, "timings_ms": {}}
    assert answer["figures"][0]["value"] == "-60.00"


def test_post_and_get_give_the_same_answer() -> None:
    caller = client()
    assert caller.get("/ask", params={"q": ASK_BACK}).json() == caller.post("/ask", json={"question": ASK_BACK}).json()


def test_filings_are_named_by_id_or_file_and_history_goes_along() -> None:
    desk = FakeDesk()
    caller = client(desk)
    asked = {"question": WHY, "filings": ["fake0", FILE], "history": ["项目支出是多少？", "那去年呢？"]}
    assert caller.post("/ask", json=asked).status_code == 200
    assert desk.asked == [(WHY, (FILE,), 2)]
    address = {"q": WHY, "filing": [FILE], "history": ["项目支出是多少？"]}
    assert caller.get("/ask", params=address).status_code == 200
    assert desk.asked[-1] == (WHY, (FILE,), 1)


def test_a_stream_gives_the_figures_first_then_the_text_then_the_whole_answer() -> None:
    answer = client().post("/ask", json={"question": WHY}, headers={"Accept": "text/event-stream"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = [event.split("\n", 1) for event in answer.text.strip().split("\n\n")]
    names = [name.removeprefix("event: ") for name, _ in events]
    data = [json.loads(line.removeprefix("data: ")) for _, line in events]
    assert (names[0], names[-1], set(names[1:-1])) == ("figures", "answer", {"text"})
    assert {figure["role"] for figure in data[0]["figures"]} == {"result"}
    texts = [each["text"] for each in data[1:-1]]
    assert len(texts) > 5 and all(later.startswith(earlier) for earlier, later in zip(texts, texts[1:], strict=False))
    assert texts[-1] == data[-1]["text"]
    assert data[-1] == client().post("/ask", json={"question": WHY}).json()


def test_how_it_was_understood_is_for_staff_alone() -> None:
    class Telling(FakeDesk):
        def ask(self, *arguments: Any, **named: Any) -> Any:
            from dataclasses import replace

            return replace(super().ask(*arguments, **named), plan={"asked": "明白了"}, timings_ms={"total": 1.0})

    caller = client(Telling())
    public = caller.get("/ask", params={"q": WHY}).json()
    assert (public["asked"], public["plan"], public["timings_ms"]) == ("明白了", {}, {})
    staff = caller.get("/ask", params={"q": WHY}, headers=STAFF).json()
    assert (staff["plan"], staff["timings_ms"]) == ({"asked": "明白了"}, {"total": 1.0})


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "key_needed"),
        ({"Authorization": "Bearer "}, "key_wrong"),
        ({"Authorization": "Bearer wz_made-up"}, "key_wrong"),
        ({"Authorization": STAFF["Authorization"] + "x"}, "key_wrong"),
        ({"Authorization": "Basic cHJlc3M6cHJlc3M="}, "key_needed"),
    ],
)
@pytest.mark.parametrize("path", ["/checks", "/metrics"])
def test_staff_calls_need_a_right_key(path: str, headers: dict[str, str], code: str) -> None:
    answer = client().get(path, headers=headers)
    assert answer.status_code == 401
    assert error(answer)["code"] == code


def test_the_hash_of_a_key_is_no_key() -> None:
    from tests.app.api_client import HASH

    assert client().get("/checks", headers={"Authorization": f"Bearer {HASH}"}).status_code == 401


def test_checks_tell_what_is_broken_in_the_language_asked_for() -> None:
    caller = client()
    every = caller.get(
        "/checks", params={"status": ["holds", "broken", "explained", "unchecked"]}, headers=STAFF
    ).json()
    some = caller.get("/checks", params={"filing": FILE, "lang": "en"}, headers=STAFF).json()
    assert len(every["checks"]) > len(some["checks"])
    assert {check["status"] for check in some["checks"]} <= {"broken"}


def test_filings_and_their_tables() -> None:
    caller = client()
    listed = caller.get("/filings").json()["filings"]
    assert [entry["file"] for entry in listed] == [filing.file for filing in fake_desk.SHELF]
    detail = caller.get(f"/filings/{listed[0]['id']}").json()
    assert detail == caller.get(f"/filings/{listed[0]['file']}").json()
    table = caller.get(f"/filings/fake0/tables/{detail['tables'][0]['id']}").json()
    assert table["columns"] == list(fake_desk.FILING.tables[0].columns)
    assert len(table["rows"]) == detail["tables"][0]["rows"]


def test_a_page_is_a_picture_with_the_box_framed() -> None:
    from dataclasses import replace

    filing = replace(fake_desk.FILING, file="a.pdf", pages=2)
    caller = client(FakeDesk(filings=(filing,), files={"a.pdf": SAMPLE}))
    plain = caller.get("/filings/fake0/pages/1.png")
    framed = caller.get("/filings/fake0/pages/1.png", params={"box": "100,100,300,200"})
    assert plain.headers["content-type"] == framed.headers["content-type"] == "image/png"
    one, other = (Image.open(io.BytesIO(answer.content)).convert("RGB") for answer in (plain, framed))
    assert one.size == other.size and one.tobytes() != other.tobytes()
    for page, status in (("3", 404), ("0", 422), ("-1", 422), ("x", 422), ("1e9", 422)):
        assert caller.get(f"/filings/fake0/pages/{page}.png").status_code == status
    for box in ("1,2,3", "a,b,c,d", "3,3,1,1", "nan,0,1,1", "0,0,inf,1", "0,0,1e300,1"):
        assert error(caller.get("/filings/fake0/pages/1.png", params={"box": box}))["code"] == "bad_box"
    assert caller.get("/filings/fake0/pages/1.png", params={"box": ["1,1,2,2"] * 21}).status_code == 422


def test_a_text_has_no_pictures_and_says_so() -> None:
    assert error(client().get("/filings/fake0/pages/1.png"))["code"] in ("no_pages", "no_original")


TRICKS = (
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e", "....//", "/etc/passwd", "C:\\\\boot.ini", "a\0b",
    "file:///etc/passwd", "%00", "~root", "con", "x" * 290, "<script>", "{filing}", "%s%n", "\u202e",
)  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS)
def test_names_are_looked_up_and_never_made_into_paths(trick: str) -> None:
    from urllib.parse import quote

    caller = client()
    for name in (quote(trick, safe=""), quote(trick, safe="/%")):
        for path in (
            f"/filings/{name}",
            f"/filings/{name}/tables/t1",
            f"/filings/{name}/pages/1.png",
            f"/filings/fake0/tables/{name}",
        ):
            answer = caller.get(path)
            assert answer.status_code in (404, 422), path
            assert "root:" not in answer.text
    assert error(caller.post("/ask", json={"question": WHY, "filings": [trick]}))["code"] == "unknown_filing"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"question": ""}, "empty_question"),
        ({"question": "  ？！ "}, "empty_question"),
        ({"question": "项目" * 251}, "question_too_long"),
        ({"question": "项目\u0007支出"}, "question_unreadable"),
        ({"question": WHY, "filings": ["没有.pdf"]}, "unknown_filing"),
        ({"question": WHY, "history": ["问"] * 21}, "bad_request"),
        ({"question": WHY, "libary": "x"}, "bad_request"),
        ({"question": 5}, "bad_request"),
        ({}, "bad_request"),
        ([], "bad_request"),
    ],
)
def test_what_is_wrong_with_a_question_is_said_in_both_languages(body: Any, code: str) -> None:
    caller = client()
    said = {
        language: error(caller.post("/ask", json=body, headers={"Accept-Language": language}))
        for language in ("zh", "en")
    }
    assert {told["code"] for told in said.values()} == {code}
    assert said["zh"]["message"] != said["en"]["message"]


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "zh"), ("en", "en"), ("en-GB,en;q=0.9,zh;q=0.8", "en"), ("zh-CN,en;q=0.9", "zh"), ("fr,en;q=0.3", "en"),
     ("en;q=0,zh;q=0.1", "zh"), ("en;q=x", "zh"), ("*", "zh"), (";;,=,", "zh")],
)  # fmt: skip
def test_errors_speak_the_language_that_the_caller_likes_best(accepted: str, language: str) -> None:
    answer = client().get("/nothing", headers={"Accept-Language": accepted})
    assert answer.headers["content-language"] == language


def test_a_body_over_the_limit_is_not_read_whether_it_says_so_or_not() -> None:
    caller = client(body_kilobytes=1)
    assert error(caller.post("/ask", content=b"x" * 1025))["code"] == "body_too_large"
    pieces = iter([b'{"question": "', b"x" * 600, b"x" * 600, b'"}'])
    untold = caller.post("/ask", content=pieces, headers={"Content-Type": "application/json"})
    assert (untold.status_code, error(untold)["code"]) == (413, "body_too_large")


def test_a_defect_is_one_sentence_with_the_request_s_id() -> None:
    answer = client().post("/ask", json={"question": "坏"}, headers={"Accept-Language": "en"})
    assert answer.status_code == 500
    told = error(answer)
    assert told["code"] == "defect" and told["request_id"] in told["message"]
    assert "fake breaks" not in answer.text


def test_a_library_that_cannot_be_opened_is_said() -> None:
    def broken() -> FakeDesk:
        raise RuntimeError("locked")

    from fastapi.testclient import TestClient

    from app.api.api import make_api
    from app.settings import Settings

    caller = TestClient(make_api(Settings(log_requests=False), broken), base_url="http://wenzhang.example")
    for path in ("/ask?q=x1", "/filings", "/readyz"):
        answer = caller.get(path)
        assert (answer.status_code, error(answer)["code"]) == (503, "library_failed")
    assert caller.get("/healthz").status_code == 200


def test_ready_when_what_questions_wait_for_is_made() -> None:
    desk = FakeDesk(ready=False)
    caller = client(desk)
    assert caller.get("/readyz").status_code == 503
    desk.ready = True
    assert caller.get("/readyz").json() == {"status": "ready"}


def test_counts_hold_nothing_that_a_caller_wrote() -> None:
    caller = client()
    caller.get("/ask", params={"q": WHY})
    caller.get("/ask", params={"q": UNKNOWN})
    caller.get("/nothing/<b>secret</b>")
    caller.request("SECRET", "/ask")
    text = caller.get("/metrics", headers=STAFF).text
    assert 'wenzhang_answers_total{status="answered"} 1.0' in text
    assert 'wenzhang_requests_total{method="GET",route="/ask",status="200"} 2.0' in text
    assert "wenzhang_filings 3.0" in text
    assert "secret" not in text.lower()


def test_only_listed_sites_may_call_from_a_browser() -> None:
    caller = client(sites="https://news.example")
    given = caller.get("/filings", headers={"Origin": "https://news.example"})
    assert given.headers["access-control-allow-origin"] == "https://news.example"
    for other in ("https://evil.example", "http://news.example", "https://news.example.evil", "null"):
        assert "access-control-allow-origin" not in caller.get("/filings", headers={"Origin": other}).headers
    asked = {"Origin": "https://news.example", "Access-Control-Request-Method": "POST"}
    assert caller.options("/ask", headers=asked).status_code == 200
    assert caller.options("/ask", headers=asked | {"Origin": "https://evil.example"}).status_code == 400


def test_what_looks_like_html_is_never_sent_as_html() -> None:
    from dataclasses import replace

    evil = replace(fake_desk.FILING, file="<img src=x onerror=alert(1)>.txt", title=EVIL)
    caller = client(FakeDesk(filings=(evil,)))
    for path, named in (("/ask", {"q": EVIL}), ("/filings", {}), ("/filings/fake0", {}), ("/filings/<script>", {})):
        assert caller.get(path, params=named).headers["content-type"] == "application/json"


def test_the_page_of_the_description_asks_no_other_site_for_anything() -> None:
    page = client().get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    assert "POST" in page.text and "/api/v1/ask" in page.text
    assert "http://" not in page.text and "https://" not in page.text and "<script" not in page.text


def test_the_description_has_every_call_with_its_answer_and_its_errors() -> None:
    described = client().get("/openapi.json").json()
    assert set(described["paths"]) == {
        "/ask", "/filings", "/filings/{filing}", "/filings/{filing}/tables/{table}", "/filings/{filing}/pages/{page}.png",
        "/checks", "/healthz", "/readyz", "/metrics",
    }  # fmt: skip
    assert described["servers"] == [{"url": "/api/v1"}]
    assert {"200", "422", "429"} <= set(described["paths"]["/ask"]["post"]["responses"])
    assert described["components"]["schemas"]["Question"]["examples"]


def test_logs_are_one_line_of_json_a_call_and_hold_no_question(capsys: pytest.CaptureFixture[str]) -> None:
    import logging

    for allowed in (False, True):
        logging.getLogger("wenzhang.calls").handlers.clear()
        caller = client(log_requests=True, log_questions=allowed)
        stream = io.StringIO()
        logging.getLogger("wenzhang.calls").handlers[0].setStream(stream)  # type: ignore[attr-defined]
        caller.post("/ask", json={"question": WHY}, headers={"X-Request-ID": "from-the-proxy-1"})
        line = json.loads(stream.getvalue())
        assert (line["request"], line["route"], line["status"], line["answer"]) == (
            "from-the-proxy-1",
            "/ask",
            200,
            "answered",
        )
        assert (WHY in stream.getvalue()) == allowed


def test_an_id_that_looks_like_none_is_not_taken_over(tmp_path: Path) -> None:
    for bad in ("x", "a" * 65, "id with spaces", "<script>alert(1)</script>"):
        assert client().get("/healthz", headers={"X-Request-ID": bad}).headers["x-request-id"] != bad


def test_a_key_that_the_command_line_made_opens_staff_calls(wenzhang) -> None:  # type: ignore[no-untyped-def]
    made = wenzhang("key", "Press-Office")
    key, entry = (line.rpartition(": ")[2] for line in made.stdout.splitlines())
    assert entry.startswith("press-office=") and key not in entry
    caller = client(api_keys=f"other={'0' * 64}, {entry}")
    assert caller.get("/checks", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    refused = wenzhang("key", "two words")
    assert refused.returncode == 2 and "WENZHANG_API_KEYS" in refused.stderr


def test_a_key_that_is_no_hash_stops_the_start() -> None:
    for wrong in ("press=secret", "press", f"press={'g' * 64}"):
        with pytest.raises(BadSetting, match="WENZHANG_API_KEYS"):
            client(api_keys=wrong)


def test_a_further_library_is_asked_by_its_name() -> None:
    from fastapi.testclient import TestClient

    from app.api.api import make_api
    from app.settings import Settings

    desks = {"": FakeDesk(), "districts": FakeDesk()}

    settings = Settings(log_requests=False, libraries={"districts": Path("districts")})
    caller = TestClient(make_api(settings, lambda name="": desks[name]), base_url="http://wenzhang.example")
    assert caller.post("/ask", params={"library": "districts"}, json={"question": WHY}).status_code == 200
    assert (len(desks[""].asked), len(desks["districts"].asked)) == (0, 1)
    for trick in ("nowhere", "../districts", "/etc"):
        refused = caller.get("/filings", params={"library": trick})
        assert (refused.status_code, error(refused)["code"]) == (404, "unknown_library")
