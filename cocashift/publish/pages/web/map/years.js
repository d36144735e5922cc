// All years of the table, one at a time: the curve of the country is the handle.

import { multiples } from "#map/multiples.js";
import { timeline } from "#map/timeline.js";
import { aboutYears, startYears } from "#map/yearly.js";

const PACE_MS = 900;

export function start(map, data) {
  const years = data.series_years;
  const asked = years.indexOf(Number(new URLSearchParams(location.hash.slice(1)).get("year")));
  let place = asked >= 0 ? asked : years.indexOf(data.years[1]);
  const large = L.DomUtil.create("div", "year-large on-stage", map.getContainer());
  large.textContent = years[place];
  const marks = () => {
    const rest = data.years.filter((year) => year !== years[place]);
    return [...rest.map((year) => [year, "first"]), [years[place], "last"]];
  };
  const page = startYears(map, data, { place: () => place, marks });
  const layer = page.draw(() => place);
  const play = document.getElementById("play");
  const handle = document.getElementById("year");
  const tell = timeline(handle, data, page.numbers, go);
  const mark = multiples(document.getElementById("multiples"), map, data, page.numbers);

  function show(next) {
    place = Math.min(Math.max(next, 0), years.length - 1);
    large.textContent = years[place];
    document.getElementById("total").textContent = tell(place);
    mark(place);
    layer.repaint((id) => page.colour(id, place));
    page.legend();
    aboutYears(page);
    page.state.set({ year: years[place] });
  }

  /** Go to a year because the reader asked for it: what plays stops. */
  function go(next) {
    stop();
    if (next !== place) show(next);
  }

  let playing = null;
  function stop() {
    clearInterval(playing);
    playing = null;
    play.textContent = play.dataset.play;
  }
  play.addEventListener("click", () => {
    if (playing) return stop();
    show(0);
    // Who asked for less motion goes through the years alone.
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return handle.focus();
    play.textContent = play.dataset.stop;
    playing = setInterval(() => {
      show(place + 1);
      if (place === years.length - 1) stop();
    }, PACE_MS);
  });
  document.getElementById("back").addEventListener("click", () => go(place - 1));
  document.getElementById("on").addEventListener("click", () => go(place + 1));
  document.addEventListener("keydown", (event) => {
    const to = { ArrowLeft: place - 1, ArrowRight: place + 1 }[event.key];
    const ends = event.target === handle && { Home: 0, End: years.length - 1 }[event.key];
    const elsewhere = event.target.closest("input, select, details, [popover], .folium-map");
    if (elsewhere || (to ?? ends ?? false) === false) return;
    event.preventDefault();
    go(to ?? ends);
  });
  show(place);
}
