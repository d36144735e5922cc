// The row of links to all pages: on a phone it is longer than the bar, and is moved along.

/** Bring the present page's link into view, and tell the style which ends have more to show. */
export function startStrip(strip) {
  const tell = () => {
    const { scrollLeft, scrollWidth, clientWidth } = strip;
    strip.classList.toggle("more-before", scrollLeft > 1);
    strip.classList.toggle("more-after", scrollLeft < scrollWidth - clientWidth - 1);
  };
  const here = () => {
    strip
      .querySelector("[aria-current]")
      ?.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
    tell();
  };
  strip.addEventListener("scroll", tell, { passive: true });
  new ResizeObserver(here).observe(strip);
}
