// All years of the table, one at a time: the handle stands under the national curve.

import { chart } from "#map/chart.js";
import { aboutYears, startYears } from "#map/yearly.js";

const PACE_MS = 900;

export function start(map, data) {
  const years = data.series_years;
  const asked = years.indexOf(Number(new URLSearchParams(location.hash.slice(1)).get("year")));
  let place = asked >= 0 ? asked : years.indexOf(data.years[1]);
  const large = L.DomUtil.create("div", "year-large on-stage", map.getContainer());
  const marks = () => {
    const rest = data.years.filter((year) => year !== years[place]);
    return [...rest.map((year) => [year, "first"]), [years[place], "last"]];
  };
  const page = startYears(map, data, { place: () => place, marks });
  const { numbers, state } = page;
  const layer = page.draw(() => place);
  const slider = document.getElementById("year");
  const play = document.getElementById("play");
  Object.assign(slider, { min: 0, max: years.length - 1, value: place });

  function show(next) {
    place = Math.min(Math.max(next, 0), years.length - 1);
    slider.value = place;
    slider.setAttribute("aria-valuetext", years[place]);
    large.textContent = years[place];
    document.getElementById("shown").textContent = years[place];
    const total = data.national[place];
    document.getElementById("total").textContent =
      `${years[place]}: ${total === null ? data.words.no_figure : numbers.hectares(total)}`;
    const curve = chart(years, data.national, marks(), data.words.all_years, numbers, 70);
    document.getElementById("curve").replaceChildren(curve);
    layer.repaint((id) => page.colour(id, place));
    page.legend();
    aboutYears(page);
    state.set({ year: years[place] });
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
    play.textContent = play.dataset.stop;
    playing = setInterval(() => {
      show(place + 1);
      if (place === years.length - 1) stop();
    }, PACE_MS);
  });
  slider.addEventListener("input", () => show(Number(slider.value)));
  document.getElementById("back").addEventListener("click", () => show(place - 1));
  document.getElementById("on").addEventListener("click", () => show(place + 1));
  show(place);
}
