# Record: from which program, under which lock and configuration a run was made.

import hashlib
import subprocess
import tomllib

# What a run reads of the project; a change in other files makes it no other run.
OF_A_RUN = ["Snakefile", "cocashift", "workflow", "config", "data/raw/bundled"]


def git(*arguments):
    """Ask git about this project's own tree; nothing where it is none, or git is missing."""
    command = ["git", "-C", str(ROOT), *arguments]
    try:
        return subprocess.check_output(command, text=True, stderr=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return ""


def made_from(wildcards):
    """Tell what another needs to make the same run; asked for only by the rule that writes it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    own = git("rev-parse", "--show-toplevel").strip()
    own = bool(own) and Path(own).resolve() == ROOT.resolve()
    changed = git("status", "--porcelain", "--untracked-files=all", "--", *OF_A_RUN)
    lock = (ROOT / "requirements.lock").read_bytes()
    return {
        "version": project["version"],
        "commit": git("rev-parse", "HEAD").strip() or None if own else None,
        "modified": [line[3:] for line in changed.splitlines()] if own else None,
        "lock": hashlib.sha256(lock).hexdigest(),
        "packages": [re.split(r"[<>=\[]", each)[0] for each in project["dependencies"]],
        "configuration": {
            key: value
            for key, value in config.items()
            if key in read_schema("config.schema.yaml")["properties"]
        },
        "description": description
        | {
            "layers": {
                PLACE.published(layer): part
                for layer, part in description["layers"].items()
            }
        },
    }
