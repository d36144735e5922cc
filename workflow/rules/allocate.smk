# Allocate: how many of a municipality's hectares lie in each zone, with bounds.


rule allocate_cultivation:
    input:
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        surfaces=rules.describe_pieces.output.surfaces,
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("allocate/allocate_cultivation"),
    output:
        allocation="data/processed/{dataset}/allocation.parquet",
        quality="data/processed/{dataset}/quality/allocation.parquet",
    log:
        "logs/{dataset}/allocate_cultivation.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
    message:
        "Allocate municipal hectares to zones and scenarios, with bounds."
    script:
        "../scripts/allocate/allocate_cultivation.py"


rule draw_intervals:
    input:
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        surfaces=rules.describe_pieces.output.surfaces,
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("allocate/draw_intervals"),
    output:
        intervals="data/processed/{dataset}/intervals.parquet",
    log:
        "logs/{dataset}/draw_intervals.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
        census_cv=config["census_cv"],
    message:
        "Draw the ensemble: medians and 80 % intervals for every zone, reading and year."
    script:
        "../scripts/allocate/draw_intervals.py"


rule fit_intervals:
    input:
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        surfaces=rules.describe_pieces.output.surfaces,
        cultivation=rules.harmonise_records.output.cultivation,
        totals=rules.harmonise_totals.output.totals,
        code=library("allocate/fit_intervals"),
    output:
        intervals="data/processed/{dataset}/fitted_intervals.parquet",
    log:
        "logs/{dataset}/fit_intervals.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
        census_cv=config["census_cv"],
    message:
        "Fit the ensemble to published totals of zones."
    script:
        "../scripts/allocate/fit_intervals.py"
