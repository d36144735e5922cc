// Two tabs under the map: the distribution, and the table.

export function offerTabs(state, changed) {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const show = (name) => {
    for (const tab of tabs) {
      const chosen = tab.dataset.tab === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
    }
    document.body.dataset.tab = name;
    changed();
  };
  tabs.forEach((tab, place) => {
    tab.addEventListener("click", () => {
      show(tab.dataset.tab);
      state.set({ tab: tab.dataset.tab });
    });
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (!step) return;
      const next = tabs[(place + step + tabs.length) % tabs.length];
      next.focus();
      next.click();
    });
  });
  const asked = state.parts.tab;
  show(tabs.some((tab) => tab.dataset.tab === asked) ? asked : tabs[0].dataset.tab);
}
