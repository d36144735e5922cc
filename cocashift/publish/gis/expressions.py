"""Expressions of QGIS that write figures and names as the pages do."""

from cocashift.words import Words

__all__ = ["between", "change", "dates", "hectares", "known", "line", "name", "percent", "quoted"]

BARS = "▁▂▃▄▅▆▇█"


def quoted(text: str) -> str:
    """Write a text as an expression has it.

    Examples
    --------
    >>> quoted("d'Alba")
    "'d''Alba'"
    """
    return "'" + text.replace("'", "''") + "'"


def name(field: str) -> str:
    """Give a text that others wrote, harmless inside HTML."""
    escaped = f"replace(replace(\"{field}\", '&', '&amp;'), '<', '&lt;')"
    return f"coalesce({escaped}, '')"


def known(figure: str, field: str, words: Words) -> str:
    """Give an expression, or say that a field has no figure."""
    return f'if("{field}" IS NULL, {quoted(words("map.no_figure"))}, {figure})'


def hectares(field: str, words: Words, unit: str = " ha") -> str:
    """Write whole hectares, or that there is no figure."""
    return known(f"{_number(field, words)} || '{unit}'", field, words)


def change(field: str, words: Words, unit: str = " ha") -> str:
    """Write a change in whole hectares with its sign, or that there is no figure."""
    rounded = f'round("{field}")'
    sign = f"CASE WHEN {rounded} > 0 THEN '+' WHEN {rounded} < 0 THEN '−' ELSE '' END"
    return known(f"{sign} || {_number(field, words, 'abs')} || '{unit}'", field, words)


def between(low: str, high: str, words: Words, before: str = "", unit: str = " ha") -> str:
    """Write the two ends of an interval behind what they are, or nothing."""
    numbers = f"{_number(low, words)} || '–' || {_number(high, words)}"
    ends = f"{quoted(before)} || {numbers} || '{unit}'"
    return f"if(\"{low}\" IS NULL, '', {ends})"


def percent(field: str, words: Words) -> str:
    """Write a share, 0 to 1, in whole per cent."""
    sign = words.percent(0).removeprefix("0")
    figure = f"format_number(100 * \"{field}\", 0, '{_locale(words)}') || '{sign}'"
    return known(figure, field, words)


def dates(begin: str, end: str) -> str:
    """Write from when to when, or nothing where both are open."""
    open_end = f"coalesce(\"{begin}\", '…') || ' – ' || coalesce(\"{end}\", '…')"
    return f'if(coalesce("{begin}", "{end}") IS NULL, \'\', {open_end})'


def line(relation: str, field: str, order: str) -> str:
    """Draw the figures of related rows as bars, a point where there is none.

    A layer opened without the project has no relation: then nothing is drawn.
    """
    bar = f"substr('{BARS}', 1 + floor({len(BARS) - 0.01} * \"{field}\" / max(1, @most)), 1)"
    mark = f"if(\"{field}\" IS NULL, '·', if(\"{field}\" = 0, '_', {bar}))"
    most = f"relation_aggregate('{relation}', 'max', \"{field}\")"
    bars = f"relation_aggregate('{relation}', 'concatenate', {mark}, '', \"{order}\")"
    ends = [f"relation_aggregate('{relation}', '{end}', \"{order}\")" for end in ("min", "max")]
    bars = f"{ends[0]} || ' ' || {bars} || ' ' || {ends[1]}"
    return f"try(with_variable('most', {most}, if(@most IS NULL, '', {bars})), '')"


def _number(field: str, words: Words, of: str = "") -> str:
    return f"format_number({of}(\"{field}\"), 0, '{_locale(words)}')"


def _locale(words: Words) -> str:
    return words.locale.replace("-", "_")
