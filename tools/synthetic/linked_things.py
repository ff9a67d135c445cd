"""What a film is linked to: companies, countries, languages and keywords."""

import math

from tools.synthetic.dice import Dice, Traits, scattered
from tools.synthetic.films import Film
from tools.synthetic.scenes import PARTNERS, SCENES, Scene
from tools.synthetic.words import ADJECTIVES, COMPANY_KINDS, HEROES, NOUNS, THEMES

_COMPANY_COUNTS = (0,) * 26 + (1,) * 37 + (2,) * 17 + (3,) * 10 + (4,) * 5 + (5,) * 2 + (6, 7, 9)
_COMPANIES_PER_FILM = 0.8
_COMPANY_SKEW = 2.5
_PAIRS = len(ADJECTIVES) * len(NOUNS)

Entry = dict[str, int | str]


def companies(dice: Dice, film: Film, films: int, seed: int) -> list[Entry]:
    """The entries of `production_companies`: some companies made hundreds of films, most made one."""
    numbers = {_company_number(dice, film.scene, films): None for _ in range(dice.pick(_COMPANY_COUNTS))}
    places = len(SCENES) * math.ceil(films * _COMPANIES_PER_FILM)
    return [
        {"name": _company_name(Traits(seed, "company", number)), "id": 1 + scattered(number, places)}
        for number in sorted(numbers)
    ]


def countries(dice: Dice, film: Film) -> list[Entry]:
    """The entries of `production_countries`."""
    if dice.chance(0.14):
        return []
    found = {film.scene.country: film.scene.country_name}
    while dice.chance(0.14):
        code, name = dice.pick(PARTNERS)
        found[code] = name
    return [{"iso_3166_1": code, "name": name} for code, name in found.items()]


def languages(dice: Dice, film: Film) -> list[Entry]:
    """The entries of `spoken_languages`."""
    if dice.chance(0.085):
        return []
    found = {film.scene.language: film.scene.language_name}
    while dice.chance(0.12):
        scene = dice.pick(SCENES)
        found[scene.language] = scene.language_name
    return [{"iso_639_1": code, "name": name} for code, name in found.items()]


def keywords(dice: Dice, film: Film, *, always: bool = False) -> list[Entry]:
    """The entries of `keywords`; a third of the films has none, unless there are always some."""
    if not always and dice.chance(0.32):
        return []
    own_themes = 7 * (film.director % 11)  # what a director keeps coming back to
    found: dict[int, str] = {}
    for _ in range(1 + int(dice.skewed(3.5, 0.8))):
        match dice.rank(10, 1):
            case 0 | 1:
                adjective, noun = dice.rank(len(ADJECTIVES), 1.8), dice.rank(len(NOUNS), 1.8)
                found[len(THEMES) + adjective * len(NOUNS) + noun] = f"{ADJECTIVES[adjective]} {NOUNS[noun]}".lower()
            case 2:
                hero = dice.rank(len(HEROES), 1.5)
                found[len(THEMES) + _PAIRS + hero] = HEROES[hero]
            case 3 | 4 | 5:
                theme = (own_themes + dice.rank(9, 1.5)) % len(THEMES)
                found[theme] = THEMES[theme]
            case _:
                theme = dice.rank(len(THEMES), 2)
                found[theme] = THEMES[theme]
    total = len(THEMES) + _PAIRS + len(HEROES)
    return [{"id": 30 + scattered(number, total), "name": name} for number, name in found.items()]


def _company_number(dice: Dice, scene: Scene, films: int) -> int:
    size = math.ceil(films * _COMPANIES_PER_FILM * scene.share / 1000)
    return dice.rank(size, _COMPANY_SKEW) * len(SCENES) + SCENES.index(scene)


def _company_name(traits: Traits) -> str:
    kind, adjective, noun = traits.pick(COMPANY_KINDS), traits.pick(ADJECTIVES), traits.pick(NOUNS)
    match traits.below(20):
        case 0:
            return f"{noun} {kind}"
        case 1 | 2 | 3 | 4:
            return f"{adjective} {noun} {kind} ({traits.pick(NOUNS)[0]}{traits.pick(NOUNS)[0]})"
        case 5 | 6 | 7:
            return f"{noun}'s {traits.pick(NOUNS)} {kind}"
        case _:
            return f"{adjective} {noun} {kind}"
