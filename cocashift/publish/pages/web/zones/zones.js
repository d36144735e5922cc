// The page of single zones: what the reader asks for stands in the address.

import { csv, save } from "#map/downloads.js";
import { text } from "#map/elements.js";
import { Numbers } from "#map/numbers.js";
import { State } from "#map/state.js";
import { columns, writeHead } from "#zones/head.js";
import { counted, laidOut, listed, SORTS } from "#zones/list.js";
import { line } from "#zones/row.js";
import { taken } from "#zones/take.js";

const FIRST = 25;
const ALSO = ["little", "none", "unknown"];

export function start(data) {
  const { words } = data;
  const numbers = new Numbers(data.locale);
  const kinds = new Map(data.kinds);
  const methods = data.methods.map(([method]) => method);
  const units = data.rows.map((row) => laidOut(row, methods, kinds));
  const state = new State();
  const table = document.getElementById("list");
  const [find, sort, more, all] = ["find", "sort", "more", "all"].map((id) =>
    document.getElementById(id),
  );
  const most = Math.max(10, ...units.map((unit) => unit.bounds?.[1]?.[1] ?? 0));
  const view = { data, words, numbers, most };
  const heads = columns(data, words);
  const [[, best]] = data.methods;
  const labels = heads.map(({ label, over }) =>
    over && over !== best ? `${over}: ${label}` : label,
  );
  const mark = writeHead(table, heads, view, (key) =>
    choose({ sort: key, up: asked.sort === key ? !asked.up : key === "name" }),
  );
  const { q, kind, also, rows } = state.parts;
  const key = SORTS.includes(state.parts.sort) ? state.parts.sort : "last";
  const asked = {
    q: q ?? "",
    kind: kinds.has(kind) ? kind : "",
    also: new Set((also ?? "").split(".").filter((each) => ALSO.includes(each))),
    sort: key,
    up: "up" in state.parts ? state.parts.up === "1" : key === "name",
    rows: rows === "all" ? Infinity : Number(rows) || FIRST,
  };

  function shown() {
    return listed(units, {
      kind: asked.kind,
      asked: asked.q,
      states: new Set(["told", ...asked.also]),
      sort: asked.sort,
      falling: !asked.up,
    });
  }

  function write() {
    const found = shown();
    const listedNow = found.slice(0, asked.rows);
    table.tBodies[0].replaceChildren(...listedNow.map((unit) => line(unit, view, labels)));
    const count = (value) => numbers.plain(value);
    const told = found.length ? words.count : words.nothing;
    document.getElementById("count").textContent = told
      .replace("{shown}", count(listedNow.length))
      .replace("{count}", count(found.length))
      .replace("{method}", best);
    more.hidden = all.hidden = listedNow.length === found.length;
    all.textContent = words.all.replace("{count}", count(found.length));
    mark(asked.sort, !asked.up);
    const counts = counted(units, asked.kind);
    for (const box of document.querySelectorAll("[name=also]")) {
      box.checked = asked.also.has(box.value) || Boolean(asked.q.trim());
      box.disabled = Boolean(asked.q.trim());
      box.parentElement.querySelector("b").textContent = count(counts[box.value]);
    }
  }

  function choose(parts) {
    Object.assign(asked, parts);
    sort.value = asked.sort;
    state.set({
      q: asked.q.trim() || null,
      kind: asked.kind || null,
      also: [...asked.also].join(".") || null,
      sort: asked.sort === "last" ? null : asked.sort,
      up: asked.up === (asked.sort === "name") ? null : Number(asked.up),
      rows: asked.rows === FIRST ? null : asked.rows === Infinity ? "all" : asked.rows,
    });
    write();
  }

  find.value = asked.q;
  find.addEventListener("input", () => choose({ q: find.value, rows: FIRST }));
  for (const name of SORTS) sort.append(text("option", words[`sort_${name}`], { value: name }));
  sort.addEventListener("change", () => choose({ sort: sort.value, up: sort.value === "name" }));
  for (const box of document.querySelectorAll("[name=kind]")) {
    box.checked = box.value === asked.kind;
    box.addEventListener("change", () => choose({ kind: box.value, rows: FIRST }));
  }
  for (const box of document.querySelectorAll("[name=also]"))
    box.addEventListener("change", () => {
      asked.also[box.checked ? "add" : "delete"](box.value);
      choose({});
    });
  more.addEventListener("click", () => choose({ rows: asked.rows + FIRST }));
  all.addEventListener("click", () => choose({ rows: Infinity }));
  document.getElementById("csv").addEventListener("click", () => {
    const view = taken(shown(), data);
    // A spreadsheet takes a file for UTF-8 if it begins so.
    const content = `\ufeff${csv(view.columns, view.rows)}`;
    save(new Blob([content], { type: "text/csv" }), "cocashift-zones.csv");
  });
  sort.value = asked.sort;
  write();
}
