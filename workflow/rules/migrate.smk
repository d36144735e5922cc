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


rule find_clusters:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        cultivation=rules.harmonise_records.output.cultivation,
        change=rules.compare_years.output.change,
        code=library("find_clusters"),
    output:
        clusters="data/processed/{dataset}/clusters.parquet",
        autocorrelation="data/processed/{dataset}/autocorrelation.parquet",
        centres="data/processed/{dataset}/centres.parquet",
    log:
        "logs/{dataset}/find_clusters.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
        crs=config["crs"]["publish"],
    message:
        "Find clusters of change, and the centre of the hectares in every year."
    script:
        "../scripts/find_clusters.py"


rule reassign_cultivation:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        change=rules.compare_years.output.change,
        code=library("reassign_cultivation"),
    output:
        flows="data/processed/{dataset}/flows.parquet",
        summary="data/processed/{dataset}/flow_summary.parquet",
    log:
        "logs/{dataset}/reassign_cultivation.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
        scenarios=config["scenarios"],
        headline=config["headline"],
    message:
        "Match losses to gains over the least distance: hypothetical flows."
    script:
        "../scripts/reassign_cultivation.py"
