// On a phone the panels are a sheet over the map, with three stops: a peek, half, and all of it.

const STOPS = ["peek", "half", "full"];

/** The stop nearest to where a hand let the sheet go: a share of the window's height. */
export function nearest(share) {
  if (share < 0.28) return "peek";
  return share < 0.68 ? "half" : "full";
}

export function startSheet(map, words) {
  const handle = document.getElementById("sheet");
  const root = document.body;
  const settle = (stop) => {
    root.dataset.sheet = stop;
    handle.setAttribute("aria-label", words[stop === "full" ? "sheet_less" : "sheet_more"]);
    handle.setAttribute("aria-expanded", String(stop !== "peek"));
    map.invalidateSize({ animate: false });
  };
  handle.addEventListener("click", () => {
    const next = STOPS[(STOPS.indexOf(root.dataset.sheet) + 1) % STOPS.length];
    settle(next);
  });
  let from = null;
  handle.addEventListener("pointerdown", ({ clientY, pointerId }) => {
    from = clientY;
    handle.setPointerCapture(pointerId);
  });
  handle.addEventListener("pointerup", (event) => {
    const moved = from !== null && Math.abs(event.clientY - from) > 12;
    from = null;
    if (!moved) return;
    settle(nearest(1 - event.clientY / window.innerHeight));
    // The click that follows a drag is no click.
    handle.addEventListener("click", (click) => click.stopImmediatePropagation(), {
      capture: true,
      once: true,
    });
  });
  settle("peek");
  /** What was chosen is seen: the sheet rises half way, and its card is at its top. */
  return () => {
    if (root.dataset.sheet !== "half") settle("half");
    map.invalidateSize({ animate: false });
    document.querySelector(".sheet").scrollTo(0, 0);
  };
}
