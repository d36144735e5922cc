"""The workflow in processes that are forked, not started: a short job spends its time on imports.

Snakemake and each job run in a process of their own, in their own folder and with that folder's own
package, as they do for a user; only third parties' modules are there already.
"""

import atexit
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

# A job that Snakemake starts has one thread for linear algebra. The library reads that when it is
# loaded, which here is before the job: with more, sums differ in their last digits.
for library in ("GOTO", "MKL", "OMP", "OPENBLAS"):
    os.environ[f"{library}_NUM_THREADS"] = "1"
RUNS = multiprocessing.get_context("forkserver")
JOBS = multiprocessing.get_context("fork")
# What jobs import; nothing of the project, whose copy in the folder at hand must be found.
RUNS.set_forkserver_preload(
    [
        "babel.dates",
        "esda",
        "exactextract",
        "folium",
        "fontTools.subset",
        "geopandas",
        "hypothesis.extra.pandas",  # pandera takes it where it is, to check its first frame
        "jsonschema",
        "libpysal",
        "matplotlib.backends.backend_agg",
        "matplotlib.pyplot",
        "openpyxl",
        "ot",
        "pandera.backends.pandas.builtin_checks",
        "pandera.pandas",
        "pyarrow.dataset",
        "pyarrow.parquet",
        "pyogrio",
        "rasterio",
        "rasterio.features",
        "rasterio.warp",
        "scipy.stats",
        "snakemake.cli",
        "snakemake.report.html_reporter",
        "snakemake_executor_plugin_googlebatch",
        "snakemake_executor_plugin_kubernetes",
        "snakemake_executor_plugin_slurm",
        "snakemake_storage_plugin_gcs",
        "statsmodels.api",
        "topojson",
    ]
)
# Nothing takes so long: what does is stuck, and must not wait for the end of the hour.
LONGEST_S = 900
ROOT = str(Path(__file__).parents[1])


def run(given: dict) -> subprocess.CompletedProcess:
    """Run Snakemake; what is given is what `subprocess.run` would be."""
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder, "out"), Path(folder, "err")
        _, _, module, *arguments = given["args"]
        given = given | {"args": [module, *arguments]}
        code = _fork(RUNS, _snakemake, given, files)
        told = [path.read_text("utf-8") for path in files]
    return subprocess.CompletedProcess(arguments, code, *told)


def _fork(context, target, *arguments) -> int:
    process = context.Process(target=target, args=arguments)
    process.start()
    process.join(LONGEST_S)
    if process.is_alive():
        process.kill()
        raise TimeoutError(f"{target.__name__} took more than {LONGEST_S} s: {arguments}")
    code = process.exitcode
    process.close()
    return code


def _begin(cwd, env, told) -> None:
    """Make a forked process what a started one would be; what it tells goes to files."""
    atexit._clear()  # what the parent does at its end
    for end, path in enumerate(told, start=1):
        with path.open("ab") as file:
            os.dup2(file.fileno(), end)
    # Another thread may have been writing at this moment: its lock would be held here for ever.
    sys.stdout, sys.stderr = (
        open(end, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
        for end in (1, 2)
    )
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    # A copy of the project compiles its modules once, and none of it beside them.
    sys.dont_write_bytecode = False
    sys.pycache_prefix = f"{cwd}/.snakemake/compiled"
    # What the command that asked has imported is its own project's.
    for name in [name for name in sys.modules if name.partition(".")[0] == "cocashift"]:
        del sys.modules[name]
    given = env.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:] = [*filter(None, given), *(p for p in sys.path if p not in {ROOT, "", *given})]


def _end(main) -> None:
    """Do what the process is there for, and end as Python does."""
    code = 0
    try:
        main()
    except SystemExit as left:
        code = left.code or 0
        if not isinstance(code, int):
            print(code, file=sys.stderr)
            code = 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _snakemake(given, told) -> None:
    _begin(given["cwd"], given["env"], told)
    from snakemake import cli, script

    def execute(self, fname, edit=False):
        code = _fork(JOBS, _script, fname, Path.cwd(), dict(os.environ), told)
        if code:
            raise subprocess.CalledProcessError(code, [sys.executable, fname])

    script.PythonScript.execute_script = execute
    sys.argv = given["args"]
    _end(cli.main)


def _script(fname, cwd, env, told) -> None:
    _begin(cwd, env, told)
    sys.argv = [fname]
    _end(lambda: runpy.run_path(fname, run_name="__main__"))
