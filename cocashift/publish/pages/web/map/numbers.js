// Numbers in the reader's format; a true minus sign, and a sign before every change.

export class Numbers {
  constructor(locale) {
    this.locale = locale;
  }

  plain(value, decimals = 0) {
    const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return new Intl.NumberFormat(this.locale, digits).format(value).replace("-", "−");
  }

  hectares(value) {
    return `${this.plain(value)} ha`;
  }

  change(value, decimals = 0) {
    return (value > 0 ? "+" : "") + this.plain(value, decimals);
  }

  share(value) {
    const format = { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 };
    return new Intl.NumberFormat(this.locale, format).format(value);
  }

  /** A relative change in whole per cent. */
  growth(value) {
    const format = { style: "percent", maximumFractionDigits: 0 };
    const told = new Intl.NumberFormat(this.locale, format).format(value).replace("-", "−");
    return (value > 0 ? "+" : "") + told;
  }

  /** A value on an axis: thousands as k. */
  short(value) {
    if (Math.abs(value) < 1000) return this.plain(value);
    const thousands = value / 1000;
    return `${this.plain(thousands, thousands % 1 ? 1 : 0)}k`;
  }
}
