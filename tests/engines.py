"""Three browser engines under one set of hands: Chromium by Playwright, Firefox by WebDriver BiDi, WebKit by WebDriver.

Playwright drives builds of Firefox and WebKit of its own; these are the ones that people have. Firefox speaks BiDi over
a web socket, WebKit speaks WebDriver over HTTP, and both take the same lists of key and pointer actions.
"""

from __future__ import annotations

import glob
import itertools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import urlsplit

from browser_site import WITHOUT_WORKER, Host, Watch, launch, playwright
from websockets.sync.client import connect

KEYS = {
    "Shift": "\ue008",
    "Control": "\ue009",
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "ArrowLeft": "\ue012",
    "ArrowUp": "\ue013",
    "ArrowRight": "\ue014",
    "ArrowDown": "\ue015",
}
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.events.testing.asyncClipboard": True,  # what is copied can be read back without a question to the person
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "signon.autofillForms": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
MINIBROWSER = "/usr/lib/*/webkit*gtk-*/MiniBrowser"
WAIT = 15
LISTEN = """
  addEventListener("securitypolicyviolation", event => heard(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""
"""What a page that scripts may watch tells of its own policy."""
SPY = (
    "const heard = word => (self.faultsSeen ??= []).push(word);"
    + LISTEN
    + """
  addEventListener("error", event => heard(`error: ${event.message ?? event.target.src ?? event.target.href}`), true);
  addEventListener("unhandledrejection", event => heard(`rejected: ${event.reason}`));
  const before = console.error;
  console.error = (...words) => { heard(`console: ${words.join(" ")}`); before.apply(console, words); };
"""
)
"""For WebKit, whose driver tells nothing of this: the first script of a page."""


def installed(*names: str, package: str) -> str:
    """A program by the first of its names; a missing one is a failure, never a skip."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"no {names[0]}: install it (Debian: apt install {package})"
    return found


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Window:
    """A window of an engine: where it is, what stands in it, and hands for its keyboard and its pointer."""

    name: str
    home: str
    faults: list[str]

    def go(self, path: str) -> None:
        """Open a page of the site and wait for its `load`."""
        self._go(self.home + path)

    def js(self, body: str, *given) -> object:
        """What an asynchronous function in the page returns; `given` are its arguments, by name `$0`, `$1` …"""
        names = ", ".join(f"${number}" for number in range(len(given)))
        return self._call(f"async ({names}) => {{ {body} }}", list(given))

    def until(self, condition: str, *given, wait: float = WAIT) -> object:
        """Wait for a condition in the page, and return what it is then."""
        end = time.monotonic() + wait
        while not (value := self.js(f"return {condition}", *given)):
            assert time.monotonic() < end, f"{self.name}: still not {condition} {given}"
            time.sleep(0.05)
        return value

    def press(self, chord: str) -> None:
        """One key, or several at once: `Control+k`."""
        keys = [KEYS.get(key, key) for key in chord.split("+")]
        downs = [{"type": "keyDown", "value": key} for key in keys]
        self._act("key", [*downs, *({"type": "keyUp", "value": key} for key in reversed(keys))])

    def type(self, words: str) -> None:
        for letter in words:
            self.press(letter)

    def hover(self, selector: str) -> None:
        x, y = self._middle(selector)
        self._act("pointer", [{"type": "pointerMove", "x": x, "y": y}])

    def click(self, selector: str) -> None:
        x, y = self._middle(selector)
        steps: list[dict] = [{"type": "pointerMove", "x": x, "y": y}]
        steps += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act("pointer", steps)

    def text(self, selector: str) -> str:
        return str(self.until("(node => node && node.textContent.trim())(document.querySelector($0))", selector))

    def fresh(self, worker: bool = False) -> None:
        """Forget what earlier pages have kept. Without a `worker`, which would copy the whole site in the background of
        every test, unless one is asked for."""
        raise NotImplementedError

    def settle(self) -> list[str]:
        """All that went wrong since the last time."""
        seen, self.faults[:] = list(self.faults), []
        return seen

    def close(self) -> None:
        raise NotImplementedError

    def _middle(self, selector: str) -> list[int]:
        return self.until(  # type: ignore[return-value]
            """(node => {
              if (!node?.getClientRects().length) return null;
              node.scrollIntoView({ block: "center", behavior: "instant" });
              const box = node.getClientRects()[0];
              return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
            })(document.querySelector($0))""",
            selector,
        )

    def _go(self, url: str) -> None:
        raise NotImplementedError

    def _call(self, function: str, given: list) -> object:
        raise NotImplementedError

    def _act(self, kind: str, steps: list[dict]) -> None:
        raise NotImplementedError


class Chromium(Window):
    name = "chromium"

    def __init__(self, home: str):
        self.home = home
        self._browser = launch(playwright())
        self._watch = Watch(home)
        self.faults = self._watch.faults
        self.fresh()

    def fresh(self, worker: bool = False) -> None:
        """A page of a context of its own."""
        for context in self._browser.contexts:
            context.close()
        context = self._browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        if not worker:
            context.add_init_script(WITHOUT_WORKER)
        self._page = self._watch.on(context.new_page())

    def _go(self, url: str) -> None:
        self._watch.home = self.home
        self._page.goto(url, wait_until="load")

    def _call(self, function: str, given: list) -> object:
        return self._page.evaluate(f"given => ({function})(...given)", given)

    def _act(self, kind: str, steps: list[dict]) -> None:
        names = {value: key for key, value in KEYS.items()}
        for step in steps:
            key = step.get("value", "")
            match step["type"]:
                case "keyDown":
                    self._page.keyboard.down(names.get(key, key))
                case "keyUp":
                    self._page.keyboard.up(names.get(key, key))
                case "pointerMove":
                    self._page.mouse.move(step["x"], step["y"])
                case "pointerDown":
                    self._page.mouse.down()
                case "pointerUp":
                    self._page.mouse.up()

    def close(self) -> None:
        self._browser.close()


class Firefox(Window):
    """Firefox over WebDriver BiDi. Its console, failed requests and requests to anybody else come as events; reports of
    the policy by a listener that runs before a page does, because Firefox keeps them from the console's events."""

    name = "firefox"

    def __init__(self, home: str, folder: Path):
        self.home, self.faults, self._container = home, [], ""
        self._answers: dict[int, Queue] = {}
        self._numbers = itertools.count(1)
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(value)});" for key, value in PREFERENCES.items()]
        folder.mkdir(parents=True)
        (folder / "user.js").write_text("\n".join(lines), "utf-8")
        program = installed("firefox-esr", "firefox", package="firefox-esr")
        words = [program, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(folder)]
        self._process = subprocess.Popen(
            words, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
        )
        assert self._process.stderr
        told = (re.search(r"BiDi listening on (ws://\S+)", line) for line in self._process.stderr)
        address = next(filter(None, told))[1]
        threading.Thread(target=self._process.stderr.read, daemon=True).start()
        self._ending = ExitStack()
        self._socket = self._ending.enter_context(connect(f"{address}/session", max_size=None, open_timeout=30))
        threading.Thread(target=self._listen, daemon=True).start()
        self.send("session.new", capabilities={})
        channel = {"type": "channel", "value": {"channel": "faults"}}
        self.send("script.addPreloadScript", functionDeclaration=f"heard => {{ {LISTEN} }}", arguments=[channel])
        self.send(
            "session.subscribe",
            events=[
                "log.entryAdded",
                "script.message",
                "network.beforeRequestSent",
                "network.fetchError",
                "network.responseCompleted",
            ],
        )
        self.fresh()

    def fresh(self, worker: bool = False) -> None:
        """A tab of a container of its own, which shares nothing with the one before."""
        if self._container:
            self.send("browser.removeUserContext", userContext=self._container)
        self._container = container = self.send("browser.createUserContext")["userContext"]
        if not worker:
            without = f"() => {{ {WITHOUT_WORKER} }}"
            self.send("script.addPreloadScript", functionDeclaration=without, userContexts=[container])
        self._tab = self.send("browsingContext.create", type="tab", userContext=container)["context"]
        self.send("browsingContext.setViewport", context=self._tab, viewport={"width": 1280, "height": 900})

    def send(self, method: str, **parameters) -> dict:
        number = next(self._numbers)
        answers = self._answers[number] = Queue()
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        try:
            answer = answers.get(timeout=60)
        except Empty:
            raise AssertionError(f"firefox: no answer to {method}") from None
        assert answer["type"] == "success", f"firefox: {method}: {answer}"
        return answer["result"]

    def _listen(self) -> None:
        with suppress(Exception):  # the socket's end is the thread's
            for text in self._socket:
                message = json.loads(text)
                if message["type"] == "event":
                    self._event(message["method"], message["params"])
                elif message.get("id") in self._answers:
                    self._answers.pop(message["id"]).put(message)

    def _event(self, method: str, told: dict) -> None:
        url = told.get("request", {}).get("url", "")
        if method == "log.entryAdded" and told["level"] == "error":
            self.faults.append(f"console: {told['text']}")
        elif method == "script.message":
            self.faults.append(str(told["data"].get("value")))
        elif method == "network.fetchError" and "ABORT" not in told["errorText"]:
            self.faults.append(f"failed: {url} {told['errorText']}")
        elif method == "network.responseCompleted" and told["response"]["status"] >= 400:
            self.faults.append(f"{told['response']['status']}: {url}")
        elif method == "network.beforeRequestSent":
            own, asked = urlsplit(self.home), urlsplit(url)
            if asked.scheme not in ("data", "blob", "about") and asked[:2] != own[:2]:
                self.faults.append(f"third party: {url}")

    def _go(self, url: str) -> None:
        self.send("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def _call(self, function: str, given: list) -> object:
        answer = self.send(
            "script.callFunction",
            functionDeclaration=f"async text => JSON.stringify(await ({function})(...JSON.parse(text)) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(given)}],
            target={"context": self._tab},
            awaitPromise=True,
            userActivation=True,
        )
        assert answer["type"] == "success", f"firefox: {answer}"
        return json.loads(answer["result"]["value"])

    def _act(self, kind: str, steps: list[dict]) -> None:
        self.send("input.performActions", context=self._tab, actions=[{"type": kind, "id": kind, "actions": steps}])

    def close(self) -> None:
        with suppress(Exception):
            self.send("browser.close")
        self._ending.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class WebKit(Window):
    """WebKitGTK's MiniBrowser over WebDriver, on a screen that nobody sees. Its driver tells nothing of the console, so
    that the server puts `SPY` into each page whose policy allows scripts. Not seen are: what the browser itself writes
    to its console, errors in the worker, and a policy's reports on pages without scripts."""

    name = "webkit"

    def __init__(self, host: Host):
        self.home, self.faults, self._host = host.address, [], host
        screen = installed("Xvfb", package="xvfb")
        driver = installed("WebKitWebDriver", package="webkit2gtk-driver")
        browsers = sorted(glob.glob(MINIBROWSER))
        assert browsers, "no MiniBrowser: install it (Debian: apt install webkit2gtk-driver)"
        reading, writing = os.pipe()
        words = [screen, "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
        self._processes = [subprocess.Popen(words, pass_fds=[writing], stderr=subprocess.DEVNULL)]
        os.close(writing)
        display = ""
        while not display.endswith("\n"):
            display += os.read(reading, 16).decode()
        os.close(reading)
        port = free_port()
        environment = {
            **os.environ,
            "DISPLAY": f":{display.strip()}",
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # a container allows no namespaces; the pages are ours
        }
        self._processes.append(
            subprocess.Popen(
                [driver, f"--port={port}"],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        self._driver, self._session = f"http://127.0.0.1:{port}", ""
        end = time.monotonic() + WAIT
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            assert time.monotonic() < end, "webkit: the driver does not answer"
            time.sleep(0.05)
        options = {"binary": browsers[-1], "args": ["--automation"]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = f"/session/{self._ask('POST', '/session', capabilities=wanted)['sessionId']}"
        self._ask("POST", "/window/rect", width=1300, height=960)
        self.fresh()

    def _ask(self, method: str, path: str, **body):
        request = urllib.request.Request(
            self._driver + self._session + path,
            method=method,
            data=json.dumps(body).encode() if method == "POST" else None,
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(f"webkit: {path}: {error.read().decode()[:500]}") from None

    def fresh(self, worker: bool = False) -> None:
        """The same window, its storage emptied. A worker takes pages only as the build made them: where one is wanted,
        nothing is put into them to watch."""
        if str(self._ask("GET", "/url")).startswith(("http", "file")):
            self.js("localStorage.clear(); sessionStorage.clear()")
        self._host.first_script = "" if worker else SPY + WITHOUT_WORKER

    def settle(self) -> list[str]:
        self._heard()
        self.faults += self._host.refused
        self._host.refused.clear()
        return super().settle()

    def _heard(self) -> None:
        if str(self._ask("GET", "/url")).startswith("http"):
            self.faults += self.js("return (self.faultsSeen ?? []).splice(0)")  # type: ignore[operator]
            own = self.js("return [location.origin, ...performance.getEntries().map(entry => entry.name)]")
            asked = [name for name in own[1:] if name.startswith("http")]  # type: ignore[index]
            self.faults += [f"third party: {name}" for name in asked if not name.startswith(own[0])]  # type: ignore[index]

    def _go(self, url: str) -> None:
        self._heard()
        self._ask("POST", "/url", url=url)

    def _call(self, function: str, given: list) -> object:
        # A page whose policy forbids evaluation still runs what the driver brings, as it runs a person's bookmarks.
        script = f"return ({function})(...arguments)"
        return self._ask("POST", "/execute/sync", script=script, args=given)

    def _act(self, kind: str, steps: list[dict]) -> None:
        if kind == "key":  # some scripts ask an event whether Control is held, which WebKit learns between two ticks
            steps = [part for step in steps for part in (step, {"type": "pause", "duration": 5})]
        self._ask("POST", "/actions", actions=[{"type": kind, "id": kind, "actions": steps}])

    def close(self) -> None:
        with suppress(Exception):
            self._ask("DELETE", "")
        for process in reversed(self._processes):
            process.terminate()
            process.wait()


ENGINES = ("chromium", "firefox", "webkit")


@contextmanager
def engine(name: str, host: Host, folder: Path) -> Iterator[Window]:
    """A window of an engine on a host's site, closed at the end. Firefox keeps its profile in `folder`."""
    made: Window
    match name:
        case "chromium":
            made = Chromium(host.address)
        case "firefox":
            made = Firefox(host.address, folder)
        case "webkit":
            made = WebKit(host)
        case _:
            raise ValueError(name)
    try:
        yield made
    finally:
        made.close()
