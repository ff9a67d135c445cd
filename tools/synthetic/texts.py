"""Titles, plots and taglines, put together from words."""

from tools.synthetic.dice import Dice, is_due
from tools.synthetic.scenes import Scene
from tools.synthetic.words import (
    ADJECTIVES,
    DEEDS,
    DOINGS,
    HEROES,
    MOODS,
    NOUNS,
    ODD_TITLES,
    PLACES,
    SETTINGS,
    SYLLABLES,
    TAGLINES,
    TITLES,
    TURNS,
)

_ODD_TITLE_RATE = 0.006
_COMMONEST_RARE_WORDS = 2_000
_SEQUEL_NAMES = ("Returns", "Rises", "Forever", "Reborn", "The Beginning", "The Last Chapter")


def title(dice: Dice, numbers: range, films: int) -> str:
    """The title of the first of the films with these numbers; at even distances it is an odd one."""
    odd = max(len(ODD_TITLES), round(films * _ODD_TITLE_RATE))
    due = next((number for number in numbers if is_due(number, films, odd, 0.11)), None)
    form = dice.pick(TITLES) if due is None else ODD_TITLES[due * odd // films % len(ODD_TITLES)]
    return form.format(
        adjective=dice.pick(ADJECTIVES),
        doing=dice.pick(DOINGS),
        noun=dice.pick(NOUNS),
        number=dice.randrange(2, 2050),
        other=dice.pick(NOUNS),
        place=dice.pick(PLACES),
    )


def sequel_title(dice: Dice, stem: str, part: int, *, numbered: bool) -> str:
    """The title of a later film of a franchise."""
    if numbered:
        return f"{stem} {part}"
    subtitle = dice.pick(_SEQUEL_NAMES) if dice.chance(0.3) else f"The {dice.pick(ADJECTIVES)} {dice.pick(NOUNS)}"
    return f"{stem}: {subtitle}"


def original_title(dice: Dice, scene: Scene, english: str) -> str:
    """The title in the language of the film."""
    if not scene.words or dice.chance(0.15):
        return english
    return scene.join.join(dice.sample(scene.words, 2 + dice.chance(0.3)))


def plot(dice: Dice) -> str:
    """One to six sentences."""
    place = dice.pick(PLACES)
    opening = f"{dice.pick(SETTINGS).format(place=place)}a {dice.pick(MOODS)} {dice.pick(HEROES)} {dice.pick(DEEDS)}."
    sentences = [opening[0].upper() + opening[1:]]
    while dice.chance(0.8) and len(sentences) < 6:
        if dice.chance(0.5):
            sentences.append(f"{dice.pick(TURNS)}.")
        else:
            sentences.append(f"Meanwhile a {dice.pick(MOODS)} {dice.pick(HEROES)} {dice.pick(DEEDS)}.")
    return " ".join(sentences)


def tagline(dice: Dice) -> str:
    """A line for the poster."""
    noun = dice.pick(NOUNS).lower()
    return dice.pick(TAGLINES).format(noun=noun, adjective=dice.pick(ADJECTIVES).lower(), place=dice.pick(PLACES))


def rare_word(dice: Dice) -> str:
    """One of the words, names mostly, of which texts have the more the more texts there are; a few of them are common.

    Their numbers follow a law of Zipf, with a tail so heavy that the vocabulary of n words grows with about the 0.6th power of n.
    """
    number = int(_COMMONEST_RARE_WORDS * (max(dice.random(), 1e-9) ** -1.5 - 1))
    syllables: list[str] = []
    while number or len(syllables) < 2:
        number, syllable = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[syllable])
    return "".join(syllables).capitalize()
