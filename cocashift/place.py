"""The place that is examined: what else would be fixed to one country. By default Colombia.

Inside the program a code is `divipola` and the crop is `coca`; what is published goes by the names
of the place, which are its English words: `coca_ha` becomes `maize_ha`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from cocashift.errors import InputError

__all__ = ["COLOMBIA", "Place", "of"]

# Columns that there are beside: what is published under such a name could not be told from them.
TAKEN = {
    *("area", "change", "check", "code", "count", "detail", "evidence", "field", "figure", "file"),
    *("item", "kind", "layer", "level", "lat", "lon", "method", "name", "note", "scenario"),
    *("share", "source", "statement", "tier", "unit", "unplaced", "year", "zone"),
}
# What a name of the program's own is made of, and the word of a place that takes its part.
TOKENS = {
    "coca": "crop",
    "divipola": "code",
    "municipalities": "municipalities",
    "municipality": "municipality",
    "municipal(?=_| layer)": "municipality",
    "departments": "departments",
    "department": "department",
}
# A name stands between signs that are no letters; what is encoded as text holds no names.
NAME = r"(?<![A-Za-zÀ-ÿ])(?:{})(?![A-Za-zÀ-ÿ])"
ENCODED = r"[A-Za-z0-9+/=]{120,}"
# A published file with names in its own, on a page.
PUBLISHED = r"\b(?:tables|qgis)/[\w./-]+|\bmunicipal_change\.csv"
# Figures that Colombia has registers of.
REGISTERED = r"(sprayed|manual)_"
# Values of a table that are names of the program's own, as against a reader's text.
VALUE = re.compile(r"[a-z0-9_|,:.' ]+")


@dataclass(frozen=True)
class Place:
    """A place.

    Attributes
    ----------
    country : str
        Its own three letters (ISO 3166-1): in a layer of countries it is no neighbour.
    digits : int
        Of a municipal code. The first two are those of its department.
    prefix : str
        Letters that other catalogues set before a code.
    extent : tuple of float
        Ground that a layer can lie on: degrees west, south, east, north.
    tried : tuple of tuple
        Longitude and latitude where a CRS is tried; by default the corners and middle of `extent`.
    area_km2 : float
        Land of the country; layers of less are of a part of it.
    municipalities : int
        Fewer than any layer of the whole country has.
    short : str
        Codes that have lost a zero, an expression; by default all that are one digit short.
    regions : dict or None
        Departments by region, and its ``name``; None for Colombia's own.
    zones : dict
        Names of its zones by language, by zone.
    words : dict
        By language and role (`words.ROLES`); what is lacking is Colombia's.
    """

    country: str = "COL"
    digits: int = 5
    prefix: str = "CO"
    extent: tuple[float, float, float, float] = (-83.0, -5.5, -66.0, 17.0)
    tried: tuple[tuple[float, float], ...] = ((-79, -4), (-79, 12), (-73, 4), (-67, -4), (-67, 12))
    area_km2: float = 1_141_748  # IGAC; layers of it differ by their coasts
    municipalities: int = 1_000  # 1,122 in 2018
    short: str = "[58][0-9]{3}"
    regions: dict | None = None
    zones: dict[str, dict[str, str]] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def elsewhere(self) -> bool:
        """Whether it is another place than Colombia."""
        return self.country != "COL"

    def name(self, language: str) -> str:
        """Name it."""
        return self.words.get(language, {}).get("country", "Colombia")

    @cached_property
    def names(self) -> dict[str, str]:
        """Say by what each part of a name is replaced; parts that stay are left out."""
        words = self.words.get("en", {})
        return {
            token: re.sub(r"\W+", "_", words[role].casefold())
            for token, role in TOKENS.items()
            if role in words and words[role].casefold() != token
        }

    def published(self, text: str) -> str:
        """Put the place's names in place of the program's own, in a name or a whole document.

        Examples
        --------
        >>> maize = Place(words={"en": {"crop": "maize", "code": "district code"}})
        >>> maize.published("coca_ha, from_divipola: cocashift")
        'maize_ha, from_district_code: cocashift'
        """
        if not self.names:
            return text
        found = re.compile(f"{ENCODED}|{NAME.format('|'.join(self.names))}")
        plain = {token.partition("(")[0]: name for token, name in self.names.items()}
        return found.sub(lambda name: plain.get(name[0], name[0]), text)

    def page(self, html: str) -> str:
        """Put the place's names into a page, its modules or its data, and into paths named there.

        The crop's and the code's name only: what else a module calls by these words is its own.
        """
        if not self.elsewhere:
            return html
        own = {token: self.names[token] for token in ("coca", "divipola") if token in self.names}
        tokens = NAME.format("|".join(own)) if own else "(?!)"
        found = re.compile(f"{ENCODED}|{PUBLISHED}|{tokens}")
        return found.sub(
            lambda name: own.get(name[0]) or self.published(name[0]),
            html,
        )

    def internal(self, name: str) -> str:
        """Give the program's own name of a published column, layer or file.

        Examples
        --------
        >>> maize = Place(words={"en": {"crop": "maize", "code": "district code"}})
        >>> maize.internal("maize_ha_2013"), maize.internal("from_district_code")
        ('coca_ha_2013', 'from_divipola')
        """
        if not self.names:
            return name
        back = {new: token for token, new in self.names.items() if "(" not in token}
        longest = sorted(map(re.escape, back), key=len, reverse=True)
        found = re.sub(NAME.format("|".join(longest)), lambda name: back[name[0]], name)
        changed = self.names.get("municipal(?=_| layer)")
        return found.replace("municipality_change", "municipal_change") if changed else found

    def kept(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Leave out, elsewhere, figures of spraying and eradication of which nothing is known."""
        empty = [c for c in frame if re.match(REGISTERED, c) and frame[c].isna().all()]
        return frame.drop(columns=empty) if self.elsewhere else frame

    def frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Rename the columns of a frame that is published, and values that are names themselves."""
        if not self.elsewhere:
            return frame
        frame = self.kept(frame)
        named = frame.copy()
        for column in frame.columns:
            if pd.api.types.is_string_dtype(frame[column]) or frame[column].dtype == object:
                values = frame[column].dropna().unique()
                new = {v: self.published(v) for v in values if isinstance(v, str) and _is_name(v)}
                moved = {old: name for old, name in new.items() if old != name}
                if moved:
                    named[column] = frame[column].replace(moved)
        return named.rename(columns=self.published)


def _is_name(value: str) -> bool:
    return bool(VALUE.fullmatch(value))


COLOMBIA = Place()


def of(given: Mapping | None) -> Place:
    """Take a place from the key `place` of a configuration, or of what came from one.

    Raises
    ------
    InputError
        If its words lack what the other language has, or a name would be that of another thing.
    """
    described = given.get("place") if given else None
    if not described:
        return COLOMBIA
    words, codes = described.get("words", {}), described.get("codes", {})
    west, south, east, north = described["extent"]
    if not (west < east and south < north):
        raise InputError(
            "configuration, place.extent: give west, south, east and north, in degrees."
        )
    roles = [set(texts) for texts in words.values()]
    if len(roles) > 1 and roles[0] != roles[1]:
        lacking = ", ".join(sorted(roles[0] ^ roles[1]))
        raise InputError(f"configuration, place.words: only one language has {lacking}. Add it.")
    digits = codes.get("digits", 5)
    place = Place(
        country=described["country"],
        digits=digits,
        prefix=codes.get("prefix", ""),
        extent=(west, south, east, north),
        tried=(
            *((x, y) for x in (west, east) for y in (south, north)),
            ((west + east) / 2, (south + north) / 2),
        ),
        area_km2=described["area_km2"],
        municipalities=described["municipalities"],
        short=rf"[1-9][0-9]{{{digits - 2}}}",
        regions=described.get("regions", {}),
        zones=described.get("zones", {}),
        words=words,
    )
    own = TAKEN | {token.partition("(")[0] for token in TOKENS}
    if own & set(place.names.values()) or len(set(place.names.values())) < len(
        set(map(TOKENS.get, place.names))
    ):
        raise InputError(
            "configuration, place.words.en: two things would be published under one name. Choose "
            "words that differ from one another, and from what else there is, as `district code`."
        )
    return place
