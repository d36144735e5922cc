"""Map tips: what the pages' card says of a feature, where a pointer rests on it in QGIS."""

from pathlib import Path

from markupsafe import Markup

from cocashift.publish.gis import expressions
from cocashift.publish.results import Publication
from cocashift.publish.templates import template

__all__ = ["tip"]

HERE = Path(__file__).parent


def tip(layer: str, publication: Publication) -> str:
    """Write the tip of a layer.

    Parameters
    ----------
    layer : str
        Its name.
    publication : Publication
        Its headline, years and language.

    Returns
    -------
    str
        HTML with expressions of QGIS between ``[%`` and ``%]``; empty for a layer of which there
        is nothing to tell.
    """
    words = publication.words

    def told(expression: str) -> Markup:
        return Markup(f"[% {expression} %]")

    def named(field: str, texts: dict[str, str]) -> Markup:
        """Put words for the keys that a field holds."""
        cases = " ".join(
            f'WHEN "{field}" = {expressions.quoted(key)} THEN {expressions.quoted(text)}'
            for key, text in texts.items()
        )
        return told(f"CASE {cases} ELSE {expressions.name(field)} END")

    return (
        template(HERE, "tips.html.j2")
        .render(
            layer=layer,
            words=words,
            years=publication.years,
            headline=publication.headline,
            zones={zone: words.zone(zone) for zone in publication.zones},
            scenarios={each: words.scenario(each) for each in publication.scenarios},
            told=told,
            named=named,
            name=lambda field: told(expressions.name(field)),
            hectares=lambda field: told(expressions.hectares(field, words)),
            plain=lambda field: told(expressions.hectares(field, words, "")),
            change=lambda field: told(expressions.change(field, words)),
            percent=lambda field: told(expressions.percent(field, words)),
            between=lambda low, high, before: told(
                expressions.between(low, high, words, f"({before} ", " ha)")
            ),
            dates=lambda begin, end: told(expressions.dates(begin, end)),
            line=lambda *parts: told(expressions.line(*parts)),
        )
        .strip()
    )
