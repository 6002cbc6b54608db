"""Whether outside addresses still answer. Uses the standard library only, and only when asked: a build never does."""

from __future__ import annotations

import http.client
import socket
import threading
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from ..data.problems import WARNING, Place, Problem, ordered
from ..guide.seen import Told

AGENT = "guide-links/1"
HOSTS_AT_ONCE = 8
HOPS = 10
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
GONE = (404, 410)
REFUSALS = (401, 403, 429)
"""Answers of a site that keeps programs out: the page may well be there for a person."""


@dataclass(frozen=True)
class Answer:
    """A server's status and, for a redirect, where to; or, with status 0, why there was none. `unnamed` where its host
    has no address any longer."""

    status: int
    location: str = ""
    failure: str = ""
    unnamed: bool = False


@dataclass(frozen=True)
class Visit:
    """Where following an address ended, and the last address that only permanent redirects led to."""

    end: str
    answer: Answer
    moved_to: str

    @property
    def told(self) -> Told:
        """What this says of the page: gone only where a server says so, or where no server has the name."""
        if self.answer.unnamed or self.answer.status in GONE:
            return "gone"
        return "there" if 200 <= self.answer.status < 300 else "unclear"


Fetch = Callable[[str, str, float], Answer]
"""(method, address, timeout in seconds) to the answer; never raises for what a server does."""


def _opener() -> urllib.request.OpenerDirector:
    """Follows no redirect and opens nothing but http and https."""
    opener = urllib.request.OpenerDirector()
    for handler in ("ProxyHandler", "HTTPHandler", "HTTPSHandler", "HTTPErrorProcessor", "HTTPDefaultErrorHandler"):
        opener.add_handler(getattr(urllib.request, handler)())
    return opener


def agent(home: str) -> str:
    """What the requests say of who sends them: the program, and where to read about it or to complain."""
    return f"{AGENT} (+{home})" if home.startswith("https://") and home.isascii() else AGENT


def opened(method: str, address: str, timeout: float, agent: str) -> AbstractContextManager[http.client.HTTPResponse]:
    """The response to one request; a redirect is an error like any other status."""
    headers = {"User-Agent": agent, "Accept": "*/*"}
    request = urllib.request.Request(quote(address, safe="%/:=&?~#+!$,;'@()*[]"), headers=headers, method=method)
    found: http.client.HTTPResponse = _opener().open(request, timeout=timeout)
    return found


def fetch(method: str, address: str, timeout: float, agent: str = AGENT) -> Answer:
    """One request, its body left unread, its redirect left unfollowed."""
    try:
        with opened(method, address, timeout, agent) as response:
            return Answer(response.status)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, location=error.headers.get("Location") or "")
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            return Answer(0, failure=f"does not answer within {timeout:g} seconds")
        told = f"cannot be reached ({getattr(reason, 'strerror', None) or reason})"
        return Answer(0, failure=told, unnamed=_unnamed(reason))


def _unnamed(reason: object) -> bool:
    """Whether the name is known to stand for nothing; a name server that could not be asked says nothing of it."""
    return isinstance(reason, socket.gaierror) and reason.errno == socket.EAI_NONAME


def check(addresses: Iterable[tuple[str, Place]], *, timeout: float = 20, fetch: Fetch = fetch) -> list[Problem]:
    """A problem for each address that fails, a warning for each that has moved for good or keeps programs out."""
    listed = list(addresses)
    return problems(listed, visits((address for address, _ in listed), timeout=timeout, fetch=fetch))


def visits(addresses: Iterable[str], *, timeout: float = 20, fetch: Fetch = fetch) -> dict[str, Visit]:
    """How asking for each page went. Each is asked once, whatever its fragment; up to eight hosts at a time, one
    request at a time on each."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for page in dict.fromkeys(map(page_of, addresses)):
        hosts[_host(page)].append(page)
    turns: dict[str, threading.Lock] = {}

    def visit_all(pages: list[str]) -> list[tuple[str, Visit]]:
        return [(page, _visit(page, timeout, fetch, turns)) for page in pages]

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        return {page: visit for found in pool.map(visit_all, hosts.values()) for page, visit in found}


def problems(addresses: Iterable[tuple[str, Place]], visits: Mapping[str, Visit]) -> list[Problem]:
    """What those visits say of each address, at each place that names it."""
    return ordered(
        problem
        for address, place in dict.fromkeys(addresses)
        for problem in _problems(page_of(address), address, place, visits[page_of(address)])
    )


def page_of(address: str) -> str:
    """An address without its fragment."""
    return address.partition("#")[0]


def _host(address: str) -> str:
    return address.partition("://")[2].replace("?", "/").partition("/")[0].lower()


def _visit(address: str, timeout: float, fetch: Fetch, turns: dict[str, threading.Lock]) -> Visit:
    moved_to, only_permanent = address, True
    for _ in range(HOPS + 1):
        if address.partition("://")[0].lower() not in ("http", "https"):
            return Visit(address, Answer(0, failure="is not an http or https address"), moved_to)
        with turns.setdefault(_host(address), threading.Lock()):  # a redirect does not crowd its host either
            answer = fetch("HEAD", address, timeout)
            if answer.status not in (*range(200, 300), *REDIRECTS):
                answer = fetch("GET", address, timeout)
        if answer.status not in REDIRECTS or not answer.location:
            return Visit(address, answer, moved_to)
        only_permanent = only_permanent and answer.status in PERMANENT
        try:
            address = page_of(urljoin(address, answer.location))
        except ValueError:
            return Visit(answer.location, Answer(0, failure="is not an http or https address"), moved_to)
        moved_to = address if only_permanent else moved_to
    return Visit(address, Answer(0, failure=f"redirects more than {HOPS} times"), moved_to)


def _problems(page: str, address: str, place: Place, visit: Visit) -> Iterable[Problem]:
    answer, end = visit.answer, "" if visit.end == page else f", redirected to {visit.end}"
    if not answer.status:
        yield Problem(place, "link-broken", f"{address}{end} {answer.failure}")
    elif answer.status in REFUSALS:
        hint = "open it in a browser"
        yield Problem(place, "link-refused", f"{address}{end} keeps programs out ({answer.status})", hint, WARNING)
    elif answer.status >= 300:
        yield Problem(place, "link-broken", f"{address}{end} answers {answer.status}")
    elif visit.moved_to != page:
        yield Problem(place, "link-moved", f"{address} has moved for good", f"write {visit.moved_to}", WARNING)
