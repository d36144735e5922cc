# Check: the results must add up and agree with what was published, or the line stops here.


rule check_results:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        neighbours=rules.harmonise_boundaries.output.neighbours,
        drawn=collect(
            "data/processed/{dataset}/zones/{zone}.parquet",
            dataset=DATASET,
            zone=BORDERS,
        ),
        cultivation=rules.harmonise_records.output.cultivation,
        unplaced=rules.harmonise_records.output.unplaced,
        eradication=rules.harmonise_records.output.eradication,
        allocation=rules.allocate_cultivation.output.allocation,
        zones=rules.compare_zones.output.zones,
        national=files("national"),
        statements=files("statements"),
        code=library("check/check_results"),
    output:
        checks="data/processed/{dataset}/checks.parquet",
    log:
        "logs/{dataset}/check_results.log",
    # Whatever is published waits for it.
    priority: 1
    conda:
        "../../envs/cocashift.yaml"
    params:
        layers=of_layers("national", "statements"),
        years=config["years"],
        strips=BORDERS,
        crs=config["crs"]["publish"],
        census_cv=config["census_cv"],
    message:
        "Check that the results add up."
    script:
        "../scripts/check/check_results.py"
