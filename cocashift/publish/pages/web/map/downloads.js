// The view to take along: its rows as CSV, its map as a picture, a sheet of paper.

import { asPng, asText, picture } from "#map/picture.js";

/** Rows as CSV: a point before decimals, missing figures empty, text quoted where it must be. */
export function csv(columns, rows) {
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    const written = String(value);
    return /[",\n\r]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
  };
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  return `${lines.map((line) => line.map(cell).join(",")).join("\n")}\n`;
}

export function save(content, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/** `view` tells, when asked: name, columns, rows, title, credits and legend. */
export function offerDownloads(map, view) {
  const menu = document.getElementById("download");
  const kinds = {
    csv: ({ name, columns, rows }) => {
      // A spreadsheet takes a file for UTF-8 if it begins so.
      save(new Blob(["\ufeff", csv(columns, rows())], { type: "text/csv" }), `${name}.csv`);
    },
    svg: (now) =>
      save(new Blob([asText(picture(map, now))], { type: "image/svg+xml" }), `${now.name}.svg`),
    png: async (now) => save(await asPng(picture(map, now)), `${now.name}.png`),
    print: () => window.print(),
  };
  for (const button of menu.querySelectorAll("[data-as]")) {
    button.addEventListener("click", () => {
      menu.open = false;
      kinds[button.dataset.as](view());
    });
  }
}
