import re
from collections import Counter

import pytest

from cocashift.words import LANGUAGES, OF_THE_COUNTRY, Words, catalogue
from tests.conftest import ROOT


def test_every_word_is_there_in_every_language():
    lacking = [key for key, texts in catalogue().items() if set(texts) != set(LANGUAGES)]
    assert lacking == []
    assert all(text.strip() for texts in catalogue().values() for text in texts.values())


def test_translations_fill_the_same_placeholders():
    for key, texts in catalogue().items():
        assert len({frozenset(re.findall(r"{(\w+)}", text)) for text in texts.values()}) == 1, key


def test_every_key_that_the_code_names_exists():
    named = set()
    for file in [*ROOT.glob("cocashift/**/*.py"), *ROOT.glob("cocashift/**/*.j2")]:
        named |= set(re.findall(r'words\(\s*"([\w.]+)"', file.read_text("utf-8")))
    assert len(named) > 30
    # A key that ends in a point is the beginning of several.
    assert {key for key in named if not key.endswith(".")} <= set(catalogue())


@pytest.mark.parametrize(
    ("language", "hectares", "change", "share"),
    [("en", "69,132 ha", "−2,523 ha", "43.5%"), ("es", "69.132 ha", "−2.523 ha", "43,5 %")],
)
def test_numbers_are_in_the_readers_format(language, hectares, change, share):
    words = Words(language)
    assert words.hectares(69132) == hectares
    assert words.change(-2523.2) == change
    assert words.share(0.4346) == share


def test_a_zone_of_the_users_own_goes_by_its_key():
    assert Words("es").zone("buffer_strip") == "Buffer strip"


def test_a_title_of_the_users_own_may_be_in_each_language():
    assert Words("es").own("My layers") == "My layers"
    assert Words("es").own({"en": "My layers", "es": "Capas"}) == "Capas"


def test_what_is_rounded_to_nothing_has_no_sign():
    words = Words("en")
    assert (words.change(-0.3), words.points(-0.0004)) == ("0 ha", "0.0 points")
    assert (words.percent(-0.004), words.share_change(-0.004)) == ("0%", "−0.4%")
    assert words.change(-10) == "−10 ha"


@pytest.mark.parametrize(
    ("plain", "spanish"),
    [
        ("12,838.0 ha", "12.838,0 ha"),
        ("1,138,264", "1.138.264"),
        ("52480 Nariño +210.6%", "52480 Nariño +210,6%"),
        ("699.259 x 699.259", "699,259 x 699,259"),
        ("2001-2022, EPSG:3857, v1.2.3, e54daae8", "2001-2022, EPSG:3857, v1.2.3, e54daae8"),
    ],
)
def test_numbers_in_a_detail_are_in_the_readers_format_and_codes_stay(plain, spanish):
    assert Words("es").figures(plain) == spanish
    assert Words("en").figures(plain) == plain


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_of_the_country_is_not_called_the_country(language):
    whole, part = Words(language), Words(language, part=True)
    country = {
        "en": r"\b(the|whole|of the) country\b|\bnational total",
        "es": r"\bpaís\b|total nacional",
    }
    named = re.compile(country[language], re.IGNORECASE)
    keys = [key for key in whole.group("") if not key.startswith(OF_THE_COUNTRY)]
    assert any(named.search(whole._catalogue[key]) for key in keys)
    assert [key for key in keys if named.search(part._catalogue[key])] == []
    assert part.zone("park") == whole.zone("park")


def test_a_note_is_a_key_of_the_catalogue_or_the_users_own_text():
    words = Words("es")
    key = next(iter(words.group("note.")))
    assert words.note(key) == words(f"note.{key}")
    assert words.note("Mi propia nota: {a} aproximada") == "Mi propia nota: {a} aproximada"
    assert words.note("") == ""


def test_no_key_comes_twice():
    text = (ROOT / "cocashift/words.yaml").read_text("utf-8")
    keys = Counter(re.findall(r"^([\w.]+):", text, re.MULTILINE))
    assert [key for key, times in keys.items() if times > 1] == []
