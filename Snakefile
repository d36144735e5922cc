# From municipal coca figures to maps of where cultivation shifted, and how much of it
# lies off limits to aerial eradication. Read the includes in order: they are the line.

from snakemake.utils import min_version

min_version("9.19")


configfile: "config/config.yaml"


report: "workflow/report/workflow.rst"


include: "workflow/rules/common.smk"
include: "workflow/rules/retrieve.smk"  # official layers, downloaded when asked for
include: "workflow/rules/harmonise.smk"  # what providers sent, one schema each
include: "workflow/rules/overlay.smk"  # municipalities cut along the borders of all zones
include: "workflow/rules/allocate.smk"  # municipal hectares to zones, with bounds
include: "workflow/rules/migrate.smk"  # what changed between the two years
include: "workflow/rules/check.smk"  # the results add up, or nothing is published
include: "workflow/rules/publish/gis.smk"  # styled layers and rasters
include: "workflow/rules/publish/figures.smk"  # pictures for reports
include: "workflow/rules/publish/catalogue.smk"  # tables, and the catalogue of everything
include: "workflow/rules/publish/pages.smk"  # maps and pages


rule all:
    default_target: True
    input:
        retrieved,
        collect(
            "maps/{dataset}/{file}",
            dataset=DATASET,
            file=[
                "index.html",
                "SHA256SUMS",
                "change.html",
                "datapackage.json",
                "qgis/cocashift.qgz",
                "qgis/off_limits_mask.tif",
                PLACE.published("tables/municipal_change.csv"),
                "tables/zones.csv",
                "tables/shift.csv",
                "tables/claim.csv",
                "tables/flows.csv",
                "tables/dictionary.csv",
            ],
        ),
    localrule: True
