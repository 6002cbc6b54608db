"""`guide links` against a server of our own on 127.0.0.1."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from answering import answering

from macros.commands.outside_links import Answer, check
from macros.data.problems import WARNING, Place, Problem

HERE = Place("docs/sources.yml", 5, 10)


class Pages(BaseHTTPRequestHandler):
    """One path per behavior a server can show."""

    redirects = {
        "/moved": (301, "/ok"),
        "/moved-twice": (308, "/moved"),
        "/elsewhere-today": (302, "/ok"),
        "/moved-then-today": (301, "/elsewhere-today"),
        "/moved-to-nothing": (301, "/missing"),
        "/circle": (302, "/circle"),
        "/out-of-the-web": (302, "file:///etc/hostname"),
        "/to-no-address": (301, "http://[::1"),
    }

    def answer(self) -> None:
        self.server.seen.append((self.command, self.path, self.headers["User-Agent"]))
        path = self.path.partition("?")[0]
        if path == "/slow":
            self.server.released.wait()
        status, location = self.redirects.get(path, (200, ""))
        if path == "/missing":
            status = 404
        elif path == "/head-refused" and self.command == "HEAD":
            status = 405
        elif path == "/members-only":
            status = 403
        elif path == "/out-of-order":
            status = 503
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET = answer

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with answering(Pages) as server:
        yield server


def visit(server: ThreadingHTTPServer, path: str, timeout: float = 5) -> list[Problem]:
    return check([(server.root + path, HERE)], timeout=timeout)


def test_a_page_that_answers_is_no_problem(server):
    assert visit(server, "/ok") == []
    assert server.seen == [("HEAD", "/ok", "guide-links/1")]


def test_a_missing_page_is_asked_again_with_get_and_then_broken(server):
    assert visit(server, "/missing") == [Problem(HERE, "link-broken", f"{server.root}/missing answers 404")]
    assert [method for method, *_ in server.seen] == ["HEAD", "GET"]


def test_a_server_that_refuses_head_is_asked_with_get(server):
    assert visit(server, "/head-refused") == []
    assert [method for method, *_ in server.seen] == ["HEAD", "GET"]


@pytest.mark.parametrize("path", ["/moved", "/moved-twice"])
def test_a_permanent_redirect_is_a_warning_that_names_the_new_address(server, path):
    assert visit(server, path) == [
        Problem(HERE, "link-moved", f"{server.root}{path} has moved for good", f"write {server.root}/ok", WARNING)
    ]


def test_a_temporary_redirect_is_no_problem(server):
    assert visit(server, "/elsewhere-today") == []


def test_the_new_address_is_the_one_before_a_temporary_redirect(server):
    assert visit(server, "/moved-then-today") == [
        Problem(
            HERE,
            "link-moved",
            f"{server.root}/moved-then-today has moved for good",
            f"write {server.root}/elsewhere-today",
            WARNING,
        )
    ]


def test_a_redirect_to_nothing_is_broken_and_says_where_it_led(server):
    expected = f"{server.root}/moved-to-nothing, redirected to {server.root}/missing answers 404"
    assert visit(server, "/moved-to-nothing") == [Problem(HERE, "link-broken", expected)]


def test_a_redirect_in_a_circle_is_broken(server):
    assert visit(server, "/circle") == [
        Problem(HERE, "link-broken", f"{server.root}/circle redirects more than 10 times")
    ]
    assert len(server.seen) == 11


@pytest.mark.parametrize(
    ("path", "end"), [("/out-of-the-web", "file:///etc/hostname"), ("/to-no-address", "http://[::1")]
)
def test_a_redirect_never_leaves_the_web(server, path, end):
    expected = f"{server.root}{path}, redirected to {end} is not an http or https address"
    assert visit(server, path) == [Problem(HERE, "link-broken", expected)]


def test_a_site_that_keeps_programs_out_is_a_warning(server):
    expected = f"{server.root}/members-only keeps programs out (403)"
    assert visit(server, "/members-only") == [Problem(HERE, "link-refused", expected, "open it in a browser", WARNING)]


def test_a_server_error_is_broken(server):
    assert visit(server, "/out-of-order") == [Problem(HERE, "link-broken", f"{server.root}/out-of-order answers 503")]


def test_silence_is_broken_after_the_timeout(server):
    assert visit(server, "/slow", timeout=0.2) == [
        Problem(HERE, "link-broken", f"{server.root}/slow does not answer within 0.2 seconds")
    ]
    assert not server.released.is_set()  # no answer has come, nor ever would


def test_a_port_where_nobody_listens_is_broken(server):
    server.released.set()
    server.shutdown()
    server.server_close()
    assert visit(server, "/ok") == [
        Problem(HERE, "link-broken", f"{server.root}/ok cannot be reached (Connection refused)")
    ]


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://exa mple/", "http://127.0.0.1:port/"])
def test_an_address_that_is_none_is_broken_and_raises_nothing(address):
    assert [problem.code for problem in check([(address, HERE)], timeout=1)] == ["link-broken"]


def test_an_address_beyond_ascii_is_sent_encoded(server):
    assert visit(server, "/café?q=%20") == []
    assert server.seen[0][1] == "/caf%C3%A9?q=%20"


def test_an_address_given_twice_is_asked_once_and_reported_at_each_place(server):
    there = Place("docs/index.md", 3, 1)
    problems = check([(f"{server.root}/missing#a", HERE), (f"{server.root}/missing#b", there)], timeout=5)
    assert problems == [
        Problem(there, "link-broken", f"{server.root}/missing#b answers 404"),
        Problem(HERE, "link-broken", f"{server.root}/missing#a answers 404"),
    ]
    assert len(server.seen) == 2


def test_hosts_are_asked_in_parallel_and_each_host_one_request_at_a_time():
    lock, busy, most = threading.Lock(), [], {"hosts": 0, "one host": 0}
    first, workers = threading.Barrier(8), set()

    def fetch(method: str, address: str, timeout: float) -> Answer:
        host = address.split("/")[2]
        with lock:
            busy.append(host)
            most["hosts"] = max(most["hosts"], len(set(busy)))
            most["one host"] = max(most["one host"], busy.count(host))
            early = threading.get_ident() not in workers
            workers.add(threading.get_ident())
        if early:
            first.wait(60)  # the first answers come when eight are waited for at once, and not before
        with lock:
            busy.remove(host)
        if host == "old.example":
            return Answer(302, location="http://h0.example/hub")
        return Answer(200)

    addresses = [(f"http://h{host}.example/{page}", HERE) for host in range(20) for page in range(3)]
    addresses += [(f"http://old.example/{page}", HERE) for page in range(5)]
    assert check(addresses, timeout=1, fetch=fetch) == []
    assert most == {"hosts": 8, "one host": 1}
    assert len(workers) == 8
