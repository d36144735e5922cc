"""Every word a reader sees, in the language of the run; numbers in that language's format."""

import math
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from babel.dates import format_date
from babel.numbers import (
    format_decimal,
    format_percent,
    get_decimal_symbol,
    get_group_symbol,
)

from cocashift import wording
from cocashift.place import COLOMBIA, Place

__all__ = ["LANGUAGES", "Words", "sure"]

LANGUAGES = ("en", "es")
# Colombian usage: a point between thousands, a comma before decimals.
LOCALES = {"en": "en_US", "es": "es_CO"}
# A number with thousands or decimals, as tables for programs write it; codes and years are neither.
PLAIN_NUMBER = re.compile(r"(?<![\w.,])\d+(?:,\d{3})*(?:\.\d+)?(?![\w,]|\.\d)")
# Texts that speak of Colombia itself, whatever the dataset covers.
OF_THE_COUNTRY = (
    "part.",
    "zone.",
    "layer.",
    "rival.",
    "claim.",
    "quality.codes",
    "quality.without",
    "field.level",
    "field.place",
    "note.",
)
# How a share is written: in Spanish a space that does not break stands before the sign.
PERCENT = {"en": "%", "es": "\u00a0%"}
MARKS = {",": get_group_symbol, ".": get_decimal_symbol}


class Words:
    """The catalogue in one language.

    Parameters
    ----------
    language : str
        One of `LANGUAGES`.
    part : bool
        Whether the figures are of a part of the country: texts then speak of the study area.
    place : Place
        In whose words texts speak.

    Examples
    --------
    >>> Words("es")("zone.park")
    'Parques nacionales'
    >>> Words("es").hectares(69132), Words("en").change(-12.4), Words("en").share(0.393)
    ('69.132 ha', '−12 ha', '39.3%')
    """

    def __init__(self, language: str, part: bool = False, place: Place = COLOMBIA):
        self.language = language
        self.locale = LOCALES[language].replace("_", "-")
        self._locale = LOCALES[language]
        texts = {key: texts[language] for key, texts in catalogue().items()}
        self._catalogue = wording.in_place(texts, place, language)
        if part:
            self._speak_of_a_part()

    def _speak_of_a_part(self) -> None:
        """Put the study area in place of the country, where a text means what was examined."""
        terms = [line.split(" => ") for line in self._catalogue["part.terms"].splitlines()]
        for key, text in self._catalogue.items():
            if not key.startswith(OF_THE_COUNTRY):
                for phrase, instead in terms:
                    text = re.sub(rf"\b{phrase}\b", instead, text)
                self._catalogue[key] = text

    def __call__(self, key: str, **values: str) -> str:
        """Give the text of a key, with its ``{placeholders}`` filled."""
        return self._catalogue[key].format(**values)

    def group(self, prefix: str) -> dict[str, str]:
        """Give all texts whose key begins with a prefix, without the prefix."""
        return {
            key.removeprefix(prefix): text
            for key, text in self._catalogue.items()
            if key.startswith(prefix)
        }

    def zone(self, zone: str) -> str:
        """Name a zone category; one of a user's own goes by its key."""
        return self._catalogue.get(f"zone.{zone}", zone.replace("_", " ").capitalize())

    def scenario(self, scenario: str) -> str:
        """Name a scenario; one of a user's own goes by its key."""
        return self._catalogue.get(f"scenario.{scenario}", scenario.replace("_", " ").capitalize())

    def groups(self, zones: Iterable[str], scenarios: Iterable[str]) -> dict[str, str]:
        """Name zone categories and scenarios, by their keys."""
        return {zone: self.zone(zone) for zone in zones} | {
            scenario: self.scenario(scenario) for scenario in scenarios
        }

    def layer(self, layer: str) -> str:
        """Name a layer of the dataset; one of a user's own goes by its key."""
        return self._catalogue.get(f"layer.{layer}", layer.replace("_", " ").capitalize())

    def get(self, key: str, default: str) -> str:
        """Give the text of a key that a user's own file may name, or the default."""
        return self._catalogue.get(key, default)

    def turned(self, key: str, change: float, **values: str) -> str:
        """Give the text of a key that speaks of growth; of a decline, that of ``<key>.fell``."""
        fell = f"{key}.fell"
        return self(fell if change < 0 and fell in self._catalogue else key, **values)

    def own(self, text: str | dict[str, str]) -> str:
        """Choose a user's own text: one for all languages, or one for each."""
        return text if isinstance(text, str) else text[self.language]

    def figures(self, text: str) -> str:
        """Write the numbers of a plain text, 1,234.5, in the language's format.

        Examples
        --------
        >>> Words("es").figures("12,838.0 ha")
        '12.838,0 ha'
        """
        marks = {mark: get_symbol(self._locale) for mark, get_symbol in MARKS.items()}
        return PLAIN_NUMBER.sub(
            lambda number: "".join(marks.get(sign, sign) for sign in number[0]), text
        )

    def points(self, value: float) -> str:
        """Write a difference of two shares in percentage points, with its sign."""
        return self("points", value=self.plain_points(value))

    def plain_points(self, value: float) -> str:
        """Write the same where another word names the unit."""
        return ("+" if value > 0 else "") + self.number(100 * value, 1)

    def note(self, note: str) -> str:
        """Give a dataset's caveat: a text of the catalogue by its key, or the user's own."""
        return self._catalogue.get(f"note.{note}", note)

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number."""
        pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
        return _minus(format_decimal(value, pattern, locale=self._locale))

    def about(self, value: float, error: float) -> str:
        """Write a number to the digits that its error leaves: the last is worth more than it.

        Examples
        --------
        >>> Words("en").about(5046, 16), Words("en").about(5046, 4), Words("en").about(6345, 0)
        ('5,000', '5,050', '6,345')
        """
        return self.number(sure(value, error))

    def day(self, iso: str) -> str:
        """Write a date in words.

        Examples
        --------
        >>> Words("en").day("2014-12-31"), Words("es").day("2014-12-31")
        ('31 December 2014', '31 de diciembre de 2014')
        """
        return format_date(date.fromisoformat(iso), self("date.pattern"), locale=self._locale)

    def hectares(self, value: float, error: float = 0.0) -> str:
        """Write whole hectares, to the digits that an error leaves."""
        return f"{self.about(value, error)} ha"

    def change(self, value: float, error: float = 0.0) -> str:
        """Write a change in hectares with its sign, to the digits that an error leaves."""
        return ("+" if value > 0 else "") + self.hectares(value, error)

    def share(self, value: float) -> str:
        """Write a share, 0 to 1, in per cent."""
        return self._percent(value, "#,##0.0")

    def percent(self, value: float) -> str:
        """Write a share, 0 to 1, in whole per cent."""
        return self._percent(value, "#,##0")

    def _percent(self, value: float, digits: str) -> str:
        pattern = digits + PERCENT[self.language]
        return _minus(format_percent(value, pattern, locale=self._locale))

    def share_change(self, value: float) -> str:
        """Write a relative change in per cent with its sign."""
        return ("+" if value > 0 else "") + self.share(value)


def _minus(number: str) -> str:
    """Write a minus as one; what is rounded to nothing has none."""
    return number.replace("-", "−" if re.search("[1-9]", number) else "")


def sure(value: float, error: float) -> float:
    """Round a number to whole digits that its error leaves: the last is worth more than it.

    Examples
    --------
    >>> sure(5046, 16), sure(5046, 4), sure(6345.4, 0)
    (5000, 5050, 6345)
    """
    step = 10 ** max(0, math.ceil(math.log10(error))) if error > 0 else 1
    return round(value / step) * step


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Read the catalogue: for each key its text in every language."""
    return yaml.load(Path(__file__).with_name("words.yaml").read_bytes(), yaml.CSafeLoader)
