"""The answer taken apart for the index page: zones, methods, years, and what would change it."""

import pandas as pd

from cocashift.allocate.models import MODELS
from cocashift.migrate.robustness import LARGE_PART
from cocashift.publish.results import Publication, Results
from cocashift.words import Words

__all__ = ["basis", "context", "entered", "methods", "tried", "variants", "zones"]


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
    # The ensemble spreads no spraying: single methods do, over the coca that they place.
    sprayed = totals[totals["zone"].eq(zone) & totals["year"].eq(last)]["sprayed_per_coca_ha"]
    ends = [] if sprayed.isna().all() else [sprayed.min(), sprayed.max()]
    sprayed = list(dict.fromkeys(words.number(end, 2) for end in ends))
    return {
        "name": words.scenario(zone) if kind == "scenario" else words.zone(zone),
        "kind": words(f"kind.{kind}"),
        "area": words("index.km2", value=words.number(rows["area_ha"].iloc[-1] / 100)),
        "hectares": [
            (_median(rows.loc[year], words), _range(rows.loc[year], "coca_ha", words))
            if rows.loc[year, "area_ha"]
            else (words("index.not_in_force"), "")
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
        "change": _change(rows.loc[last], words),
        "reading": kind == "scenario",
        "shares": [words.percent(rows.loc[year, "national_share"]) for year in (first, last)],
        "sprayed": words("index.between", low=sprayed[0], high=sprayed[1])
        if len(sprayed) > 1
        else "".join(sprayed),
    }


def entered(results: Results, publication: Publication) -> str:
    """Name the zones that were in force on one of the two days alone, and what follows."""
    words, totals = publication.words, results.totals
    areas = totals[totals["kind"] == "category"].groupby(["zone", "year"], sort=False)["area_ha"]
    there = areas.first().gt(0).unstack("year")[publication.years]
    zones = there.index[there.sum(axis=1) == 1]
    if zones.empty:
        return ""
    named = ", ".join(words.zone(zone) for zone in zones)
    return words("index.entered", zones=named, last=publication.years[1])


def _median(row: pd.Series, words: Words) -> str:
    """Write hectares to the digits that drawing leaves sure."""
    return words.about(row["coca_ha"], row.get("coca_mcse_ha_p50", 0.0))


def _change(row: pd.Series, words: Words) -> dict:
    """Write a change with its interval, and give both as numbers to draw a bar by."""
    low, high = row["change_ha_p10"], row["change_ha_p90"]
    sure = pd.notna(low) and words.number(low) != words.number(high)
    return {
        "value": float(row["change_ha"]),
        "text": words.change(row["change_ha"], row.get("change_mcse_ha_p50", 0.0)),
        "low": float(low) if sure else None,
        "high": float(high) if sure else None,
        "between": _range(row, "change_ha", words),
    }


def _range(row: pd.Series, figure: str, words: Words) -> str:
    """Write an interval where there is one that has a width."""
    low, high = row[f"{figure}_p10"], row[f"{figure}_p90"]
    if pd.isna(low) or words.number(low) == words.number(high):
        return ""
    ends = [
        words.about(end, row.get(f"{figure.replace('_ha', '_mcse_ha')}_{q}", 0.0))
        for end, q in ((low, "p10"), (high, "p90"))
    ]
    return words("index.between", low=ends[0], high=ends[1])


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


def variants(results: Results, publication: Publication) -> list[dict]:
    """Show what each variant makes of the two statements, by model; departments come last."""
    words = publication.words
    names = results.change.groupby(results.change["divipola"].str[:2])["department"].first()
    table = tried(results, publication)
    told = []
    for department in (False, True):
        rows = table[table["kind"].eq("department_left_out") == department]
        model = rows["method"].where(rows["method"].isin(MODELS), "")
        for method, of_model in rows.groupby(model, sort=False):
            title = words(f"index.model.{method}" if method else "index.methods")
            if department:
                title = words("variant.departments", model=title)
            listed = [_variant(row, names, words) for row in of_model.itertuples()]
            told.append({"title": title, "rows": listed})
    return told


def tried(results: Results, publication: Publication) -> pd.DataFrame:
    """Give the variants of the headline, and the other readings; ``kind`` says what is another."""
    table = results.sensitivity
    own = table[table["scenario"] == publication.headline]
    others = table[table["scenario"].ne(publication.headline) & table["factor"].eq("configured")]
    return pd.concat([own.assign(kind=own["factor"]), others.assign(kind="reading")])


def _variant(row, departments: pd.Series, words: Words) -> dict[str, str]:
    name = {
        "zone_left_out": words.zone(row.variant),
        "department_left_out": departments.get(row.variant, row.variant),
        "method": words.get(f"method.{row.variant}", row.variant),
        "census": words.percent(float(row.variant)) if row.factor == "census" else "",
    }.get(row.factor, row.variant)
    if row.factor == "strip":
        strip, _, since = row.variant.partition(" from ")
        zone, _, width = strip.partition(" ")
        name = words("variant.width", zone=words.zone(zone), width=words.figures(width))
        if since:
            name = words("variant.since", name=name, day=words.day(since))
    if row.factor == "edition":
        zone, _, span = row.variant.partition(" as in force ")
        name = words("variant.in_force", zone=words.zone(zone), span=span)
    if row.kind == "reading":
        name = words.scenario(row.scenario)

    def between(figure, write) -> str:
        low, high = getattr(row, f"{figure}_p10"), getattr(row, f"{figure}_p90")
        if pd.isna(low):
            return write(getattr(row, figure))
        return words("index.between", low=write(low), high=write(high))

    return {
        "label": words(f"variant.{row.kind}", name=name),
        "share": between("share_change", words.plain_points),
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
            "change": words.plain_points(row.share_change_p50),
            "interval": words(
                "index.between",
                low=words.plain_points(row.share_change_p10),
                high=words.plain_points(row.share_change_p90),
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
