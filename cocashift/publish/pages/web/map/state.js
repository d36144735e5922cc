// What the reader looks at, in the address: every part of the view, so that a link shows the same.

export function readState(hash) {
  const state = Object.fromEntries(new URLSearchParams(hash.replace(/^#/, "")));
  const at = (state.at ?? "").split(",").map(Number);
  if (at.length === 3 && at.every(Number.isFinite) && state.at) state.at = at;
  else delete state.at;
  return state;
}

/** Write a state as readState reads it; parts that are null or undefined are left out. */
export function writeState(state) {
  const written = Object.entries(state)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => [key, key === "at" ? place(value) : value]);
  return `#${written.map(([key, value]) => `${key}=${encoded(value)}`).join("&")}`;
}

/** A value as an address holds it: points and commas stay, what parts an address does not. */
function encoded(value) {
  return encodeURI(value).replace(/[#&+=]/g, encodeURIComponent);
}

function place([lat, lng, zoom]) {
  return `${lat.toFixed(3)},${lng.toFixed(3)},${Number(zoom.toFixed(2))}`;
}

/** The state of a page: what the address asked for, then what the reader does. */
export class State {
  constructor() {
    this.parts = readState(location.hash);
    // Another address in the same tab, as when a link is pasted, is another view.
    window.addEventListener("hashchange", () => location.reload());
  }

  set(parts) {
    Object.assign(this.parts, parts);
    history.replaceState(null, "", writeState(this.parts));
  }
}
