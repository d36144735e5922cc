// Numbers in the reader's format; a true minus sign, and a sign before every change.

/** Hectares as they are told: what rounds to none and is more is less than one. */
export function told(value, numbers) {
  return value !== 0 && Math.abs(value) < 0.5 ? "<1" : numbers.plain(value);
}

export class Numbers {
  constructor(locale) {
    this.locale = locale;
    this.kept = new Map();
  }

  // To make a format takes far longer than to use it.
  format(value, decimals, style = "decimal") {
    const kind = `${style} ${decimals}`;
    if (!this.kept.has(kind)) {
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      this.kept.set(kind, new Intl.NumberFormat(this.locale, { style, ...digits }));
    }
    const text = this.kept.get(kind).format(value);
    // What is rounded to nothing has no sign.
    return text.replace("-", /[1-9]/.test(text) ? "−" : "");
  }

  plain(value, decimals = 0) {
    return this.format(value, decimals);
  }

  hectares(value) {
    return `${this.plain(value)} ha`;
  }

  change(value, decimals = 0) {
    return (value > 0 ? "+" : "") + this.plain(value, decimals);
  }

  share(value, decimals = 1) {
    return this.format(value, decimals, "percent");
  }

  /** A relative change in whole per cent. */
  growth(value) {
    return (value > 0 ? "+" : "") + this.format(value, 0, "percent");
  }

  /** A value on an axis: thousands as k. */
  short(value) {
    if (Math.abs(value) < 1000) return this.plain(value);
    const thousands = value / 1000;
    return `${this.plain(thousands, thousands % 1 ? 1 : 0)}k`;
  }
}
