# Publish: figures for reports, in the classes of the maps, at a page's and at a column's width.


rule draw_figures:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=rules.overlay_zones.input.zones,
        change=rules.compare_years.output.change,
        flows=rules.reassign_cultivation.output.flows,
        totals=rules.compare_zones.output.zones,
        shift=rules.compare_zones.output.shift,
        series=rules.follow_series.output.series,
        context=rules.follow_series.output.context,
        event_study=rules.study_events.output.event_study,
        checks=rules.check_results.output.checks,
        code=library("publish/draw_figures"),
    output:
        [
            reported(
                f"maps/{{dataset}}/figures/{figure}-{wide_mm}mm.{form}",
                "figure",
                f"index.figure.{figure}",
                f"{wide_mm} mm",
            )
            for figure in [
                "growth",
                "shares",
                "change",
                "compare",
                "zones",
                "flows",
                "years",
                "context",
                "events",
            ]
            for wide_mm in [180, 88]
            for form in ["png", "pdf", "svg"]
        ],
    log:
        "logs/{dataset}/draw_figures.log",
    # The catalogue lists figures too, and the index waits for it.
    priority: 1
    conda:
        "../../../envs/cocashift.yaml"
    params:
        headline=config["headline"],
        scenarios=config["scenarios"],
        definitions=config["zones"],
        sprayed=config["sprayed"],
        zones=ZONES,
        sources=LAYERS,
        dataset=TOLD,
        years=config["years"],
        language=config["language"],
        crs=config["crs"]["publish"],
    message:
        "Draw the figures for reports."
    script:
        "../../scripts/publish/draw_figures.py"
