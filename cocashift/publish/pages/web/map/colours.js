// Colours as the browser makes them of light-dark() and of variables, here and now.

/** Red, green and blue of a colour that the browser tells. */
export function parsed(colour) {
  return (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
}

export function seen(colour) {
  const probe = document.createElement("i");
  probe.style.color = colour;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
