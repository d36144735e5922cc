"""How sound inputs are spoilt: bytes, lines, cells, JSON, and the members of archives."""

import io
import json
import zipfile
from random import Random

# What has tripped readers before.
TOKENS = [
    *("NaN", "Infinity", "-Infinity", "1e999", "-1", "-0", "0x10", "1,5", "1.250", "1,234,567"),
    *("9999", "0000", "Año 2013", "2013.0", "=1+1", "@x", "\x1b[31m", "\x00", '"', "'", "", " "),
    *("null", "true", "[]", "{}", "[[[[", "*a", "&a", "<<", "!!python/none", "\ufeff", "\udcff"),
    *("é" * 300, "\u202e", "Total", "CODMPIO", "2014", "05001", "1701", "5001.0", "CO05001"),
    *("-74.5", "91", "-181", "1e300", "<html>", "%s", "{0}", "${HOME}", "../..", "/vsicurl/"),
]
ODD = [None, True, False, -1, 0, 1e308, 2**70, "", "x", [], {}, [[]], {"a": {}}, "2013-02-30"]


def octets(content: bytes, rng: Random) -> bytes:
    """Spoil a few bytes, or many."""
    found = bytearray(content)
    for _ in range(rng.choice([1, 1, 1, 2, 5])):
        start = rng.randrange(len(found) + 1)
        stop = min(len(found), start + rng.choice([1, 1, 4, 16, 200, len(found)]))
        piece = found[start:stop]
        match rng.randrange(7):
            case 0:
                del found[start:]
            case 1:
                del found[start:stop]
            case 2:
                found[start:start] = piece * rng.choice([1, 2, 30])
            case 3:
                found[start:stop] = bytes(len(piece))
            case 4:
                found[start:stop] = rng.randbytes(len(piece))
            case 5 if piece:
                found[start] ^= 1 << rng.randrange(8)
            case _:
                found[start:start] = rng.choice(TOKENS).encode("utf-8", "surrogateescape")
    return bytes(found)


def text(content: bytes, rng: Random) -> bytes:
    """Spoil lines and cells of a table."""
    lines = content.decode("utf-8", "replace").splitlines()
    for _ in range(rng.choice([1, 1, 2, 4])):
        at = rng.randrange(len(lines)) if lines else 0
        match rng.randrange(8):
            case 0 if lines:
                lines.insert(at, lines[at])
            case 1 if lines:
                del lines[at]
            case 2:
                lines.insert(at, rng.choice(TOKENS))
            case 3 if lines:
                lines[at] = lines[at].replace(",", rng.choice([";", "\t", "|", ",,"]))
            case 4 if lines:
                lines[at] += "," + rng.choice(TOKENS)
            case _ if lines:
                cells = lines[at].split(",")
                cells[rng.randrange(len(cells))] = rng.choice(TOKENS)
                lines[at] = ",".join(cells)
    end = rng.choice(["\n", "\n", "\r\n", "\r"])
    encoding = rng.choice(["utf-8"] * 6 + ["cp1252", "utf-16", "utf-8-sig"])
    return end.join(lines).encode(encoding, "replace")


def tree(value: object, rng: Random) -> object:
    """Spoil one place of a structure of lists and objects."""
    if isinstance(value, dict) and value and rng.random() < 0.85:
        key = rng.choice(list(value))
        match rng.randrange(8):
            case 0:
                return {k: v for k, v in value.items() if k != key}
            case 1:
                return value | {rng.choice([*TOKENS, key.upper(), key + " "]): value[key]}
            case _:
                return value | {key: tree(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.85:
        at = rng.randrange(len(value))
        match rng.randrange(8):
            case 0:
                return value[:at] + value[at + 1 :]
            case 1:
                return [*value, value[at]]
            case _:
                return [*value[:at], tree(value[at], rng), *value[at + 1 :]]
    return rng.choice([*ODD, rng.choice(TOKENS), [value], {"x": value}])


def document(content: bytes, rng: Random) -> bytes:
    """Spoil a JSON document, as a structure or as bytes."""
    if rng.random() < 0.3:
        return octets(content, rng)
    value = json.loads(content)
    for _ in range(rng.choice([1, 1, 2])):
        value = tree(value, rng)
    return json.dumps(value, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def archive(content: bytes, rng: Random) -> bytes:
    """Spoil an archive: its members, their names, or its own bytes."""
    if rng.random() < 0.4:
        return octets(content, rng)
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        members = [(entry.filename, opened.read(entry)) for entry in opened.infolist()]
    at = rng.randrange(len(members))
    name, inside = members[at]
    match rng.randrange(5):
        case 0:
            del members[at]
        case 1:
            prefix = rng.choice(["a/", "../", "/", "b{1}/", "__MACOSX/", "C:\\"])
            members[at] = (prefix + name, inside)
        case 2:
            members.append((rng.choice(["x.shp", "y.gpkg", "z.txt", "a/" + name]), inside))
        case _:
            members[at] = (name, octets(inside, rng))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, inside in members:
            opened.writestr(name, inside)
    return packed.getvalue()
