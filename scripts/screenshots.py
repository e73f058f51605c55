"""Draws every page of the dashboard as a reader of the documentation sees it: an emulator of its own, the demo story, a few faults."""

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from io import BytesIO
from math import dist
from pathlib import Path
from typing import Any, Final, Literal

import requests
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

TOP: Final = Path(__file__).resolve().parent.parent
PATIENCE: Final = 30.0
WORLD: Final = "demo"
Theme = Literal["light", "dark"]
Colour = tuple[int, int, int]
# How many colours of a picture are taken because they are frequent.
FREQUENT: Final = 160
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
# Width and height of the window, and how much of a longer page is drawn.
SIZES: Final = {"desktop": (1280, 640, 1120), "phone": (390, 640, 1280)}
# What is clicked on each page, and what it shows when it is ready to be drawn.
PAGES: Final = {
    "timeline": (".windowed .row .status.bad", ".exchange .checks"),
    "cards": ("td a", ".lifecycle"),
    "webhooks": (None, "#desk textarea"),
    "phone": (".pass:last-child", ".pass[aria-pressed=true]"),
    "scenarios": (None, "table"),
    "clock": ("#leap-900", "#due table"),
    "worlds": (None, "table"),
    "snapshots": (None, "table"),
    "contracts/mdes/digital_enablement/get_token.response.json": (None, ".shown table"),
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
        for width in SIZES:
            for theme in THEMES:
                draw(browser, url, out, width=width, theme=theme)
        browser.close()
    return 0


def prepare(url: str) -> None:
    """Put something on every page: scenarios that wait, a snapshot, a call that is refused."""
    say(url, "POST", "namespaces", name=WORLD, issuer_url=f"{url}/_emulator/inbox/{WORLD}")
    say(url, "PUT", "snapshots/before-the-demo", namespace=WORLD)


def furnish(url: str) -> None:
    """Add to the story, which begins with a clean world, what it does not tell: a refused call, a notice that is held, a snapshot."""
    say(url, "POST", "scenarios", namespace=WORLD, api="mdes.*", operation="tokenize", fault="silence", stage="after")
    say(url, "POST", "scenarios", namespace=WORLD, place="notice", operation="*", delay=300)
    token = requests.get(f"{url}/_emulator/tokens", params={"namespace": WORLD}, timeout=PATIENCE).json()["tokens"][0]["reference"]
    for event in ("token.suspended_by_wallet", "token.resumed_by_wallet"):
        say(url, "POST", "triggers", namespace=WORLD, event=event, fields={"token": token})
    key = requests.get(f"{url}/_emulator/keys", params={"namespace": WORLD}, timeout=PATIENCE).json()["mdes"]["consumer_key"]
    signed = f'OAuth oauth_consumer_key="{key}",oauth_nonce="1",oauth_timestamp="{int(time.time())}",oauth_version="1.0"'
    signed += ',oauth_signature_method="RSA-SHA256",oauth_signature="AAAA",oauth_body_hash="' + "A" * 43 + '%3D"'
    body = {"requestId": "1", "tokenUniqueReference": token}
    requests.post(f"{url}/mdes/digitization/1/0/getToken", json=body, headers={"Authorization": signed}, timeout=PATIENCE)


@contextmanager
def question(url: str) -> Iterator[None]:
    """Have the issuer asked about a second card, and the question wait until the block ends."""
    say(url, "POST", "scenarios", namespace=WORLD, place="question", fault="by_hand", seconds=60, remaining=None)
    card = {"accountNumber": "5204731660001002", "expiryMonth": "11", "expiryYear": "29", "cardholderName": "Grace Hopper"}
    with ThreadPoolExecutor(1) as pool:
        typed = pool.submit(say, url, "POST", "phone/cards", namespace=WORLD, wallet="google", **card)
        yield
        waiting = requests.get(f"{url}/_emulator/questions", params={"namespace": WORLD}, timeout=PATIENCE).json()["questions"]
        for one in waiting:
            answer = {"responseId": "1", "decision": "APPROVED"}
            say(url, "POST", f"questions/{one['id']}", namespace=WORLD, answer=answer)
        typed.result()


def say(url: str, method: str, path: str, **fields: Any) -> None:
    """Ask the admin API."""
    requests.request(method, f"{url}/_emulator/{path}", json=fields, timeout=PATIENCE).raise_for_status()


def draw(browser: Browser, url: str, out: Path, *, width: str, theme: Theme) -> None:
    """Draw all pages in one size and theme."""
    wide, high, _ = SIZES[width]
    context = browser.new_context(viewport={"width": wide, "height": high}, color_scheme=theme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{url}/_emulator/")
    page.click("#all")
    expect(page.locator("#story li:nth-child(11)")).to_be_visible(timeout=PATIENCE * 1_000)
    take(page, out / f"start-{theme}-{width}.png", SIZES[width])
    furnish(url)
    page.evaluate("world => localStorage.setItem('tsp-emulator.world', world)", WORLD)
    for place, (click, ready) in PAGES.items():
        name = place.split("/")[0]
        with question(url) if name == "webhooks" else nullcontext():
            page.goto(f"{url}/_emulator/?{name}#/{place}")
            if click:
                page.locator(click).first.click()
            expect(page.locator(ready).first).to_be_visible()
            take(page, out / f"{name}-{theme}-{width}.png", SIZES[width])
    context.close()


def take(page: Page, path: Path, size: tuple[int, int, int]) -> None:
    """Draw a page from its top, as far as it goes or as much of it as is drawn."""
    page.evaluate("() => { document.getElementById('messages').replaceChildren(); scrollTo(0, 0); }")
    page.mouse.move(0, 0)
    wide, _, most = size
    high: int = page.evaluate("document.documentElement.scrollHeight")
    drawn = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": wide, "height": min(high, most)})
    # A page has few colours: with a palette, a picture is a third as large, and nobody sees it.
    lean(Image.open(BytesIO(drawn)).convert("RGB")).save(path, optimize=True)


def lean(drawing: Image.Image) -> Image.Image:
    """Return a picture with a palette, a third as large: surfaces keep their colours, and edges of letters get the nearest."""
    palette = kept(drawing)
    places = {colour: place for place, colour in enumerate(palette)}
    nearest = {colour: places[min(palette, key=partial(dist, colour))] for colour in colours(drawing)}
    raw = drawing.tobytes()
    pixels = zip(raw[::3], raw[1::3], raw[2::3], strict=True)
    reduced = Image.frombytes("P", drawing.size, bytes(nearest[pixel] for pixel in pixels))
    reduced.putpalette([part for colour in palette for part in colour])
    return reduced


def kept(drawing: Image.Image) -> list[Colour]:
    """Return 256 colours: the most frequent ones, and then whichever is farthest from those taken."""
    found = colours(drawing)
    palette = found[:FREQUENT]
    gaps = {colour: min(dist(colour, one) for one in palette) for colour in found[FREQUENT:]}
    while gaps and len(palette) < 256:
        farthest = max(gaps, key=gaps.__getitem__)
        palette.append(farthest)
        gaps = {colour: min(gap, dist(colour, farthest)) for colour, gap in gaps.items() if colour != farthest}
    return palette


def colours(drawing: Image.Image) -> list[Colour]:
    """Return every colour of a picture, the most frequent first."""
    counted: Any = drawing.getcolors(1 << 24)
    return [colour for _, colour in sorted(counted, reverse=True)]


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
