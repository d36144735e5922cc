"""The answer taken apart for the index page: zones, methods, years, and what would change it."""

import pandas as pd

from cocashift.allocate.models import MODELS
from cocashift.migrate.sensitivity import LARGE_PART
from cocashift.publish.results import Publication, Results
from cocashift.words import Words

__all__ = ["basis", "context", "methods", "variants", "zones"]


def zones(results: Results, publication: Publication) -> list[dict]:
    """Lay zones and readings out by each model: hectares of both years and their share."""
    totals = results.totals
    models = [method for method in MODELS if totals["method"].eq(method).any()] or ["areal"]
    return [
        {
            "model": publication.words(f"index.model.{method}"),
            "rows": [
                _zone(rows.set_index("year"), zone, results.totals, publication)
                for zone, rows in totals[totals["method"] == method].groupby("zone", sort=False)
            ],
        }
        for method in models
    ]


def _zone(rows, zone, totals, publication) -> dict:
    words, (first, last) = publication.words, publication.years
    kind = rows["kind"].iloc[0]
    # By the weights that know most; the ensemble spreads no spraying.
    sprayed = totals[totals["zone"].eq(zone) & totals["year"].eq(last)]
    sprayed = sprayed.dropna(subset="sprayed_per_coca_ha").tail(1)
    return {
        "name": words.scenario(zone) if kind == "scenario" else words.zone(zone),
        "kind": words(f"kind.{kind}"),
        "area": words("index.km2", value=words.number(rows["area_ha"].iloc[-1] / 100)),
        "hectares": [
            (words.number(rows.loc[year, "coca_ha"]), _range(rows.loc[year], "coca_ha", words))
            for year in (first, last)
        ],
        "bounds": [
            words(
                "index.between",
                low=words.number(rows.loc[year, "coca_ha_lower"]),
                high=words.number(rows.loc[year, "coca_ha_upper"]),
            )
            for year in (first, last)
        ],
        "shares": [words.percent(rows.loc[year, "national_share"]) for year in (first, last)],
        "sprayed": "".join(words.number(x, 2) for x in sprayed["sprayed_per_coca_ha"]),
    }


def _range(row: pd.Series, figure: str, words: Words) -> str:
    """Write an interval where there is one that has a width."""
    low, high = row[f"{figure}_p10"], row[f"{figure}_p90"]
    if pd.isna(low) or words.number(low) == words.number(high):
        return ""
    return words("index.between", low=words.number(low), high=words.number(high))


def methods(results: Results, publication: Publication) -> list[dict]:
    """Lay out what each method that assumes one thing gives, for zones and readings."""
    words, (first, last) = publication.words, publication.years
    single = results.totals[~results.totals["method"].isin(MODELS)]
    rows = []
    for (zone, method), of_both in single.groupby(["zone", "method"], sort=False):
        by_year = of_both.set_index("year")
        kind = by_year["kind"].iloc[0]
        rows.append(
            {
                "name": words.scenario(zone) if kind == "scenario" else words.zone(zone),
                "method": words(f"method.{method}"),
                "cells": [
                    *(words.number(by_year.loc[year, "coca_ha"]) for year in (first, last)),
                    *(words.percent(by_year.loc[year, "national_share"]) for year in (first, last)),
                ],
            }
        )
    return rows


def variants(results: Results, publication: Publication) -> list[dict[str, str]]:
    """Show what each variant makes of the two statements, those of the headline first."""
    words, headline = publication.words, publication.headline
    table = results.sensitivity
    own = table[table["scenario"] == headline]
    others = table[table["scenario"].ne(headline) & table["factor"].eq("configured")]
    return [_variant(row, headline, words) for row in pd.concat([own, others]).itertuples()]


def _variant(row, headline, words) -> dict[str, str]:
    name = {
        "zone_left_out": words.zone(row.variant),
        "method": words.get(f"method.{row.variant}", row.variant),
        "census": words.percent(float(row.variant)) if row.factor == "census" else "",
    }.get(row.factor, row.variant)
    if row.factor == "edition":
        zone, _, span = row.variant.partition(" as in force ")
        name = words("variant.in_force", zone=words.zone(zone), span=span)
    kind = row.factor
    if row.scenario != headline:
        kind, name = "reading", words.scenario(row.scenario)

    def between(figure, write) -> str:
        low, high = getattr(row, f"{figure}_p10"), getattr(row, f"{figure}_p90")
        if pd.isna(low):
            return write(getattr(row, figure))
        return words("index.between", low=write(low), high=write(high))

    label = words(f"variant.{kind}", name=name)
    if row.method in MODELS:
        label = words("variant.by", label=label, model=words(f"index.model.{row.method}"))
    return {
        "kind": kind,
        "label": label,
        "share": between("share_change", words.points),
        "direction": words(f"variant.direction.{row.direction}"),
        "part": between("share_of_change", words.percent),
        "side": words(f"variant.side.{row.growth_side}", half=words.percent(LARGE_PART)),
    }


def context(results: Results, publication: Publication) -> dict:
    """Show the headline's share in every year, and where its change stands among the others."""
    words, headline = publication.words, publication.headline
    own = results.context[results.context["zone"] == headline]
    models = [method for method in MODELS if own["method"].eq(method).any()]
    own = own[own["method"].isin(models[:1])]
    yearly = own[own["span"] == 1]
    rows = [
        {
            "pair": f"{row.first_year}–{row.last_year}",
            "share": words.percent(row.national_share_last_p50),
            "change": words.points(row.share_change_p50),
            "interval": words(
                "index.between",
                low=words.points(row.share_change_p10),
                high=words.points(row.share_change_p90),
            ),
            "examined": row.examined,
            "comparable": row.comparable,
        }
        for row in yearly.dropna(subset="share_change_p50").itertuples()
    ]
    placebo = own.loc[own["examined"], "placebo_p"].dropna()
    ranked = yearly[yearly["comparable"]].dropna(subset="share_change_p50")
    told = ""
    if len(placebo) and len(ranked):
        told = words(
            "context.placebo",
            far=words.number(round(placebo.iloc[0] * len(ranked))),
            all=words.number(len(ranked)),
        )
    return {"rows": rows, "placebo": told}


def basis(publication: Publication) -> list[dict[str, str]]:
    """Say of each zone why it is held to be off limits, and where that is stated."""
    words = publication.words
    return [
        {
            "name": words.zone(zone),
            "tier": words("map.tier", tier=definition["tier"]),
            "basis": words.own(definition.get("basis", words("index.no_basis"))),
            "source": words.own(definition.get("source", "")),
        }
        for zone, definition in publication.definitions.items()
        if zone in publication.zones
    ]
