"""The catalogue in the words of another place: its crop, its units, its own name.

The catalogue speaks of Colombia, whose words a place replaces. A Spanish noun is given with its
article; what stands before it then agrees with the new gender: *la coca* becomes *el maíz*, *de la
coca* *del maíz*, *cada departamento* *cada provincia*.
"""

import re

from cocashift.place import Place

__all__ = ["ROLES", "in_place"]

# What the catalogue calls what a place may call otherwise; the Spanish ones with their gender.
ROLES = {
    "en": {
        "country": ("Colombia",),
        "crop": ("coca",),
        "municipality": ("municipality",),
        "municipalities": ("municipalities",),
        "municipal": ("municipal",),
        "department": ("department",),
        "departments": ("departments",),
        "code": ("DIVIPOLA code", "DIVIPOLA"),
        "measure": ("aerial eradication", "aerial spraying", "spraying"),
    },
    "es": {
        "country": ("Colombia",),
        "crop": ("la coca",),
        "municipality": ("el municipio",),
        "municipalities": ("los municipios",),
        "municipal": ("municipal",),
        "municipals": ("municipales",),
        "department": ("el departamento",),
        "departments": ("los departamentos",),
        "code": ("el código DIVIPOLA", "el DIVIPOLA"),
        "measure": ("la aspersión aérea", "la erradicación aérea", "la aspersión"),
    },
}
ARTICLE = re.compile(r"(el|la|los|las) (?=\S)")
FEMININE = ("la", "las")
# What agrees with a noun that follows, masculine and feminine.
PAIRS = [
    *[("el", "la"), ("un", "una"), ("los", "las"), ("unos", "unas"), ("otro", "otra")],
    *[("otros", "otras"), ("este", "esta"), ("ese", "esa"), ("todo", "toda"), ("todos", "todas")],
    *[("mismo", "misma"), ("ningún", "ninguna"), ("algún", "alguna"), ("cuántos", "cuántas")],
    *[("pocos", "pocas"), ("cuyo", "cuya"), ("cuyos", "cuyas")],
]
# Of these, two are written as one.
BEFORE = "|".join([*(word for pair in PAIRS for word in pair), "de la", "a la", "del", "al"])
# Texts that stand in place of others where the place is not Colombia.
ELSEWHERE = "elsewhere."


def in_place(texts: dict[str, str], place: Place, language: str) -> dict[str, str]:
    """Bring the catalogue of one language to the words of a place.

    Parameters
    ----------
    texts : dict
        Text by key; ``elsewhere.<key>`` replaces the text of a key outside Colombia.
    place : Place
        Whose words, where it has any, take the place of the catalogue's.
    language : str
        Of the texts.

    Returns
    -------
    dict
        Text by key, those of its regions among them.
    """
    if not place.elsewhere:
        return texts
    over = {key.removeprefix(ELSEWHERE): text for key, text in texts.items() if _is_over(key)}
    texts = {key: text for key, text in (texts | over).items() if not _is_over(key)}
    given = dict(place.words.get(language, {}))
    if language == "es" and "municipal" in given:
        one = given["municipal"]
        given["municipals"] = one + ("s" if one[-1] in "aeiou" else "es")
    for role, terms in ROLES[language].items():
        for term in terms if role in given else ():
            if term != given[role]:
                texts = {key: _replaced(text, term, given[role]) for key, text in texts.items()}
    texts = {key: text for key, text in texts.items() if not key.startswith("region.")}
    regions = {region: about["name"] for region, about in (place.regions or {}).items()}
    named = {"region": regions, "zone": place.zones}
    return texts | {
        f"{kind}.{key}": name[language] for kind, of in named.items() for key, name in of.items()
    }


def _is_over(key: str) -> bool:
    return key.startswith(ELSEWHERE)


def _replaced(text: str, term: str, instead: str) -> str:
    """Put one word in place of another wherever it stands by itself, capitals as they were.

    Examples
    --------
    >>> _replaced("Coca fell; coca_ha and cocashift stay", "coca", "maize")
    'Maize fell; coca_ha and cocashift stay'
    >>> _replaced("De la coca; toda la coca de cada año; Coca", "la coca", "el maíz")
    'Del maíz; todo el maíz de cada año; Maíz'
    >>> _replaced("los totales del departamento", "el departamento", "la provincia")
    'los totales de la provincia'
    """
    article, new = ARTICLE.match(term), ARTICLE.match(instead)
    noun = term[article.end() :] if article else term
    other = instead[new.end() :] if new else instead
    turned = bool(article and new) and (article[1] in FEMININE) != (new[1] in FEMININE)
    before = rf"(?:(?:{BEFORE}) )*" if turned else ""
    # Inside a placeholder or a name of the program's own a word is no word.
    found = re.compile(rf"(?<![\w{{./])({before}){re.escape(noun)}(?![\w}}]|\.\w)", re.IGNORECASE)
    return found.sub(lambda match: _agreeing(match, noun, other, new), text)


def _agreeing(match: re.Match, noun: str, other: str, article: re.Match | None) -> str:
    whole, before = match[0], match[1]
    if before:
        feminine = bool(article) and article[1] in FEMININE
        before = _turned(before.lower(), feminine)
    elif whole.isupper() and len(whole) > 1 and not noun.isupper():
        other = other.upper()
    text = f"{before}{other}"
    capital = whole[0].isupper() and not noun[0].isupper()
    return text[0].upper() + text[1:] if capital else text


def _turned(before: str, feminine: bool) -> str:
    """Make articles and what stands beside them agree with the noun that follows."""
    spelt = re.sub(r"\bdel\b", "de el", re.sub(r"\bal\b", "a el", before))
    turn = {own: its for m, f in PAIRS for own, its in ([(m, f)] if feminine else [(f, m)])}
    joined = " ".join(turn.get(word, word) for word in spelt.split())
    return re.sub(r"\ba el\b", "al", re.sub(r"\bde el\b", "del", joined)) + " "
