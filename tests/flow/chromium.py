"""A headless Chromium driven over a pipe (DevTools protocol), with nothing but Python's own library.

with Browser() as browser:
    page = browser.open("file:///...")     # loaded
    page.evaluate("document.title")
    page.errors, page.requests             # of the console, and what it asked for
"""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time


def add_axe_arguments(parser):
    """--axe FILE, or why there is none: what is not looked at is told."""
    parser.add_argument("--axe", help="axe.min.js of the npm package axe-core")
    parser.add_argument("--axe-missing", metavar="WHY", default="no --axe was given")


def axe_text(arguments):
    """The script; None, and a line that says so, where there is none."""
    if arguments.axe is None:
        print(f"not checked with axe-core: {arguments.axe_missing}")
        return None
    with open(arguments.axe, encoding="utf-8") as file:
        return file.read()


class Browser:
    def __init__(self, *arguments):
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if program is None:
            raise FileNotFoundError("chromium is not installed")
        self.folder = tempfile.mkdtemp(prefix="trek-chromium-")
        to_read, self.to = os.pipe()
        self.out, to_write = os.pipe()
        os.set_inheritable(to_read, True)
        os.set_inheritable(to_write, True)

        def pipes():  # the browser reads from 3 and writes to 4
            first, second = os.dup(to_read), os.dup(to_write)
            os.dup2(first, 3)
            os.dup2(second, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--hide-scrollbars",
             "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",  # WebGL without a graphics card
             "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
             f"--user-data-dir={self.folder}", *arguments],
            preexec_fn=pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(to_write)
        self.number = 0
        self.rest = b""
        self.listeners = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def message(self):
        while b"\0" not in self.rest:
            part = os.read(self.out, 1 << 20)
            if not part:
                raise EOFError("chromium ended")
            self.rest += part
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, session=None, **values):
        self.number += 1
        sent = {"id": self.number, "method": method, "params": values}
        if session:
            sent["sessionId"] = session
        self.write_all(sent)
        while True:
            got = self.message()
            if got.get("id") == sent["id"]:
                if "error" in got:
                    raise RuntimeError(f"{method}: {got['error']}")
                return got["result"]
            for listener in self.listeners:
                listener(got)

    def write_all(self, sent):
        data = json.dumps(sent).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]

    def open(self, url, width=1280, height=900):
        return Page(self, url, width, height)


class Page:
    def __init__(self, browser, url, width, height):
        self.browser, self.errors, self.requests = browser, [], []
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        browser.listeners.append(self.hear)
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.go(url)

    def go(self, url):
        """Elsewhere, with nothing heard of where it was; an address that differs behind '#' alone is a page anew."""
        self.call("Page.navigate", url="about:blank")
        self.errors.clear()
        self.requests.clear()
        self.call("Page.navigate", url=url)
        until = time.time() + 60
        # Of the blank page before it the browser may still tell that it was loaded.
        while time.time() < until and not self.evaluate("location.href !== 'about:blank' && document.readyState === 'complete'"):
            time.sleep(0.01)

    def hear(self, got):
        if got.get("sessionId") != self.session:
            return
        method, values = got.get("method"), got.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(values["exceptionDetails"])[:300])
        elif method == "Log.entryAdded" and values["entry"]["level"] in ("error", "warning"):
            self.errors.append(values["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(values["request"]["url"])

    def call(self, method, **values):
        return self.browser.call(method, self.session, **values)

    def evaluate(self, code, wait=False):
        result = self.call("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=wait)
        if "exceptionDetails" in result:
            raise RuntimeError(json.dumps(result["exceptionDetails"])[:500])
        return result["result"].get("value")

    def wait(self, condition, seconds=60):
        until = time.time() + seconds
        while not self.evaluate(f"Boolean({condition})"):
            if time.time() > until:
                raise TimeoutError(f"never came: {condition}")
            time.sleep(0.05)

    def click(self, selector):
        """With the mouse, in the middle of an element."""
        x, y = self.evaluate(f"""(() => {{ const one = document.querySelector({json.dumps(selector)});
            one.scrollIntoView({{block: "center"}}); const box = one.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2]; }})()""")
        self.click_at(x, y)

    def click_at(self, x, y):
        for kind, button in (("mouseMoved", "none"), ("mousePressed", "left"), ("mouseReleased", "left")):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button=button, clickCount=1)

    def press(self, key, number):
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=number)

    def window_picture(self, file):
        """What the window shows."""
        with open(file, "wb") as out:
            out.write(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def serious_barriers(self, axe):
        """What axe-core (its text) finds serious or critical for who cannot see, hear or point: a line each."""
        self.evaluate(axe)
        found = self.evaluate("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => "
                              "[v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 160)]))", wait=True)
        return [f"axe-core: {rule} ({impact}, {count} times): {example}" for rule, impact, count, example in found
                if impact in ("serious", "critical")]

    def picture(self, file):
        size = self.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        shot = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                         clip={"x": 0, "y": 0, "width": size[0], "height": min(size[1], 16000), "scale": 1})
        with open(file, "wb") as out:
            out.write(base64.b64decode(shot["data"]))

    def print_to(self, file):
        pdf = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
        with open(file, "wb") as out:
            out.write(base64.b64decode(pdf["data"]))
