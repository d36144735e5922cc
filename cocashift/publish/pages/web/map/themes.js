// What the colours show: one choice of several, in the page as radio buttons.

export function offerThemes(current, paint) {
  for (const button of document.querySelectorAll("[name=theme]")) {
    button.checked = button.value === current;
    button.addEventListener("change", () => paint(button.value));
  }
}
