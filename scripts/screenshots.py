"""Draws every page of the dashboard as a reader of the documentation sees it: an emulator of its own, the demo story, a few faults."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal

import requests
from playwright.sync_api import Browser, Page, expect, sync_playwright

TOP: Final = Path(__file__).resolve().parent.parent
PATIENCE: Final = 30.0
WORLD: Final = "demo"
Theme = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
WIDTHS: Final = {"desktop": (1280, 832), "phone": (390, 844)}
# What each page shows when it is ready to be drawn.
PAGES: Final = {
    "start": "#story li:nth-child(11)",
    "timeline": ".exchange pre",
    "cards": ".lifecycle",
    "phone": ".pass",
    "webhooks": ".notice",
    "scenarios": "table",
    "clock": ".clockface",
    "worlds": "table",
    "snapshots": "table",
}


def main() -> int:
    """Draw all of them; return the exit code."""
    parser = argparse.ArgumentParser(description="Draw every page of the dashboard.")
    parser.add_argument("--out", type=Path, default=TOP / "docs/images", help="folder for the pictures (default: docs/images)")
    out: Path = parser.parse_args().out
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("scripts/screenshots: chromium is needed: apt-get install chromium\n")
        return 2
    out.mkdir(parents=True, exist_ok=True)
    with emulator() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        prepare(url)
        for width in WIDTHS:
            for theme in THEMES:
                draw(browser, url, out, width=width, theme=theme)
        browser.close()
    return 0


def prepare(url: str) -> None:
    """Put something on every page: scenarios that wait, a snapshot, a call that is refused."""
    say(url, "POST", "namespaces", name=WORLD, issuer_url=f"{url}/_emulator/inbox/{WORLD}")
    say(url, "PUT", "snapshots/before-the-demo", namespace=WORLD)


def furnish(url: str) -> None:
    """Add to the story, which begins with a clean world, what it does not tell."""
    say(url, "POST", "scenarios", namespace=WORLD, api="mdes.*", operation="tokenize", fault="silence", stage="after")
    say(
        url,
        "POST",
        "scenarios",
        namespace=WORLD,
        operation="authorize_service",
        answer={"body": {"responseId": "1", "decision": "APPROVED"}},
    )
    key = requests.get(f"{url}/_emulator/keys", params={"namespace": WORLD}, timeout=PATIENCE).json()["mdes"]["consumer_key"]
    signed = f'OAuth oauth_consumer_key="{key}",oauth_nonce="1",oauth_timestamp="{int(time.time())}",oauth_version="1.0"'
    signed += ',oauth_signature_method="RSA-SHA256",oauth_signature="AAAA",oauth_body_hash="' + "A" * 43 + '%3D"'
    body = {"requestId": "1", "tokenUniqueReference": "DWSPMC000000000132d72d4fcb2f4136a0532d3093ff1a45"}
    requests.post(f"{url}/mdes/digitization/1/0/getToken", json=body, headers={"Authorization": signed}, timeout=PATIENCE)


def say(url: str, method: str, path: str, **fields: Any) -> None:
    """Ask the admin API."""
    requests.request(method, f"{url}/_emulator/{path}", json=fields, timeout=PATIENCE).raise_for_status()


def draw(browser: Browser, url: str, out: Path, *, width: str, theme: Theme) -> None:
    """Draw all pages in one size and theme."""
    wide, high = WIDTHS[width]
    context = browser.new_context(viewport={"width": wide, "height": high}, color_scheme=theme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{url}/_emulator/")
    page.click("#all")
    expect(page.locator(PAGES["start"])).to_be_visible(timeout=PATIENCE * 1_000)
    furnish(url)
    page.evaluate("() => localStorage.setItem('tsp-emulator.world', 'demo')")
    for name, ready in PAGES.items():
        show(page, url, name)
        expect(page.locator(ready).first).to_be_visible()
        page.evaluate("() => { document.getElementById('messages').replaceChildren(); scrollTo(0, 0); }")
        page.screenshot(path=out / f"{name}-{theme}-{width}.png")
    context.close()


def show(page: Page, url: str, name: str) -> None:
    """Go to a page, and open on it what is worth seeing."""
    if name == "start":
        return
    page.goto(f"{url}/_emulator/?{name}#/{name}")
    if name == "timeline":
        page.locator(".windowed .row .status.bad").first.click()
    if name == "cards":
        page.locator("td a").first.click()


@contextmanager
def emulator() -> Iterator[str]:
    """Run an emulator on a free port until the block ends."""
    folder = Path(tempfile.mkdtemp(prefix="tsp-emulator-screenshots-"))
    port_file = folder / "port"
    command = [
        sys.executable,
        "-m",
        "emulator",
        "serve",
        "--port",
        "0",
        "--port-file",
        str(port_file),
        "--database",
        "sqlite://",
        "--seed",
        "1",
    ]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=TOP, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + PATIENCE
        while not port_file.exists():
            if time.monotonic() > deadline or process.poll() is not None:
                raise RuntimeError(f"the emulator did not start: {(folder / 'log').read_text()}")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port_file.read_text().strip()}"
    finally:
        process.terminate()
        process.wait(PATIENCE)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
