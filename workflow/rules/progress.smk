# What a run shows of itself: how far it is, and at its end what there is and where to begin.

from snakemake.logging import logger

from cocashift.progress import Progress, spell
from cocashift.publish import leftovers

# How much longer than others these jobs take, for the time that is left.
WEIGHTS = {
    "draw_intervals": 8,
    "draw_units": 6,
    "write_rasters": 6,
    "draw_figures": 5,
    "describe_pieces": 4,
    "find_clusters": 4,
    "draw_shapes": 3,
    "harmonise_boundaries": 3,
    "vary_assumptions": 3,
    "write_layers": 3,
    "all": 0,
}
PUBLISHED_AS = {
    "pages": "*.html",
    "layers": "qgis/geoparquet/*.parquet",
    "rasters": "qgis/*.tif",
    "tables": "tables/*.csv",
    "figures": "figures/*-180mm.png",
}


def first_page():
    """Which page to open; none after a run for some files only."""
    asked, bucket = (
        workflow.dag_settings,
        workflow.storage_settings.default_storage_prefix,
    )
    page = f"{bucket}/" * bool(bucket) + f"maps/{DATASET}/index.html"
    return "" if asked.targets or asked.until else f"Open {page}"


def what_is_made(seconds):
    """Say how much of each kind there is now, how long it took, and which page to open."""
    silent = "ALL" in {each.name for each in workflow.output_settings.quiet or []}
    if silent or not first_page():
        return ""
    # In a bucket they are not counted.
    made = [
        f"{count} {kind}"
        for kind, pattern in PUBLISHED_AS.items()
        if (count := len([*Path("maps", DATASET).glob(pattern)]))
    ]
    lines = [f"Made {', '.join(made) or 'all'} in {spell(seconds)}.", left_behind()]
    return "\n".join(filter(None, [*lines, first_page()]))


def left_behind():
    """Name what an earlier run left in the published folder, or QGIS and readers take it for new."""
    folder = Path("maps", DATASET)
    sums = folder / "SHA256SUMS"
    if not sums.is_file():
        return ""
    listed = [line.partition("  ")[2] for line in sums.read_text("utf-8").splitlines()]
    present = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    ]
    found = leftovers.find(present, [sums.name, *listed])
    return leftovers.tell(folder.as_posix(), found)


# Only where this is the run itself: no job of it, no dry run, no module of another workflow. Who
# asks for details, or for another logger, has Snakemake's own words.
if (
    workflow.is_main_process
    and workflow.modifier.is_main_snakefile()
    and not workflow.output_settings.dryrun
    and not workflow.output_settings.verbose
):
    for handler in list(logger.handlers):
        if handler.name == "DefaultStreamHandler":
            logger.removeHandler(handler)
            logger.addHandler(Progress(handler, first_page, WEIGHTS))
