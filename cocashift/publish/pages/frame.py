"""What all pages share: the bar with links and editions, the head that a shared link shows."""

from cocashift.publish.results import Publication
from cocashift.words import LANGUAGES

__all__ = ["PAGES", "around"]

# In the order of the bar.
PAGES = ("index", "change", "compare", "years", "flows", "zones", "quality")


def around(name: str, publication: Publication) -> dict:
    """Say what the frame shows around a page.

    Parameters
    ----------
    name : str
        One of `PAGES`.
    publication : Publication
        The edition.

    Returns
    -------
    dict
        ``links`` (address, text and whether it is this page), ``editions`` (address, language, name
        and whether it is this one), ``terms`` of the glossary, ``picture`` and ``root``, the way to
        what is published once.
    """
    words, (first, last) = publication.words, publication.years
    # A page without a figure of its own shows the first.
    picture = name if name in {"compare", "years", "flows"} else "change"
    return {
        "page": name,
        "links": [
            (f"{page}.html", words(f"frame.{page}", first=first, last=last), page == name)
            for page in PAGES
        ],
        "editions": [
            (
                f"{publication.folder(language)}{name}.html",
                language,
                words(f"frame.language.{language}"),
                language == publication.language,
            )
            for language in LANGUAGES
        ],
        "terms": [
            (words(f"glossary.{term}.term"), text)
            for term, text in words.group("glossary.").items()
            if not term.endswith(".term")
        ],
        "root": publication.folder(),
        "picture": f"{publication.folder()}figures/{picture}-180mm.png",
    }
