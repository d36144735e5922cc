# Harmonise: what providers sent, one schema each; nothing after this stage cleans anything.


rule harmonise_boundaries:
    input:
        municipalities=files("municipalities"),
        countries=files("countries"),
        gazetteer=files("gazetteer"),
        code=library("harmonise/harmonise_boundaries"),
    output:
        municipalities="data/processed/{dataset}/municipalities.parquet",
        neighbours="data/processed/{dataset}/neighbours.parquet",
        quality="data/processed/{dataset}/quality/boundaries.parquet",
    log:
        "logs/{dataset}/harmonise_boundaries.log",
    # What most other jobs wait for goes first.
    priority: 1
    conda:
        "../../envs/cocashift.yaml"
    params:
        layers=of_layers("municipalities", "countries", "gazetteer"),
        crs=config["crs"],
    message:
        "Bring municipalities and neighbouring countries to one schema."
    script:
        "../scripts/harmonise/harmonise_boundaries.py"


rule harmonise_records:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        coca=files("coca"),
        spraying=files("spraying"),
        manual=files("manual"),
        code=library("harmonise/harmonise_records"),
    output:
        cultivation="data/processed/{dataset}/cultivation.parquet",
        unplaced="data/processed/{dataset}/unplaced.parquet",
        eradication="data/processed/{dataset}/eradication.parquet",
        quality="data/processed/{dataset}/quality/records.parquet",
    log:
        "logs/{dataset}/harmonise_records.log",
    # What most other jobs wait for goes first.
    priority: 1
    conda:
        "../../envs/cocashift.yaml"
    params:
        layers=of_layers("coca", "spraying", "manual"),
        years=config["years"],
        unplaced=config["unplaced"],
    message:
        "Lay out coca, spraying and manual eradication, one row per municipality and year."
    script:
        "../scripts/harmonise/harmonise_records.py"


rule harmonise_zone:
    input:
        unpack(zone_inputs),
        code=library("harmonise/harmonise_zone"),
    output:
        zone="data/processed/{dataset}/zones/{zone}.parquet",
        quality="data/processed/{dataset}/quality/{zone}.parquet",
    log:
        "logs/{dataset}/harmonise_zone.{zone}.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        definition=lookup(dpath="zones/{zone}", within=config),
        layers=zone_layers,
        crs=config["crs"],
    message:
        "Make the features of zone '{wildcards.zone}'."
    script:
        "../scripts/harmonise/harmonise_zone.py"


rule harmonise_totals:
    input:
        totals=files("totals"),
        cultivation=rules.harmonise_records.output.cultivation,
        code=library("harmonise/harmonise_totals"),
    output:
        totals="data/processed/{dataset}/published_totals.parquet",
        quality="data/processed/{dataset}/quality/totals.parquet",
    log:
        "logs/{dataset}/harmonise_totals.log",
    conda:
        "../../envs/cocashift.yaml"
    params:
        layers=of_layers("totals"),
        known=[*config["zones"], *config["scenarios"]],
        made=[*ZONES, *config["scenarios"]],
    message:
        "Bring published hectares inside zones to one schema."
    script:
        "../scripts/harmonise/harmonise_totals.py"


# Before all else that can wait: what does not fit in memory is refused before the work.
rule lay_raster:
    input:
        municipalities=rules.harmonise_boundaries.output.municipalities,
        code=library("harmonise/lay_raster"),
    output:
        raster="data/processed/{dataset}/raster.json",
    log:
        "logs/{dataset}/lay_raster.log",
    priority: 100
    conda:
        "../../envs/cocashift.yaml"
    params:
        resolution_m=config["mask"]["resolution_m"],
        crs=config["crs"]["publish"],
    message:
        "Lay the raster of zones over the country."
    script:
        "../scripts/harmonise/lay_raster.py"
