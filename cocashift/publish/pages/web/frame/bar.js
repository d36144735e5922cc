// The bar of every page: copy the address, print, and keep the view in the other edition.

import { startStrip } from "#frame/strip.js";

/** Copy a text; without a clipboard (a page opened from a disk may have none) by selection. */
async function copy(content) {
  try {
    await navigator.clipboard.writeText(content);
  } catch {
    const field = document.createElement("textarea");
    field.value = content;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

export function startBar() {
  const button = document.getElementById("copy");
  const label = button.textContent;
  button.addEventListener("click", async () => {
    await copy(location.href);
    button.textContent = button.dataset.done;
    document.getElementById("status").textContent = button.dataset.done;
    setTimeout(() => (button.textContent = label), 2000);
  });
  startStrip(document.querySelector(".bar nav"));
  document.getElementById("print")?.addEventListener("click", () => window.print());
  // A sheet of paper says where it comes from.
  window.addEventListener("beforeprint", () => {
    document.getElementById("address").textContent = location.href;
  });
  // The same view in the other language.
  for (const link of document.querySelectorAll("[data-edition]")) {
    link.addEventListener("click", () => (link.hash = location.hash));
  }
  const menus = document.querySelectorAll("details.menu");
  document.addEventListener("click", ({ target }) => {
    for (const menu of menus) if (!menu.contains(target)) menu.open = false;
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") for (const menu of menus) menu.open = false;
  });
}
