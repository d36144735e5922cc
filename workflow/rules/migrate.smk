# Migrate: what changed between the two years, by municipality and by zone.


# Border strips of other widths, each to stand for its zone in turn: as wide as asked for in all
# years, and narrowed where an agreement foresaw it.
STRIPS = [
    (zone, definition | {"widths": widths})
    for zone, definition in BORDERS.items()
    if (
        widths := [
            width
            for width in [
                *({"km": km} for km in config["sensitivity"]["strip_km"]),
                *definition.get("narrowed", []),
            ]
            if width not in definition["widths"]
            and [width["km"]] != [each["km"] for each in definition["widths"]]
        ]
    )
]


rule compare_years:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        cultivation=rules.harmonise_records.output.cultivation,
        eradication=rules.harmonise_records.output.eradication,
        allocation=rules.allocate_cultivation.output.allocation,
        code=library("migrate/compare_years"),
    output:
        change="data/processed/{dataset}/municipal_change.parquet",
    log:
        "logs/{dataset}/compare_years.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
    message:
        "Set the two years side by side in every municipality."
    script:
        "../scripts/migrate/compare_years.py"


rule compare_zones:
    input:
        cultivation=rules.harmonise_records.output.cultivation,
        eradication=rules.harmonise_records.output.eradication,
        allocation=rules.allocate_cultivation.output.allocation,
        intervals=INTERVALS,
        code=library("migrate/compare_zones"),
    output:
        zones="data/processed/{dataset}/zone_totals.parquet",
        shift="data/processed/{dataset}/shift.parquet",
    log:
        "logs/{dataset}/compare_zones.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
    message:
        "Sum up zones and readings by every method, and compare the two years in each."
    script:
        "../scripts/migrate/compare_zones.py"


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
    # Layers and maps wait for it.
    priority: 1
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
    # The figures, the longest of what comes last, wait for it.
    priority: 1
    conda:
        "../../envs/cocashift.yaml"
    params:
        years=config["years"],
        headline=config["headline"],
    message:
        "Match losses to gains over the least distance: hypothetical flows."
    script:
        "../scripts/migrate/reassign_cultivation.py"


rule examine_claim:
    input:
        shift=rules.compare_zones.output.shift,
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
        surfaces=SURFACES,
        cultivation=rules.harmonise_records.output.cultivation,
        eradication=rules.harmonise_records.output.eradication,
        intervals=INTERVALS,
        code=library("migrate/follow_series"),
    output:
        series="data/processed/{dataset}/series.parquet",
        context="data/processed/{dataset}/context.parquet",
    log:
        "logs/{dataset}/follow_series.log",
    # The figures wait for it too.
    priority: 1
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
        sprayed=config["sprayed"],
        breaks=LAYERS["coca"][0].get("breaks", []),
    message:
        "Follow the country, its departments and the zones over all years of the table."
    script:
        "../scripts/migrate/follow_series.py"


rule study_events:
    input:
        allocation=rules.allocate_cultivation.output.allocation,
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("migrate/study_events"),
    output:
        event_study="data/processed/{dataset}/event_study.parquet",
    log:
        "logs/{dataset}/study_events.log",
    # The figures wait for it too.
    priority: 1
    conda:
        "../../envs/cocashift.yaml"
    params:
        scenarios=config["scenarios"],
        years=config["years"],
    message:
        "Ask year by year whether coca grew faster where more land is off limits."
    script:
        "../scripts/migrate/study_events.py"


rule vary_assumptions:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        neighbours=rules.harmonise_boundaries.output.neighbours,
        pieces=rules.overlay_zones.output.pieces,
        editions=rules.overlay_zones.output.editions,
        surfaces=SURFACES,
        cultivation=rules.harmonise_records.output.cultivation,
        intervals=INTERVALS,
        zones=rules.compare_zones.output.zones,
        code=library("migrate/vary_assumptions"),
    output:
        sensitivity="data/processed/{dataset}/sensitivity.parquet",
    log:
        "logs/{dataset}/vary_assumptions.log",
    # The pages and the tables wait for it.
    priority: 1
    conda:
        "../../envs/cocashift.yaml"
    params:
        strips=STRIPS,
        census_cv=config["sensitivity"]["census_cv"],
        draws=config["draws"],
        scenarios=config["scenarios"],
        years=config["years"],
        crs=config["crs"],
    message:
        "See how far the headline moves when one assumption is another."
    script:
        "../scripts/migrate/vary_assumptions.py"
