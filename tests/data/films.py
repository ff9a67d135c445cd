"""The films of the hand-made catalogue: what is known of each, whole or warty.

Dates, money, votes and names of well-known films are facts; ids from 990,000 up, and every sentence, are made up.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


class Person(NamedTuple):
    """Somebody in the credits; gender as TMDB numbers it."""

    id: int
    name: str
    gender: int = 0


@dataclass(frozen=True)
class Film:
    """A film as TMDB describes it; `raw` replaces the text of columns."""

    id: int
    title: str
    date: str
    votes: str
    average: str
    budget: str = ""
    revenue: str = ""
    runtime: str = ""
    popularity: str = "1.5"
    language: str = "en"
    collection: str = ""
    genres: str = ""
    companies: str = ""
    countries: str = "US"
    overview: str = ""
    tagline: str = ""
    directors: tuple[str | Person, ...] = ()
    cast: tuple[str | Person, ...] = ()
    keywords: str = ""
    raw: dict[str, str] = field(default_factory=dict)


def _by_name(*people: Person) -> dict[str, Person]:
    return {person.name: person for person in people}


PEOPLE = _by_name(
    Person(31, "Tom Hanks", 2),
    Person(12898, "Tim Allen", 2),
    Person(7167, "Don Rickles", 2),
    Person(7879, "John Lasseter", 2),
    Person(8, "Lee Unkrich", 2),
    Person(887, "Owen Wilson", 2),
    Person(1776, "Francis Ford Coppola", 2),
    Person(3084, "Marlon Brando", 2),
    Person(1158, "Al Pacino", 2),
    Person(380, "Robert De Niro", 2),
    Person(3092, "Diane Keaton", 1),
    Person(525, "Christopher Nolan", 2),
    Person(3894, "Christian Bale", 2),
    Person(3895, "Michael Caine", 2),
    Person(1810, "Heath Ledger", 2),
    Person(6193, "Leonardo DiCaprio", 2),
    Person(638, "Michael Mann", 2),
    Person(18627, "Paul Morrissey"),
    Person(19333, "Dick Richards"),
    Person(16475, "Burt Reynolds", 2),
    Person(11523, "Georges Méliès"),
    Person(11434, "Wilfred Jackson", 2),
    Person(11429, "Hamilton Luske", 2),
    Person(64815, "Robert Iscove", 2),
    Person(11181, "Kenneth Branagh", 2),
    Person(1016168, "Lily James", 1),
    Person(112, "Cate Blanchett", 1),
    Person(11401, "John Woo", 2),
    Person(8891, "John Travolta", 2),
    Person(2963, "Nicolas Cage", 2),
    Person(15217, "Zack Snyder", 2),
    Person(17276, "Gerard Butler", 2),
    Person(148839, "Clarence G. Badger", 2),
    Person(102499, "Clara Bow"),
    Person(2419, "Jean-Pierre Jeunet", 2),
    Person(2405, "Audrey Tautou"),
    Person(309, "Pedro Almodóvar", 2),
    Person(955, "Penélope Cruz", 1),
    Person(608, "Hayao Miyazaki", 2),
    Person(68, "Fritz Lang", 2),
    Person(990105, "Ana Ruiz", 1),
    Person(990106, "名無し"),
)
OLDER_SAM_GREY = Person(990101, "Sam Grey", 2)
YOUNGER_SAM_GREY = Person(990102, "Sam Grey", 1)
OTHER_ALMODOVAR = Person(990103, "PEDRO ALMODOVAR")

COLLECTIONS = {
    "Toy Story Collection": 10194,
    "Cars Collection": 87118,
    "The Godfather Collection": 230,
    "The Dark Knight Collection": 263,
    "Cinderella Collection": 55419,
}
GENRES = {
    "Action": 28,
    "Adventure": 12,
    "Animation": 16,
    "Comedy": 35,
    "Crime": 80,
    "Drama": 18,
    "Family": 10751,
    "Fantasy": 14,
    "Horror": 27,
    "Romance": 10749,
    "Science Fiction": 878,
    "Thriller": 53,
    "War": 10752,
}
COMPANIES = {
    "Pixar Animation Studios": 3,
    "Walt Disney Pictures": 2,
    "Walt Disney Productions": 3166,
    "Paramount Pictures": 4,
    "Legendary Pictures": 923,
    "Syncopy": 9996,
    "Warner Bros.": 6194,
    "Warner Bros. (174)": 174,
    "Regency Enterprises": 508,
    "Studio Ghibli": 10342,
    "El Deseo": 49,
    "Estudios Ñandú": 990201,
    "ESTUDIOS NANDU": 990202,
    "Columbia Pictures": 5,
}
COUNTRIES = {
    "US": "United States of America",
    "GB": "United Kingdom",
    "FR": "France",
    "DE": "Germany",
    "XG": "Germany",
    "ES": "Spain",
    "JP": "Japan",
    "CI": "Cote D'Ivoire",
}
LANGUAGES = {"en": "English", "fr": "Français", "de": "Deutsch", "es": "Español", "ja": "日本語", "ar": "العربية"}
KEYWORDS = {"toy": 4290, "friendship": 6054, "mafia": 10391, "superhero": 9715, "dream": 1566, "heist": 10051, "slipper": 990301}

# fmt: off
WHOLE_FILMS = [
    Film(862, "Toy Story", "1995-10-30", "5415", "7.7", "30000000", "373554033", "81.0", "21.946943", "en",
        collection="Toy Story Collection", genres="Animation, Comedy, Family", companies="Pixar Animation Studios",
        countries="US", overview="A boy's old toy learns to share the shelf with a new one.", directors=("John Lasseter",),
        cast=("Tom Hanks: Woody (voice)", "Tim Allen: Buzz Lightyear (voice)", "Don Rickles: Mr. Potato Head (voice)"),
        keywords="toy, friendship"),
    Film(863, "Toy Story 2", "1999-10-30", "3914", "7.3", "90000000", "497366869", "92.0", "17.547693", "en",
        collection="Toy Story Collection", genres="Animation, Comedy, Family", companies="Pixar Animation Studios",
        countries="US", overview="The toys set out to bring one of them home.", tagline="Back on the shelf.",
        directors=("John Lasseter",), cast=("Tom Hanks: Woody (voice)", "Tim Allen: Buzz Lightyear (voice)"),
        keywords="toy, friendship"),
    Film(10193, "Toy Story 3", "2010-06-16", "4710", "7.6", "200000000", "1066969703", "103.0", "16.96647", "en",
        collection="Toy Story Collection", genres="Animation, Family, Comedy",
        companies="Walt Disney Pictures, Pixar Animation Studios", countries="US",
        overview="The boy is grown up, and the toys wonder what comes next.", directors=("Lee Unkrich",),
        cast=("Tom Hanks: Woody (voice)", "Tim Allen: Buzz Lightyear (voice)"), keywords="toy"),
    Film(920, "Cars", "2006-06-08", "3991", "6.6", "120000000", "461983149", "117.0", "18.907948", "en",
        collection="Cars Collection", genres="Animation, Adventure, Comedy, Family",
        companies="Walt Disney Pictures, Pixar Animation Studios", countries="US",
        overview="A race car takes the slow road.", directors=("John Lasseter",),
        cast=("Owen Wilson: Lightning McQueen (voice)",), keywords="friendship"),
    Film(238, "The Godfather", "1972-03-14", "6024", "8.5", "6000000", "245066411", "175.0", "41.109264", "en",
        collection="The Godfather Collection", genres="Drama, Crime", companies="Paramount Pictures", countries="US",
        overview="A family business passes to the son who wanted none of it.", directors=("Francis Ford Coppola",),
        cast=("Marlon Brando: Don Vito Corleone", "Al Pacino: Michael Corleone", "Diane Keaton: Kay Adams"),
        keywords="mafia"),
    Film(240, "The Godfather: Part II", "1974-12-20", "3418", "8.3", "13000000", "47542841", "200.0", "36.629307", "en",
        collection="The Godfather Collection", genres="Drama, Crime", companies="Paramount Pictures", countries="US",
        overview="Father and son, decades apart, build and lose.", directors=("Francis Ford Coppola",),
        cast=("Al Pacino: Michael Corleone", "Robert De Niro: Vito Corleone", "Diane Keaton: Kay Adams"), keywords="mafia"),
    Film(242, "The Godfather: Part III", "1990-12-24", "1589", "7.1", "54000000", "136766062", "162.0", "17.185349", "en",
        collection="The Godfather Collection", genres="Crime, Drama, Thriller", companies="Paramount Pictures",
        countries="US", overview="An old man tries to leave in peace.", directors=("Francis Ford Coppola",),
        cast=("Al Pacino: Michael Corleone", "Diane Keaton: Kay Adams"), keywords="mafia"),
    Film(272, "Batman Begins", "2005-06-10", "7511", "7.5", "150000000", "374218673", "140.0", "28.505341", "en",
        collection="The Dark Knight Collection", genres="Action, Crime, Drama",
        companies="Legendary Pictures, Warner Bros., Syncopy", countries="GB, US",
        overview="A rich orphan finds a use for his fear.", directors=("Christopher Nolan",),
        cast=("Christian Bale: Bruce Wayne", "Michael Caine: Alfred"), keywords="superhero"),
    Film(155, "The Dark Knight", "2008-07-16", "12269", "8.3", "185000000", "1004558444", "152.0", "123.167259", "en",
        collection="The Dark Knight Collection", genres="Drama, Action, Crime, Thriller",
        companies="Legendary Pictures, Warner Bros., Syncopy", countries="GB, US",
        overview="A city meets a man who only wants to see it burn.", directors=("Christopher Nolan",),
        cast=("Christian Bale: Bruce Wayne", "Michael Caine: Alfred", "Heath Ledger: Joker"), keywords="superhero"),
    Film(49026, "The Dark Knight Rises", "2012-07-16", "9263", "7.6", "250000000", "1084939099", "165.0", "20.58258", "en",
        collection="The Dark Knight Collection", genres="Action, Crime, Drama, Thriller",
        companies="Legendary Pictures, Warner Bros., Syncopy", countries="US", overview="The hero comes back once more.",
        directors=("Christopher Nolan",), cast=("Christian Bale: Bruce Wayne", "Michael Caine: Alfred"),
        keywords="superhero"),
    Film(27205, "Inception", "2010-07-14", "14075", "8.1", "160000000", "825532764", "148.0", "29.108149", "en",
        genres="Action, Thriller, Science Fiction", companies="Legendary Pictures, Warner Bros., Syncopy",
        countries="GB, US", overview="Thieves work where nobody looks: in dreams.", directors=("Christopher Nolan",),
        cast=("Leonardo DiCaprio: Dom Cobb", "Michael Caine: Miles"), keywords="dream, heist"),
    Film(949, "Heat", "1995-12-15", "1886", "7.7", "60000000", "187436818", "170.0", "17.924927", "en",
        genres="Action, Crime, Drama, Thriller", companies="Regency Enterprises, Warner Bros. (174)", countries="US",
        overview="A thief and a detective respect each other.", directors=("Michael Mann",),
        cast=("Al Pacino: Lt. Vincent Hanna", "Robert De Niro: Neil McCauley"), keywords="heist"),
    Film(42023, "Heat", "1986-01-01", "5", "5.2", "0", "0", "101.0", "1.352232", "en",
        genres="Action, Crime", countries="US", overview="A bodyguard dreams of Venice.", directors=("Dick Richards",),
        cast=("Burt Reynolds: Mex",)),
    Film(4579, "Heat", "1972-10-06", "6", "6.3", "0", "0", "102.0", "0.466019", "en",
        genres="Comedy, Drama", countries="US", overview="A motel, a pool and too much time.", directors=("Paul Morrissey",)),
    Film(11224, "Cinderella", "1950-03-04", "1760", "6.8", "2900000", "263591415", "74.0", "14.436858", "en",
        collection="Cinderella Collection", genres="Family, Fantasy, Animation, Romance",
        companies="Walt Disney Productions", countries="US", overview="Mice help a girl to a ball.",
        directors=("Wilfred Jackson", "Hamilton Luske"), keywords="slipper"),
    Film(150689, "Cinderella", "2015-03-12", "2426", "6.7", "95000000", "543514353", "105.0", "19.801128", "en",
        genres="Romance, Fantasy, Family, Drama", companies="Walt Disney Pictures", countries="US, GB",
        overview="A girl is kind and goes to a ball.", directors=("Kenneth Branagh",),
        cast=("Lily James: Cinderella", "Cate Blanchett: Lady Tremaine"), keywords="slipper"),
    Film(42884, "Cinderella", "1997-11-02", "28", "6.1", "0", "0", "88.0", "2.102013", "en",
        genres="Family, Fantasy", companies="Walt Disney Pictures", countries="US",
        overview="A girl sings and goes to a ball.", directors=("Robert Iscove",), keywords="slipper"),
    Film(114108, "Cinderella", "1899-10-01", "19", "5.5", "0", "0", "5.0", "1.301063", "fr",
        genres="Fantasy, Family", countries="FR", overview="A girl goes to a ball in five minutes.",
        directors=("Georges Méliès",), cast=("Georges Méliès",), keywords="slipper"),
    Film(754, "Face/Off", "1997-06-27", "1612", "6.8", "80000000", "245676146", "138.0", "11.467391", "en",
        genres="Action, Crime, Science Fiction, Thriller", companies="Paramount Pictures", countries="US",
        overview="Two enemies trade places.", directors=("John Woo",),
        cast=("John Travolta: Sean Archer", "Nicolas Cage: Castor Troy")),
    Film(1271, "300", "2006-12-09", "5092", "7.0", "65000000", "422610419", "117.0", "18.108408", "en",
        genres="Action, Adventure, War", companies="Legendary Pictures, Warner Bros.", countries="US",
        overview="Few stand against many.", directors=("Zack Snyder",), cast=("Gerard Butler: King Leonidas",)),
    Film(82283, "It", "1927-02-15", "6", "6.5", "0", "0", "72.0", "0.594437", "en",
        genres="Comedy, Romance", companies="Paramount Pictures", countries="US", overview="A shop girl has it.",
        directors=("Clarence G. Badger",), cast=("Clara Bow: Betty Lou",)),
    Film(194, "Amélie", "2001-04-25", "3403", "7.8", "10000000", "173921954", "122.0", "12.879381", "fr",
        genres="Comedy, Romance", countries="FR, DE", overview="Une serveuse répare la vie des autres — en cachette.",
        tagline="Elle va changer la vôtre.", directors=("Jean-Pierre Jeunet",), cast=("Audrey Tautou: Amélie Poulain",),
        keywords="friendship"),
    Film(219, "Volver", "2006-03-16", "419", "7.3", "12899867", "85582407", "121.0", "6.302926", "es",
        genres="Comedy, Drama", companies="El Deseo", countries="ES", overview="Una madre vuelve.",
        directors=("Pedro Almodóvar",), cast=("Penélope Cruz: Raimunda",)),
    Film(64, "Talk to Her", "2002-03-14", "273", "7.5", "9285469", "51001550", "112.0", "6.648278", "es",
        genres="Drama, Romance", companies="El Deseo", countries="ES", overview="Dos hombres esperan.",
        directors=("Pedro Almodóvar",)),
    Film(129, "Spirited Away", "2001-07-20", "3968", "8.3", "15000000", "274925095", "125.0", "41.048867", "ja",
        genres="Animation, Family, Fantasy", companies="Studio Ghibli", countries="JP",
        overview="A girl takes a job among spirits.", directors=("Hayao Miyazaki",)),
    Film(832, "M", "1931-05-11", "465", "8.0", "0", "0", "117.0", "12.752421", "de",
        genres="Crime, Drama, Thriller", countries="DE", overview="Eine Stadt sucht.", directors=("Fritz Lang",)),
]

WARTY_FILMS = [
    # Money: none, a cost without a box office, a box office without a cost.
    Film(990001, "#1 Reason", "2011-02-14", "12", "5.0", raw={"genres": "[]"}),
    Film(990002, "100% Ours", "2012-02-29", "3", "4.5", "500000", "0", "90.5", genres="Comedy", companies="Estudios Ñandú"),
    Film(990003, "What Now?", "2013-08-09", "7", "6.25", "", "750000", "", genres="Drama", companies="ESTUDIOS NANDU"),
    # Nothing nested, and no language.
    Film(990004, 'The "Quoted" Film', "2014-09-21", "2000", "7.0", "1000", "2500", "61.0", language="",
         raw={"genres": "", "production_companies": "", "production_countries": "[]", "spoken_languages": ""},
         directors=(OLDER_SAM_GREY, YOUNGER_SAM_GREY)),
    # No votes, a popularity in exponents, a film one vote short of an answer.
    Film(990005, "😀 Happy Days", "2015-01-07", "0", "0.0", popularity="9e-05", genres="Comedy", directors=(OLDER_SAM_GREY,)),
    Film(990006, "<script>alert('hi')</script>", "2015-01-08", "", "", genres="Horror", directors=(YOUNGER_SAM_GREY,),
         overview="<b>Bold</b> & \"brash\"; she's out.", tagline="1 < 2"),
    Film(990007, "ليلة هادئة", "2016-05-05", "1999", "6.0", "2000000", "1000000", "99.0", language="ar", genres="Drama",
         directors=("名無し",), cast=("Ana Ruiz: Leila", "Ana Ruiz: Leila's twin", OTHER_ALMODOVAR)),
    # Names and titles equal but for case and accents.
    Film(990008, "VÓLVER", "1999-09-09", "8", "5.5", "100", "300", "70.0", language="es", genres="Drama", countries="ES",
         directors=(OTHER_ALMODOVAR,), companies="ESTUDIOS NANDU"),
    Film(990009, "\u00a0Room To Spare ", "2003-11-30", "15", "5.9", language="xx", genres="Drama", countries="CI, XG"),
    # Texts in cells that try a reader: line breaks, commas, a spreadsheet's formula, a null word.
    Film(990010, "=1+1", "2004-12-31", "1", "3.0", overview="One line,\nand another.\r\n\tAnd \\N, NULL, nan.", tagline="nan"),
    # One entry of each kind that is wrong, among entries that are right.
    Film(
        990011, "Escapes", "2005-04-01", "44", "6.4",
        raw={
            "genres": "[{'id': 18, 'name': 'Drama'}, {'id': 53, 'name': 'Thriller'}, {'id': 18, 'name': 'Drama'}]",
            "production_companies": (
                r"""[{'name': 'Quote\'s "Both" Back\\slash', 'id': 990211}, """
                r"""{'name': 'Line\nBreak\xa0NBSP\u200bZero', 'id': 990212}, {'name': "O'Neil Films", 'id': 990213}, """
                r"""{'name': 'Curly }, { Braces', 'id': 990214}, {'id': 990215, 'name': 'Other Order'}, """
                r"""{'name': None, 'id': 990216}, {'name': 'Extra', 'big': True, 'id': 990217}]"""
            ),
            "production_countries": (
                "[{'iso_3166_1': 'ES', 'name': 'Spain'}, {'iso_3166_1': 'FR', 'name': broken}, "
                "{'iso_3166_1': 'DE', 'name': 'Germany'}]"
            ),
            "spoken_languages": "[{'iso_639_1': 'es', 'name': 'Español'}, {'name': 'No code'}]",
            "belongs_to_collection": "{'id': 990400, 'name': \"Escape's Collection\", 'poster_path': None}",
        },
    ),
    Film(990012, "Bad Numbers", "2006-07-02", "many", "7,5", "12.50", "lots", "long", "NaN", genres="Drama",
         raw={"belongs_to_collection": "0.065736"}),
]

UNDATED_FILMS = [
    Film(990021, "Undated One", "", "3", "6.0", genres="Drama"),
    Film(990022, "Undated Two", "", "4", "6.5", genres="Drama"),
    Film(990023, "Dated 1", "1", "5", "6.5", genres="Drama"),
    Film(990024, "Dated by Nobody", "2001-02-30", "5", "6.5", genres="Drama"),
    Film(0, "No Number", "2001-02-20", "5", "6.5", raw={"id": "tt0990025"}),
]

# The first record has most votes; of the second film's records with equal votes the last one counts.
REPEATED_FILMS = [
    Film(990031, "Twice Voted", "1980-01-05", "25", "6.1", "10", "40", genres="Drama"),
    Film(990032, "Twice Equal (first)", "1981-01-05", "9", "6.2", genres="Drama"),
    Film(990031, "Twice Voted (fewer)", "1980-01-05", "10", "6.0", genres="Comedy"),
    Film(990032, "Twice Equal", "1981-02-05", "9", "6.3", genres="Comedy"),
]

SPLIT_FILM = Film(
    990041, "Broken in Two", "1997-08-20", "1", "", "0", "0", "104.0", genres="Thriller", companies="Columbia Pictures",
    overview="It begins on one line\n - and ends on the next", directors=(OLDER_SAM_GREY,),
)
SHORT_SPLIT_FILM = Film(
    990042, "Broken and Bare", "1998-08-20", "2", "5.0", "7", "14", "64.0", language="de", genres="Thriller", countries="DE, XG",
    overview="One half,\nthe other half", directors=(OLDER_SAM_GREY,),
)
SHORT_FILM = Film(990043, "Never Finished", "1999-08-20", "2", "5.0")
LAST_FIELDS_MISSING_FILM = Film(990044, "Nearly Whole", "2000-08-20", "2", "5.0", genres="Thriller")
OVERLONG_FILM = Film(990045, "One Too Many", "2000-08-21", "2", "5.0")

CREDITED_FILMS = [*WHOLE_FILMS, *WARTY_FILMS, SPLIT_FILM, SHORT_SPLIT_FILM]
# fmt: on
