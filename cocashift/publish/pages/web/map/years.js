// All years of the table, one at a time, over the national curve.

import { drawGround, drawMunicipalities, layPanes } from "#map/basemap.js";
import { colourAt, listClasses } from "#map/density.js";
import { furnish } from "#map/furniture.js";
import { offerMunicipalities, tell } from "#map/municipality.js";
import { Numbers } from "#map/numbers.js";
import { sparkline } from "#map/sparkline.js";

const PACE_MS = 900;

export function start(map, data) {
  const numbers = new Numbers(data.locale);
  const years = data.series_years;
  let place = years.indexOf(data.years[1]);
  layPanes(map);
  drawGround(map, data);
  const told = (id) => () => tell(data, id, numbers);
  const layer = drawMunicipalities(
    map,
    data.topology,
    (id) => colourAt(data, id, place),
    (id) => ({ mouseover: told(id), click: told(id) }),
  );
  const slider = document.getElementById("year");
  const play = document.getElementById("play");
  Object.assign(slider, { min: 0, max: years.length - 1, value: place });

  function show(next) {
    place = Math.min(Math.max(next, 0), years.length - 1);
    slider.value = place;
    slider.setAttribute("aria-valuetext", years[place]);
    document.getElementById("shown").textContent = years[place];
    const total = data.national[place];
    document.getElementById("total").textContent =
      `${years[place]}: ${total === null ? data.words.no_figure : numbers.hectares(total)}`;
    const marked = [...data.years, years[place]];
    document
      .getElementById("curve")
      .replaceChildren(sparkline(years, data.national, marked, data.words.all_years, numbers));
    layer.eachLayer((shape) =>
      shape.setStyle({ fillColor: colourAt(data, shape.feature.properties.id, place) }),
    );
  }

  let playing = null;
  function stop() {
    clearInterval(playing);
    playing = null;
    play.textContent = play.dataset.play;
  }
  play.addEventListener("click", () => {
    if (playing) return stop();
    if (place === years.length - 1) show(0);
    play.textContent = play.dataset.stop;
    playing = setInterval(() => {
      show(place + 1);
      if (place === years.length - 1) stop();
    }, PACE_MS);
  });
  slider.addEventListener("input", () => show(Number(slider.value)));
  document.getElementById("back").addEventListener("click", () => show(place - 1));
  document.getElementById("on").addEventListener("click", () => show(place + 1));

  furnish(map, data.words);
  offerMunicipalities(map, data, layer, numbers);
  listClasses(data);
  map.fitBounds(layer.getBounds());
  show(place);
}
