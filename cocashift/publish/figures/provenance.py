"""The line under a figure: who measured what, of which day, and in which projection it is drawn."""

import pandas as pd
import pyproj

from cocashift.allocate.models import FITTED
from cocashift.publish.results import Publication

__all__ = ["of_estimates", "of_headline", "of_zones", "told"]


def told(
    publication: Publication, layers: list[str], projected: bool, all_years: bool = False
) -> str:
    """Name the sources of layers, by provider, with their editions; and what to bear in mind.

    Parameters
    ----------
    publication : Publication
        Its ``sources``, ``years``, ``crs`` and ``note``.
    layers : list of str
        As the dataset names them; those that it lacks are left out.
    projected : bool
        Whether the figure is a map.
    all_years : bool
        Whether it tells of more years than the two compared.
    """
    words, by_provider = publication.words, {}
    for layer in layers:
        for part in publication.sources.get(layer, []):
            named = by_provider.setdefault(part["provider"], {})
            named.setdefault(words.layer(layer), []).append(str(part["vintage"]))
    sources = [
        words(
            "figure.source",
            layers=", ".join(
                f"{layer} ({', '.join(vintages)})" for layer, vintages in named.items()
            ),
            provider=provider,
        )
        for provider, named in by_provider.items()
    ]
    first, last = publication.years
    said = []
    if "coca" in layers:
        day = words("figure.days") if all_years else words("figure.day", first=first, last=last)
        said.append(day)
    said.append(words("figure.sources", sources="; ".join(sources)))
    if "totals" in layers:
        said.append(words("figure.fitted"))
    if projected:
        said.append(words("figure.around"))
        name = pyproj.CRS(publication.crs).name
        said.append(words("figure.projection", name=name, code=publication.crs))
    # Of a caveat what is said first.
    if publication.note:
        said.append(publication.note.partition(". ")[0].rstrip(".") + ".")
    return " ".join(said)


def of_estimates(estimates: pd.DataFrame) -> list[str]:
    """Name the layer that estimates were fitted to, if they were."""
    return ["totals"] if estimates["method"].eq(FITTED).any() else []


def of_headline(publication: Publication) -> list[str]:
    """Name the layers of the zones that the reading of the headline counts."""
    tiers = publication.scenarios.get(publication.headline, [])
    counted = [
        zone
        for zone in publication.zones
        if publication.definitions.get(zone, {}).get("tier") in tiers
    ]
    return of_zones(counted, publication)


def of_zones(zones: list[str], publication: Publication) -> list[str]:
    """Name the layers that zones are made from; borders and departments come with the land."""
    layers = [publication.definitions.get(zone, {}).get("layer") for zone in zones]
    return [layer for layer in layers if layer]
