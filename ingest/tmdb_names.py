"""The names that TMDB has for genres, languages and countries, and what they stand for.

Languages and countries are called as in the Unicode CLDR, by their English names and languages also by their own; what TMDB calls
otherwise stands here.
"""

from collections.abc import Iterable
from functools import cache

from babel import Locale, UnknownLocaleError, localedata

_GENRES = {
    "Action": 28, "Adventure": 12, "Animation": 16, "Comedy": 35, "Crime": 80, "Documentary": 99, "Drama": 18, "Family": 10751,
    "Fantasy": 14, "Foreign": 10769, "History": 36, "Horror": 27, "Music": 10402, "Mystery": 9648, "Romance": 10749,
    "Science Fiction": 878, "TV Movie": 10770, "Thriller": 53, "War": 10752, "Western": 37,
}  # fmt: skip

_LANGUAGES = {
    "Bengali": "bn", "Bihari": "bh", "Cantonese": "cn", "Chichewa; Nyanja": "ny", "Frisian": "fy", "Fulah": "ff",
    "Gaelic": "gd", "Haitian; Haitian Creole": "ht", "Kirghiz": "ky", "Letzeburgesch": "lb", "Mandarin": "zh",
    "Maori": "mi", "Marshall": "mh", "Moldavian": "mo", "Ndebele": "nd", "No Language": "xx", "Oriya": "or",
    "Ossetian; Ossetic": "os", "Pushto": "ps", "Raeto-Romance": "rm", "Sinhalese": "si", "Slavic": "cu", "Sotho": "st",
    "Tonga": "to", "Uighur": "ug", "Yi": "ii", "Bahasa indonesia": "id", "Bahasa melayu": "ms", "Bokmål": "nb",
    "Český": "cs", "ozbek": "uz", "Pусский": "ru", "Srpski": "sr", "Український": "uk", "български език": "bg",
    "עִבְרִית": "he", "ภาษาไทย": "th", "广州话 / 廣州話": "cn", "普通话": "zh", "한국어/조선말": "ko", "euskera": "eu",
    "Fulfulde": "ff", "қазақ": "kk", "Bamanankan": "bm", "беларуская мова": "be", "Lietuviškai": "lt",
    "Lietuvi\x9akai": "lt",
}  # fmt: skip
_COUNTRIES = {
    "Brunei Darussalam": "BN", "Burma": "MM", "Cocos  Islands": "CC", "Congo": "CD", "Cote D'Ivoire": "CI",
    "Czech Republic": "CZ", "Czechoslovakia": "XC", "East Germany": "XG", "East Timor": "TP", "Faeroe Islands": "FO",
    "French Southern Territories": "TF", "Guadaloupe": "GP", "Heard and McDonald Islands": "HM", "Holy See": "VA",
    "Hong Kong": "HK", "Kyrgyz Republic": "KG", "Lao People's Democratic Republic": "LA", "Libyan Arab Jamahiriya": "LY",
    "Macao": "MO", "Macedonia": "MK", "Myanmar": "MM", "Netherlands Antilles": "AN", "Northern Ireland": "XI",
    "Palestinian Territory": "PS", "Pitcairn Island": "PN", "Reunion": "RE", "Sao Tome and Principe": "ST",
    "Serbia and Montenegro": "CS", "South Georgia and the South Sandwich Islands": "GS", "Soviet Union": "SU",
    "St. Helena": "SH", "St. Vincent and the Grenadines": "VC", "Svalbard & Jan Mayen Islands": "SJ", "Swaziland": "SZ",
    "Syrian Arab Republic": "SY", "Turkey": "TR", "US Virgin Islands": "VI", "United States Minor Outlying Islands": "UM",
    "United States of America": "US", "Wallis and Futuna Islands": "WF", "Yugoslavia": "YU", "Zaire": "ZR",
}  # fmt: skip

_STATES_AND_CITIES = (
    "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida", "georgia",
    "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland",
    "massachusetts", "michigan", "minnesota", "mississippi", "missouri", "montana", "nebraska", "nevada", "new hampshire",
    "new jersey", "new mexico", "new york", "north carolina", "north dakota", "ohio", "oklahoma", "oregon", "pennsylvania",
    "rhode island", "south carolina", "south dakota", "tennessee", "texas", "utah", "vermont", "virginia", "washington",
    "west virginia", "wisconsin", "wyoming", "england", "scotland", "wales", "northern ireland", "uk", "usa", "ussr",
    "czech republic", "turkey", "quebec", "ontario", "british columbia", "new york city",
)  # fmt: skip
_ENGLISH = Locale("en")


@cache
def genres() -> dict[str, int]:
    """The ids of genres by their English names, in small letters."""
    return {name.casefold(): genre_id for name, genre_id in _GENRES.items()}


@cache
def languages() -> dict[str, str]:
    """The codes of languages by their names, in English and in the language itself, in small letters."""
    own = ((name, code) for code in localedata.locale_identifiers() if len(code) == 2 and (name := _own_name(code)))
    english = ((name, code) for code, name in _ENGLISH.languages.items() if len(code) == 2)
    return _in_any_case([*own, *english, *_LANGUAGES.items()])


@cache
def countries() -> dict[str, str]:
    """The codes of countries by their English names, in small letters."""
    english = ((name, code) for code, name in _ENGLISH.territories.items() if len(code) == 2 and code.isalpha())
    return _in_any_case([*((name.replace("&", "and").replace("’", "'"), code) for name, code in english), *_COUNTRIES.items()])


@cache
def places() -> frozenset[str]:
    """What may stand behind a comma in the name of a place, in small letters: countries, their parts, and New York."""
    return frozenset({*(name.casefold() for name in countries()), *_STATES_AND_CITIES})


def _own_name(code: str) -> str | None:
    try:
        return Locale(code).languages.get(code)
    except UnknownLocaleError:
        return None


def _in_any_case(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The last code of each name, which is in small letters, for sources differ in that."""
    return {name.casefold(): code for name, code in pairs}
