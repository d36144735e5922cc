"""How much of the processor a page takes: other work on the machine does not lengthen that.

It is told in yardsticks, of which one is the drawing of a fixed picture by the same browser, so
that a bound holds on a slower machine too.
"""

from pathlib import Path

VISITS = 4
SETTLED = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done())))"""
YARDSTICK = """() => {
  const of = (name) => document.createElementNS('http://www.w3.org/2000/svg', name);
  const picture = document.body.appendChild(of('svg'));
  for (let each = 0; each < 3000; each += 1) {
    let outline = 'M0 0';
    for (let at = 0; at < 60; at += 1)
      outline += `L${(each * 7 + at * 13) % 800} ${(each * 11 + at * 17) % 600}`;
    const path = picture.appendChild(of('path'));
    path.setAttribute('d', outline);
    path.setAttribute('fill', '#a34f05');
  }
}"""


def watch(page):
    """Give a function that tells the seconds that the page's main thread has worked."""
    tools = page.context.new_cdp_session(page)
    tools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        metrics = tools.send("Performance.getMetrics")["metrics"]
        (seconds,) = (each["value"] for each in metrics if each["name"] == "TaskDuration")
        assert seconds > 0
        return seconds

    return worked


def of_visit(browser, path: Path) -> float:
    """Give the yardsticks that a page takes until it is drawn and can be used.

    Page and yardstick are drawn in turn, and the least of each counts: what disturbs a visit only
    ever adds to it.
    """
    drawn = [(_visit(browser, path.as_uri(), _wait), yardstick(browser)) for _ in range(VISITS)]
    return min(page for page, _ in drawn) / min(stick for _, stick in drawn)


def yardstick(browser) -> float:
    """Give the seconds that drawing the fixed picture takes."""
    return _visit(browser, "about:blank", lambda page: page.evaluate(YARDSTICK))


def _wait(page) -> None:
    page.wait_for_selector("html[data-ready]", state="attached")


def _visit(browser, address, draw) -> float:
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 860})
    page = context.new_page()
    worked = watch(page)
    page.goto(address)
    draw(page)
    page.evaluate(SETTLED)
    seconds = worked()
    context.close()
    return seconds
