"""Another place than Colombia: what it is made of, its names, and its words."""

import pandas as pd
import pytest
import yaml

from cocashift import coverage, place, wording
from cocashift.errors import InputError
from cocashift.harmonise import divipola, extent, municipalities, tables
from cocashift.words import LANGUAGES, Words, catalogue
from tests.conftest import ROOT

CONFIG = yaml.safe_load((ROOT / "examples/elsewhere/config/config.yaml").read_text("utf-8"))
VALDORIA = place.of(CONFIG)


def changed(**words) -> dict:
    texts = CONFIG["place"]["words"]
    return {"place": CONFIG["place"] | {"words": texts | {"en": texts["en"] | words}}}


def test_without_the_key_it_is_colombia():
    assert place.of({}) == place.of(None) == place.COLOMBIA
    assert not place.COLOMBIA.elsewhere
    frame = pd.DataFrame({"divipola": ["05001"], "coca_ha": [1.0]})
    assert place.COLOMBIA.frame(frame) is frame
    for text in ("coca_ha of divipola", "tables/municipal_change.csv"):
        assert place.COLOMBIA.published(text) == place.COLOMBIA.page(text) == text


@pytest.mark.parametrize(
    ("own", "published"),
    [
        ("coca_ha_2013", "maize_ha_2013"),
        ("from_divipola", "from_district_code"),
        ("municipality_zones", "district_zones"),
        ("department_code", "province_code"),
        ("tables/municipal_change.csv", "tables/district_change.csv"),
        ("qgis/cocashift.gpkg", "qgis/cocashift.gpkg"),
        ("zone", "zone"),
    ],
)
def test_names_are_published_as_the_places_and_lead_back(own, published):
    assert VALDORIA.published(own) == published
    assert VALDORIA.published(published) == published
    assert VALDORIA.internal(published) == own


def test_names_in_values_are_renamed_and_readers_texts_are_not():
    frame = pd.DataFrame({"lisa": ["no_coca", None], "municipality": ["Coca", "La coca, S.A."]})
    named = VALDORIA.frame(frame)
    assert named["lisa"].tolist()[0] == "no_maize"
    assert named["district"].tolist() == ["Coca", "La coca, S.A."]


def test_registers_of_which_nothing_is_known_are_left_out_elsewhere_only():
    frame = pd.DataFrame({"sprayed_ha_2019": [None], "manual_ha_2019": [0.0]})
    assert list(VALDORIA.frame(frame)) == ["manual_ha_2019"]
    assert list(place.COLOMBIA.frame(frame)) == list(frame)


@pytest.mark.parametrize("word", ["code", "zone", "maize", "coca"])
def test_a_name_that_is_taken_is_refused(word):
    told = {"code": word} if word != "coca" else {"municipality": "coca"}
    with pytest.raises(InputError, match="under one name"):
        place.of(changed(**told))


def test_both_languages_have_the_same_words():
    texts = CONFIG["place"]["words"]
    spanish = {role: text for role, text in texts["es"].items() if role != "crop"}
    with pytest.raises(InputError, match="only one language has crop"):
        place.of({"place": CONFIG["place"] | {"words": texts | {"es": spanish}}})


@pytest.mark.parametrize("extent_", [[8, -35, -2, -27], [-2, -27, 8, -35]])
def test_an_extent_the_wrong_way_round_is_refused(extent_):
    with pytest.raises(InputError, match="west, south, east and north"):
        place.of({"place": CONFIG["place"] | {"extent": extent_}})


def test_codes_have_the_digits_of_the_place():
    codes, repaired = divipola.repair(pd.Series([10001, "VD110002", "010003"]), place=VALDORIA)
    assert codes.tolist() == ["010001", "110002", "010003"]
    assert repaired == 2
    with pytest.raises(InputError, match="codes of 6 digits: '5001'"):
        divipola.repair(pd.Series(["5001"], name="codes"), place=VALDORIA)


def test_a_layer_lies_in_the_place():
    extent.require_place((0, -32, 1, -31), "ours", VALDORIA)
    with pytest.raises(InputError, match=r"outside Valdoria\. Check its CRS"):
        extent.require_place((-75, 1, -74, 2), "theirs", VALDORIA)
    municipalities.require_areas("EPSG:6933", VALDORIA)
    with pytest.raises(InputError, match="areas in Valdoria are wrong"):
        municipalities.require_areas("EPSG:3857", VALDORIA)


@pytest.mark.parametrize("names", ["district_code,year,maize_ha", "divipola,year,coca_ha"])
def test_a_tidy_table_may_go_by_the_names_of_the_place(tmp_path, names):
    file = tmp_path / "maize.csv"
    file.write_text(f"{names}\n010001,2019,12.5\n")
    layer = {"layout": "tidy", "vintage": "2019", "place": CONFIG["place"]}
    record, _ = tables.read(str(file), layer, "coca_ha")
    assert record[["divipola", "coca_ha"]].to_numpy().tolist() == [["010001", 12.5]]


def test_a_part_of_the_country_is_known_by_its_municipalities(tmp_path):
    file = tmp_path / "some.geojson"
    file.write_text('{"type": "Feature"}' * 95)
    assert coverage.part({"path": str(file)}, VALDORIA) == 0
    assert coverage.part({"path": str(file)}) == 95


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_stands_in_for_another_has_one_to_stand_in_for(language):
    texts = {key: text[language] for key, text in catalogue().items()}
    over = [key.removeprefix("elsewhere.") for key in texts if key.startswith("elsewhere.")]
    assert [key for key in over if key not in texts] == []
    spoken = wording.in_place(texts, VALDORIA, language)
    # A placeholder is a name of the program's own and no word.
    for key in over:
        places = {name for name in ("{first}", "{last}", "{told}", "{all}") if name in texts[key]}
        assert all(name in spoken[key] for name in places), key


def test_words_agree_with_the_gender_of_the_new():
    words = Words("es", place=VALDORIA)
    assert words("frame.description.change") == (
        "Mapa del cambio del maíz por distrito en Valdoria, con las zonas excluidas de la siembra."
    )
    assert words("region.south") == "El sur"
    assert words.zone("dry_belt") == "Franjas secas"
    assert "del departamento" not in " ".join(words.group("").values())


def test_colombias_words_are_its_own():
    assert Words("es")("map.whole") == "Colombia"
    assert not [key for key, text in Words("en").group("region.").items() if text == "The south"]
