"""Odd servers and strangers' datasets: told in a line, nothing written elsewhere, others asked."""

import io
import json
import zipfile

import pytest

from cocashift.retrieve import layer, official, transfer
from tests import server

TABLE = b"divipola,year,coca_ha\n19050,2013,8\n"


def retrieve(session, folder, **layers):
    return official.retrieve(layers, folder / "toy.lock.csv", session, folder=folder / "raw")


def odd(provider, about=None, **answers):
    """A layer that answers as a feature layer does, but for what is given."""
    whole = server.FeatureLayer(server.squares(3))

    def answer(request):
        known = whole._answer(request.path, request.query)
        if not request.path.endswith("/query"):
            known |= about or {}
        for key, value in answers.items():
            if key in known:
                known[key] = value
        return server.Answer(json.dumps(known).encode())

    address = provider.serve("/odd/FeatureServer/0", answer)
    provider.routes["/odd/FeatureServer/0/query"] = answer
    return address


@pytest.mark.parametrize(
    "answers",
    [
        {"count": [3]},
        {"count": "3"},
        {"count": True},
        {"count": -1},
        {"features": [None, 3]},
        {"features": [{"id": [1]}]},
        {"features": {"a": 1}},
        {"about": {"fields": [3]}},
        {"about": {"fields": {"name": 1}}},
        {"about": {"maxRecordCount": "many"}, "count": []},
        {"about": {"advancedQueryCapabilities": [1]}},
        {"about": {"advancedQueryCapabilities": {}}, "objectIds": {"a": 1}},
        {"about": {"advancedQueryCapabilities": {}}, "objectIds": [1, "b"]},
    ],
    ids=str,
)
def test_odd_answers_are_told_and_the_next_layer_is_asked(provider, single, tmp_path, answers):
    bad = {"path": str(tmp_path / "raw/odd.geojson"), "kind": "arcgis"}
    bad["address"] = odd(provider, **answers)
    good = {"path": str(tmp_path / "raw/coca.csv")}
    good["address"] = provider.serve("/coca.csv", server.always(TABLE))
    receipts, failures = retrieve(single, tmp_path, odd=bad, coca=good)
    assert [receipt.layer for receipt in receipts] == ["coca"]
    (told,) = map(str, failures)
    assert told.startswith(f"odd: {bad['address']}: ")
    assert "\n" not in told
    assert [path.name for path in (tmp_path / "raw").iterdir()] == ["coca.csv"]


@pytest.mark.parametrize(
    "location", ["http://[", "http://a b/", "http://\udce9/", "://x", "http://x:99999/", "ftp://x/"]
)
def test_redirects_to_what_is_no_address_are_told(provider, single, tmp_path, location):
    moved = server.always(b"", 302, Location=location.encode("utf-8", "replace").decode("latin-1"))
    about = {"address": provider.serve("/c.csv", moved), "path": str(tmp_path / "raw/c.csv")}
    _, failures = retrieve(single, tmp_path, coca=about)
    assert str(failures[0]).startswith(f"coca: {about['address']}: ")


@pytest.mark.parametrize("path", ["../out.csv", "{raw}/../out.csv", "{raw}/link/out.csv", "{abs}"])
def test_nothing_is_written_outside_the_datasets_folder(provider, single, tmp_path, path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "raw/link").symlink_to(tmp_path / "elsewhere")
    place = path.format(raw=tmp_path / "raw", abs=tmp_path / "elsewhere/out.csv")
    about = {"address": provider.serve("/c.csv", server.always(TABLE)), "path": place}
    receipts, failures = retrieve(single, tmp_path, coca=about)
    assert receipts == []
    assert "lies outside" in str(failures[0])
    assert provider.requests == []
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_what_lies_elsewhere_already_is_checked_and_left_alone(provider, single, tmp_path):
    (tmp_path / "mine.csv").write_bytes(TABLE)
    about = {"address": "http://127.0.0.1:9/c.csv", "path": str(tmp_path / "mine.csv")}
    receipts, failures = retrieve(single, tmp_path, coca=about)
    assert failures == []
    assert receipts[0].retrieved == ""


@pytest.mark.parametrize("told", [True, False])
def test_a_transfer_stops_at_the_limits(provider, single, tmp_path, monkeypatch, told):
    body = b"x" * 300_000

    def answer(_):
        return server.Answer(body, 200, {} if told else {"Transfer-Encoding": "identity"})

    monkeypatch.setenv("COCASHIFT_MAX_GB", "0.0001")
    source = layer.Source("coca", provider.serve("/c.bin", answer))
    with pytest.raises(transfer.RetrievalError, match=r"more than 0\.0 GB came.*COCASHIFT_MAX_GB"):
        layer.fetch(source, tmp_path / "c.bin", single)
    monkeypatch.setenv("COCASHIFT_MAX_GB", "1")
    monkeypatch.setenv("COCASHIFT_MAX_HOURS", "1e-9")
    with pytest.raises(transfer.RetrievalError, match="COCASHIFT_MAX_HOURS"):
        layer.fetch(source, tmp_path / "d.bin", single)
    monkeypatch.delenv("COCASHIFT_MAX_HOURS")
    assert layer.fetch(source, tmp_path / "e.bin", single).bytes == 300_000


def test_an_archive_that_unpacks_to_too_much_is_not_kept(provider, single, tmp_path, monkeypatch):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.bin", bytes(5_000_000))
    answer = server.always(packed.getvalue())
    source = layer.Source("mgn", provider.serve("/m.zip", answer))
    monkeypatch.setenv("COCASHIFT_MAX_GB", "0.001")
    with pytest.raises(transfer.RetrievalError, match="unpacks to"):
        layer.fetch(source, tmp_path / "m.zip", single)
    assert list(tmp_path.iterdir()) == []


def test_deep_json_is_told(provider, single, tmp_path):
    answer = server.always(b"[" * 200_000)
    about = {"path": str(tmp_path / "raw/t.json"), "kind": "socrata"}
    about["address"] = provider.serve("/resource/abcd-1234.json", answer)
    file = {"path": str(tmp_path / "raw/u.json"), "address": provider.serve("/u.json", answer)}
    _, failures = retrieve(single, tmp_path, coca=about, other=file)
    assert all("nested too deeply" in str(failure) for failure in failures)
    assert len(failures) == 2


def test_what_a_server_calls_itself_does_not_reach_the_terminal_raw():
    receipt = layer.Receipt("coca", "a", "p", 1, "ab" * 32, "http://x/\x1b[31m", "2026", 1)
    assert "\x1b" not in official.summary([receipt])
