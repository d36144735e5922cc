# Publish: static figures for reports, in the classes of the maps.


rule draw_figures:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        zones=rules.overlay_zones.input.zones,
        change=rules.compare_years.output.change,
        clusters=rules.find_clusters.output.clusters,
        flows=rules.reassign_cultivation.output.flows,
        totals=rules.total_zones.output.zones,
        series=rules.follow_series.output.series,
        event_study=rules.study_events.output.event_study,
        checks=rules.check_results.output.checks,
        code=library("publish/draw_figures"),
    output:
        [
            reported(
                f"maps/{{dataset}}/figures/{figure}.{kind}",
                "figure",
                f"index.figure.{figure}",
            )
            for figure in [
                "change",
                "compare",
                "years",
                "zones",
                "flows",
                "shares",
                "events",
            ]
            for kind in ["png", "pdf"]
        ],
    log:
        "logs/{dataset}/draw_figures.log",
    conda:
        "../../../envs/cocashift.yaml"
    params:
        headline=config["headline"],
        years=config["years"],
        language=config["language"],
        crs=config["crs"]["publish"],
    message:
        "Draw the static figures for reports."
    script:
        "../../scripts/publish/draw_figures.py"
