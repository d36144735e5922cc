// The tooltip: one box that follows the pointer, and says the most important of what lies there.

import { text } from "#map/elements.js";

export class Tip {
  constructor(map) {
    this.map = map;
    this.box = L.tooltip({ className: "tip", direction: "top", offset: [0, -6] });
  }

  show(at, content) {
    this.box.setLatLng(at).setContent(content).addTo(this.map);
  }

  hide() {
    this.box.remove();
  }
}

/** Name, department, change, both years, and the zones that one sees there. */
export function summary(row, words, numbers, zones) {
  const box = text("div", `${row.municipality}, ${row.department}`);
  const figure = (value) => (value === null ? words.no_figure : numbers.plain(value));
  if (row.first === null && row.last === null) {
    box.append(text("span", words.not_in_table));
  } else {
    const known = row.first !== null && row.last !== null;
    box.append(
      text("b", known ? `${numbers.change(row.last - row.first)} ha` : words.no_figure),
      text("span", `${figure(row.first)} → ${figure(row.last)} ha`),
    );
  }
  if (zones.length) box.append(text("span", zones.slice(0, 3).join("; "), { class: "quiet" }));
  return box;
}
