# Migrate: what changed between the two years, by municipality and by zone.


rule compare_years:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        cultivation=rules.harmonise_records.output.cultivation,
        eradication=rules.harmonise_records.output.eradication,
        allocation=rules.allocate_cultivation.output.allocation,
        code=library("compare_years"),
    output:
        change="data/processed/{dataset}/municipal_change.parquet",
        zones="data/processed/{dataset}/zone_totals.parquet",
    log:
        "logs/{dataset}/compare_years.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
    message:
        "Set the two years side by side: municipalities, zones and scenarios."
    script:
        "../scripts/compare_years.py"
