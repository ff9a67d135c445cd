"""Who plays in a film and who makes it."""

from typing import Any

from tools.synthetic.dice import Dice, Traits, is_due
from tools.synthetic.films import MOST_LEADS, Film
from tools.synthetic.jobs import CUMULATIVE_FREQUENCIES, DIRECTOR, JOBS, Job
from tools.synthetic.people import ACTOR, People
from tools.synthetic.words import ADJECTIVES, CHARACTERS, HEROES, NOUNS, ODD_CHARACTERS

Entry = dict[str, Any]

_ODD_CHARACTER_RATE = 0.01
_LONGEST_CAST = 220
_LONGEST_CREW = 430


class CreditLists:
    """Writes the credits of the films of one catalogue."""

    def __init__(self, dice: Dice, people: People, films: int, seed: int) -> None:
        self._dice = dice
        self._people = people
        self._films = films
        self._seed = seed

    def cast(self, film: Film) -> list[Entry]:
        """The entries of the column `cast`."""
        dice, people, year = self._dice, self._people, film.released.year
        odd_character = self._odd_character(film)
        if odd_character is None and dice.chance(0.04):
            return []
        size = min(_LONGEST_CAST, 1 + int(dice.skewed(8.8, 0.8) * 1.28**film.fame))
        numbers = dict.fromkeys(film.leads)
        if dice.chance(0.05):
            numbers[film.director] = None
        numbers |= dict.fromkeys(people.somebody(dice, ACTOR, film.scene, year, 1.5) for _ in range(size - len(numbers)))
        entries = []
        for order, number in enumerate(list(numbers)[:size]):
            person = people.person(number)
            entries.append(
                {
                    "cast_id": order + 1 + (order > 3),
                    "character": odd_character if odd_character and order == 0 else self._character(film, order),
                    "credit_id": _credit_id(film, order),
                    "gender": person.gender,
                    "id": person.id,
                    "name": person.name,
                    "order": order,
                    "profile_path": person.profile_path,
                }
            )
        return entries

    def crew(self, film: Film) -> list[Entry]:
        """The entries of the column `crew`, the director first."""
        dice, people = self._dice, self._people
        if dice.chance(0.015):
            return []
        made = [(DIRECTOR, film.director)]
        if dice.chance(0.05):
            made.append((DIRECTOR, people.any_director(dice, film.scene, 1.6)))
        size = min(_LONGEST_CREW, int(dice.skewed(4.9, 1.1) * 1.6**film.fame))
        for job in dice.choices(JOBS, cum_weights=CUMULATIVE_FREQUENCIES, k=size):
            does_more = job.department == "Writing" and dice.chance(0.4)
            made.append((job, film.director if does_more else self._worker(film, job)))
        return [self._crew_entry(film, index, job, number) for index, (job, number) in enumerate(dict.fromkeys(made))]

    def _crew_entry(self, film: Film, index: int, job: Job, number: int) -> Entry:
        person = self._people.person(number)
        return {
            "credit_id": _credit_id(film, _LONGEST_CAST + index),
            "department": job.department,
            "gender": person.gender,
            "id": person.id,
            "job": job.name,
            "name": person.name,
            "profile_path": person.profile_path,
        }

    def _worker(self, film: Film, job: Job) -> int:
        return self._people.somebody(self._dice, job.department, film.scene, film.released.year, 1.6)

    def _odd_character(self, film: Film) -> str | None:
        """What the first role of some films looks like, so that every form of it is there."""
        odd = max(len(ODD_CHARACTERS), round(self._films * _ODD_CHARACTER_RATE))
        if not is_due(film.number, self._films, odd, 0.37):
            return None
        form = ODD_CHARACTERS[film.number * odd // self._films % len(ODD_CHARACTERS)]
        return form.format(noun=self._dice.pick(NOUNS), adjective=self._dice.pick(ADJECTIVES), number=film.number)

    def _character(self, film: Film, order: int) -> str:
        """A role; the films of a franchise share those of the leads."""
        culture = film.scene.culture
        if order < len(film.leads):
            role = Traits(self._seed, "role", film.franchise * MOST_LEADS + order)
            return f"{role.pick((*culture.female, *culture.male))} {role.pick(culture.roots)}{role.pick(culture.endings)}"
        dice = self._dice
        return dice.pick(CHARACTERS).format(
            hero=dice.pick(HEROES).capitalize(),
            man=dice.pick(culture.male),
            surname=dice.pick(culture.roots) + dice.pick(culture.endings),
            woman=dice.pick(culture.female),
        )


def _credit_id(film: Film, index: int) -> str:
    """24 hexadecimal digits that no other credit has."""
    return f"{0x4BC88000 + film.number:08x}c3a36847f8{index:06x}"
