# Migrate: what changed between the two years, by municipality and by zone.


rule compare_years:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        cultivation=rules.harmonise_records.output.cultivation,
        eradication=rules.harmonise_records.output.eradication,
        allocation=rules.allocate_cultivation.output.allocation,
        intervals=rules.draw_intervals.output.intervals,
        code=library("migrate/compare_years"),
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
        "../scripts/migrate/compare_years.py"


rule find_clusters:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        cultivation=rules.harmonise_records.output.cultivation,
        change=rules.compare_years.output.change,
        code=library("migrate/find_clusters"),
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
        "../scripts/migrate/find_clusters.py"


rule reassign_cultivation:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        change=rules.compare_years.output.change,
        code=library("migrate/reassign_cultivation"),
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
        "../scripts/migrate/reassign_cultivation.py"


rule test_shift:
    input:
        allocation=rules.allocate_cultivation.output.allocation,
        cultivation=rules.harmonise_records.output.cultivation,
        eradication=rules.harmonise_records.output.eradication,
        intervals=rules.draw_intervals.output.intervals,
        code=library("migrate/test_shift"),
    output:
        shift="data/processed/{dataset}/shift.parquet",
    log:
        "logs/{dataset}/test_shift.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
    message:
        "Compare the years in every zone, and with what chance would bring."
    script:
        "../scripts/migrate/test_shift.py"


rule examine_claim:
    input:
        shift=rules.test_shift.output.shift,
        flow_summary=rules.reassign_cultivation.output.summary,
        cultivation=rules.harmonise_records.output.cultivation,
        eradication=rules.harmonise_records.output.eradication,
        claim=files("claim"),
        national=files("national"),
        code=library("migrate/examine_claim"),
    output:
        claim="data/processed/{dataset}/claim.parquet",
        evidence="data/processed/{dataset}/evidence.parquet",
    log:
        "logs/{dataset}/examine_claim.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        layers=of_layers("claim", "national"),
    message:
        "Hold each figure of the statement against the records."
    script:
        "../scripts/migrate/examine_claim.py"


rule follow_series:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        surfaces=rules.describe_pieces.output.surfaces,
        cultivation=rules.harmonise_records.output.cultivation,
        intervals=rules.draw_intervals.output.intervals,
        code=library("migrate/follow_series"),
    output:
        series="data/processed/{dataset}/series.parquet",
    log:
        "logs/{dataset}/follow_series.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
    message:
        "Follow the country, its departments and the zones over all years of the table."
    script:
        "../scripts/migrate/follow_series.py"


rule vary_assumptions:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        neighbours=rules.harmonise_boundaries.output.neighbours,
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        cultivation=rules.harmonise_records.output.cultivation,
        zones=rules.compare_years.output.zones,
        code=library("migrate/vary_assumptions"),
    output:
        sensitivity="data/processed/{dataset}/sensitivity.parquet",
    log:
        "logs/{dataset}/vary_assumptions.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        strips=STRIPS,
        widths_km=config["sensitivity"]["strip_km"],
        scenarios=config["scenarios"],
        years=config["years"],
        crs=config["crs"],
    message:
        "See how far the headline moves when one assumption is another."
    script:
        "../scripts/migrate/vary_assumptions.py"
