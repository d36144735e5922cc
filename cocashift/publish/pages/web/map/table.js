// A table of what a map shows: sorted by any column, filtered by words; a chosen row moves the map.

import { text } from "#map/elements.js";
import { plain } from "#map/search.js";

/** Sort rows by a column; rows without a figure come last either way. */
export function sorted(rows, key, falling) {
  const sign = falling ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (a[key] === null || b[key] === null) return (a[key] === null) - (b[key] === null);
    if (typeof a[key] === "string") return sign * a[key].localeCompare(b[key]);
    return sign * (a[key] - b[key]);
  });
}

/** Rows in which every word asked for begins a word of one of the keys. */
export function filtered(rows, keys, asked) {
  const words = plain(asked).split(" ").filter(Boolean);
  if (!words.length) return rows;
  return rows.filter((row) => {
    const own = plain(keys.map((key) => row[key]).join(" ")).split(" ");
    return words.every((word) => own.some((each) => each.startsWith(word)));
  });
}

export class Table {
  /** `columns` are { key, label, kind }: a kind of text is found by the filter. */
  constructor(rows, columns, { sort, words, numbers, choose }) {
    Object.assign(this, { rows, columns, words, choose, key: sort, falling: true, asked: "" });
    // The keys of columns that have nothing to tell of these rows.
    this.without = [];
    this.lines = new Map();
    this.formats = {
      ha: (value) => numbers.plain(value),
      change: (value) => numbers.change(value),
      share: (value) => numbers.share(value),
      km: (value) => numbers.plain(value),
    };
    this.body = document.querySelector("#table tbody");
    this.heads = columns.map(({ key, label, kind }) => {
      const head = text("th", "", { scope: "col", class: kind ? "number" : "" });
      const button = text("button", label, { type: "button" });
      button.addEventListener("click", () => {
        this.falling = this.key === key ? !this.falling : Boolean(kind);
        this.key = key;
        this.write();
      });
      head.append(button);
      return [key, head];
    });
    document.querySelector("#table thead tr").append(...this.heads.map(([, head]) => head));
    const field = document.getElementById("filter");
    field?.addEventListener("input", () => {
      this.asked = field.value;
      this.write();
    });
    this.write();
  }

  get shown() {
    const keys = this.columns.filter(({ kind }) => !kind).map(({ key }) => key);
    return sorted(filtered(this.rows, keys, this.asked), this.key, this.falling);
  }

  write() {
    for (const [key, head] of this.heads) {
      head.hidden = this.without.includes(key);
      if (key === this.key)
        head.setAttribute("aria-sort", this.falling ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    const { shown, words } = this;
    this.lines.clear();
    this.body.replaceChildren(...shown.map((row) => this.line(row)));
    const count = document.getElementById("rows");
    if (count) count.textContent = words.rows.replace("{count}", shown.length);
  }

  /** Mark a row, and bring it into view. */
  mark(row) {
    for (const [each, line] of this.lines) line.classList.toggle("marked", each === row);
    this.lines.get(row)?.scrollIntoView({ block: "nearest" });
  }

  line(row) {
    const line = text("tr", "");
    this.lines.set(row, line);
    const columns = this.columns.filter(({ key }) => !this.without.includes(key));
    columns.forEach(({ key, kind }, place) => {
      const value = row[key];
      const told = value === null ? this.words.no_figure : kind ? this.formats[kind](value) : value;
      const cell = text("td", place && told, { class: kind ? "number" : "" });
      if (!place) {
        cell.textContent = "";
        const name = text("button", told, { type: "button" });
        name.addEventListener("click", () => this.choose(row));
        cell.append(name);
      }
      line.append(cell);
    });
    return line;
  }
}
