// What the reader looks at, in the address: theme, place of the map, municipality.

export function readPlace(hash) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const at = (asked.get("at") ?? "").split(",").map(Number);
  return {
    theme: asked.get("theme"),
    at: at.length === 3 && at.every(Number.isFinite) && asked.get("at") ? at : null,
    place: asked.get("place"),
  };
}

export function writePlace({ theme, at: [lat, lng, zoom], place }) {
  const parts = [`theme=${theme}`, `at=${lat.toFixed(3)},${lng.toFixed(3)},${zoom}`];
  if (place) parts.push(`place=${place}`);
  return `#${parts.join("&")}`;
}
