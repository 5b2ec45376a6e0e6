"""Another site's page with the widget on it: a server of its own, at another origin, under a strict policy."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html><html lang="zh"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>另一个网站</title><main><h1>另一个网站</h1><p><a href="#x">一个链接</a></p></main>
<script src="{chat}/widget.js" data-lang="zh" data-title="问预算" data-color="#0b5d3b" {more} async></script></html>"""
POLICY = "default-src 'none'; script-src {chat}; frame-src {chat}; require-trusted-types-for 'script'"


class Host:
    """The site; `localhost`, where the chat is at 127.0.0.1: to a browser another site altogether."""

    def __init__(self, port: int) -> None:
        self.address = f"http://localhost:{port}"
        self.chat = ""
        self.more = ""


@contextmanager
def host_site() -> Iterator[Host]:
    """Serves the page until the block ends; which chat it names is set on the host."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == "/"
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(chat=host.chat))
            self.end_headers()
            if known:
                self.wfile.write(PAGE.format(chat=host.chat, more=host.more).encode())

        def log_message(self, format: str, *values: object) -> None:
            pass

    server = ThreadingHTTPServer(("localhost", 0), Page)
    host = Host(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
