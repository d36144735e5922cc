// What every map carries besides its layers: zoom, scale, and a name for screen readers.

export function furnish(map, words) {
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix(false);
  map.getContainer().setAttribute("role", "region");
  map.getContainer().setAttribute("aria-label", words.region);
}
