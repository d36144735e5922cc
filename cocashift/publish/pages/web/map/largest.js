// The largest changes as a list with bars: where to begin.

import { text } from "#map/elements.js";

const EACH = 5;

/** The largest rises, and then the largest falls, the largest first. */
export function largest(rows, each = EACH) {
  const known = rows.filter(({ change }) => change).sort((a, b) => b.change - a.change);
  const rises = known.filter(({ change }) => change > 0).slice(0, each);
  const falls = known.filter(({ change }) => change < 0).reverse();
  return [rises, falls.slice(0, each)];
}

export function offerLargest(rows, words, numbers, choose) {
  const holder = document.getElementById("largest");
  const groups = largest(rows);
  const most = Math.max(...groups.flat().map(({ change }) => Math.abs(change)), 1);
  groups.forEach((group, place) => {
    const list = text("ol", "", { class: place ? "falls" : "rises" });
    for (const row of group) {
      const button = text("button", "", { type: "button" });
      const bar = text("i", "");
      bar.style.width = `${(100 * Math.abs(row.change)) / most}%`;
      const change = text("b", numbers.change(row.change), { class: place ? "fall" : "rise" });
      button.append(text("span", row.municipality), change, bar);
      button.addEventListener("click", () => choose(row));
      const item = text("li", "");
      item.append(button);
      list.append(item);
    }
    if (group.length)
      holder.append(text("h3", words[place ? "largest_falls" : "largest_rises"]), list);
  });
}
