// Search by any word of a name, by department or by code: a combobox with a list.

import { text } from "#map/elements.js";

const MOST = 8;

/** A name as people type it: without accents or capitals. */
export function plain(name) {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Rows that a text names, the best first: every word of it must begin a word of theirs. */
export function found(rows, asked) {
  const wanted = plain(asked);
  if (!wanted) return [];
  const words = wanted.split(" ");
  const begins = (name) => {
    const own = plain(name).split(" ");
    return words.every((word) => own.some((each) => each.startsWith(word)));
  };
  const rank = (row) => {
    const name = plain(row.municipality ?? row.department);
    if (row.divipola === wanted || name === wanted) return row.municipality ? 1 : 0;
    if (name.startsWith(wanted)) return 2;
    if (begins(row.municipality ?? row.department)) return 3;
    if (begins(`${row.municipality ?? ""} ${row.department} ${row.divipola}`)) return 4;
    return null;
  };
  return rows
    .map((row) => [rank(row), row])
    .filter(([place]) => place !== null)
    .sort(([a, one], [b, other]) => a - b || (other.weight ?? 0) - (one.weight ?? 0))
    .map(([, row]) => row);
}

/** Departments as rows to be found, beside the municipalities'. */
export function withDepartments(rows) {
  const names = new Map(rows.map((row) => [row.divipola.slice(0, 2), row.department]));
  return [...[...names].map(([divipola, department]) => ({ divipola, department })), ...rows];
}

export function offerSearch(rows, words, choose) {
  const field = document.getElementById("search");
  const list = document.getElementById("found");
  const status = document.getElementById("search-status");
  const all = withDepartments(rows);
  let shown = [];
  let active = -1;

  function mark(place) {
    active = place;
    [...list.children].forEach((option, at) =>
      option.setAttribute("aria-selected", String(at === place)),
    );
    if (place >= 0) field.setAttribute("aria-activedescendant", `found-${place}`);
    else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function take(row) {
    field.value = row.municipality ?? row.department;
    status.textContent = "";
    close();
    choose(row);
  }

  function look() {
    const matching = found(all, field.value);
    shown = matching.slice(0, MOST);
    const nothing = field.value.trim() && !matching.length;
    status.textContent = nothing
      ? words.nothing_found.replace("{asked}", field.value.trim())
      : matching.length > MOST
        ? words.more_found.replace("{count}", matching.length)
        : "";
    list.replaceChildren(
      ...shown.map((row, place) => {
        const option = text("li", row.municipality ?? row.department, {
          role: "option",
          id: `found-${place}`,
          "aria-selected": "false",
        });
        const told = row.municipality ? `${row.department} · ${row.divipola}` : words.a_department;
        option.append(text("span", told, { class: "found-told" }));
        // The list closes when the field loses the focus; a press must come before that.
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(row);
        });
        return option;
      }),
    );
    list.hidden = !shown.length;
    field.setAttribute("aria-expanded", String(Boolean(shown.length)));
    mark(-1);
  }

  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) look();
      if (shown.length) mark((active + (key === "ArrowDown" ? 1 : shown.length)) % shown.length);
    } else if (key === "Enter") {
      event.preventDefault();
      if (list.hidden) look();
      if (shown.length) take(shown[Math.max(active, 0)]);
    } else if (key === "Escape") {
      close();
    }
  });
}
