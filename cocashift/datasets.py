"""A dataset's file read strictly: UTF-8, YAML that says each thing once, days that there are."""

import math
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import reduce
from operator import getitem
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from cocashift.errors import InputError, reading

__all__ = ["numbers", "read", "require_valid", "years"]

# References make a short file long; no dataset is.
MOST_NODES = 100_000
DAYS = ("from", "until")


class _Loader(yaml.SafeLoader):
    """Refuses a key that comes twice: YAML's own loader keeps the last in silence."""

    def construct_mapping(self, node, deep=False):
        if isinstance(node, yaml.MappingNode):
            seen = set()
            for key, _ in node.value:
                known = (key.tag, key.value) if isinstance(key, yaml.ScalarNode) else None
                if known in seen and known:
                    raise InputError(
                        f"line {key.start_mark.line + 1}: the key {key.value!r} comes twice. "
                        "Keep one of them."
                    )
                seen.add(known)
        return super().construct_mapping(node, deep)


def read(path: Path, schema: dict, named: Callable[[str], str] = str) -> dict:
    """Read what a dataset consists of.

    Parameters
    ----------
    path : Path
        A YAML file.
    schema : dict
        What it may say.
    named : callable
        Gives the program's own name of a layer, which a dataset may call by the name of the place.

    Returns
    -------
    dict
        As written; days are text, as ``2013-08-21``.

    Raises
    ------
    InputError
        If it is not UTF-8, no YAML, or says what the schema does not allow; names file and place.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: the file is not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    try:
        with reading(str(path), "YAML", "Correct it at that place."):
            loaded = yaml.load(text, _Loader)
    except InputError as error:
        told = str(error)
        raise InputError(told if str(path) in told else f"{path}, {told}") from None
    except RecursionError:
        raise InputError(f"{path}: its YAML is nested too deeply to be a dataset.") from None
    _require_small(loaded, path)
    dataset = _plain(loaded)
    if isinstance(dataset, dict) and isinstance(dataset.get("layers"), dict):
        dataset["layers"] = {_own(key, named): part for key, part in dataset["layers"].items()}
    require_valid(dataset, schema, str(path))
    for layer, parts in dataset["layers"].items():
        for part in parts if isinstance(parts, list) else [parts]:
            _require_days(part, f"{path}, layers.{layer}")
    return dataset


def require_valid(instance: object, schema: dict, name: str) -> None:
    """Stop at the first thing in a configuration that is not as its schema says.

    Raises
    ------
    InputError
        The message names the place.
    """
    odd = _odd_key(instance)
    if odd is not None:
        raise InputError(f"{name}: the key {odd!r} is no text. Write it in quotes.")
    if _endless(instance):
        raise InputError(f"{name}: a number is infinite, or `.nan`. Write a number.")
    error = best_match(Draft202012Validator(schema).iter_errors(instance))
    if error is None:
        return
    place = error.json_path.removeprefix("$").removeprefix(".")
    told = f"{error.message[:600]}."
    # The validator's own words for what excludes each other repeat the schema.
    if error.validator in {"not", "oneOf"}:
        told = error.schema.get("description", told)
    elif error.validator == "type" and error.validator_value == "string":
        told += " Write it in quotes, as text." if not _many(error.instance) else ""
    elif error.validator in {"minItems", "maxItems"} and "describe" in error.schema:
        told = error.schema["describe"]
    raise InputError(f"{name}{', ' + place if place else ''}: {told}")


def years(given: object) -> object:
    """Take the years of a configuration: a command line gives ``years=[2013,2014]`` as text.

    Examples
    --------
    >>> years("2013,2014"), years(["2013", 2014]), years("2013-2014")
    ([2013, 2014], [2013, 2014], '2013-2014')
    """
    if isinstance(given, str) and re.fullmatch(r"[\[(\s]*\d+(?:[\s,]+\d+)*[\s,\])]*", given):
        given = re.findall(r"\d+", given)
    if not isinstance(given, list | tuple):
        return given
    return [int(year) if re.fullmatch("[0-9]{1,9}", str(year)) else year for year in given]


def numbers(config: dict, schema: dict) -> None:
    """Take the numbers of a configuration: a command line gives those inside braces as text.

    Parameters
    ----------
    config : dict
        Changed where its schema wants a number and a text is one.
    schema : dict
        What the configuration may say.

    Examples
    --------
    >>> config = {"mask": {"resolution_m": "250"}}
    >>> mask = {"properties": {"resolution_m": {"type": "number"}}}
    >>> numbers(config, {"properties": {"mask": mask}})
    >>> config
    {'mask': {'resolution_m': 250.0}}
    """
    for error in list(Draft202012Validator(schema).iter_errors(config)):
        read = {"number": float, "integer": int}.get(str(error.validator_value))
        if error.validator == "type" and read and isinstance(error.instance, str):
            *above, key = error.absolute_path
            holder = reduce(getitem, above, config)
            with suppress(ValueError):
                holder[key] = read(error.instance)


def _own(key: object, named: Callable[[str], str]) -> object:
    return named(key) if isinstance(key, str) else key


def _require_small(loaded: object, path: Path) -> None:
    """Refuse references upon references, and lists that hold themselves."""
    sizes: dict[int, int] = {}

    def size(node: object, above: tuple[int, ...]) -> int:
        if not _many(node):
            return 1
        if id(node) in above or len(above) > 50:
            raise InputError(f"{path}: it refers to itself, or is nested too deeply.")
        if id(node) not in sizes:
            parts = node.values() if isinstance(node, dict) else node
            sizes[id(node)] = 1 + sum(size(part, (*above, id(node))) for part in parts)
        return sizes[id(node)]

    if size(loaded, ()) > MOST_NODES:
        raise InputError(f"{path}: its references unfold to too much. Write it out.")


def _many(node: object) -> bool:
    return isinstance(node, dict | list | tuple | set)


def _plain(node: object) -> object:
    """Write days as text, which YAML reads as days where they stand without quotes."""
    if isinstance(node, dict):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    return node.isoformat() if isinstance(node, date | datetime) else node


def _odd_key(node: object) -> object:
    """Find a key that is no text; None where there is none."""
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else []
    odd = next((key for key in node if not isinstance(key, str)), None) if _keyed(node) else None
    return (
        odd if odd is not None else next((o for o in map(_odd_key, parts) if o is not None), None)
    )


def _keyed(node: object) -> bool:
    return isinstance(node, dict)


def _endless(node: object) -> bool:
    if _many(node):
        return any(map(_endless, node.values() if isinstance(node, dict) else node))
    return isinstance(node, float) and not math.isfinite(node)


def _require_days(part: dict, place: str) -> None:
    """Refuse days that no calendar has, and a last day before the first."""
    found = {}
    for key in DAYS:
        if key in part:
            try:
                if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", part[key]):
                    raise ValueError
                found[key] = date.fromisoformat(part[key])
            except ValueError:
                raise InputError(
                    f"{place}.{key}: {part[key]!r} is no day. Write it as 2013-08-21."
                ) from None
    if len(found) == 2 and found["until"] < found["from"]:
        raise InputError(f"{place}: `until` comes before `from`. Correct one of them.")
