# Retrieve: the layers that a dataset gives an address. Only when asked for: `snakemake retrieve`.


# Without output: each time it looks what is missing. What it writes is no output, because
# Snakemake would remove it: half a transfer when a job fails, a layer before a job starts anew.
rule retrieve:
    input:
        code=library("retrieve/retrieve"),
    log:
        f"logs/{DATASET}/retrieve.log",
    localrule: True
    conda:
        "../../envs/cocashift.yaml"
    params:
        layers=addressed(),
        lock=str(DATASET_FILE.with_suffix(".lock.csv")),
        folder=f"data/raw/{DATASET}",
    message:
        "Download the layers that are missing, and check those that are there."
    script:
        "../scripts/retrieve/retrieve.py"
