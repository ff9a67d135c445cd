"""What TMDB answers, as far as it is used.

Nothing but an id is sure to be there: fields may be missing, null or empty, and there may be others. What a number is worth the
build finds out, so it may be a text here.
"""

from msgspec import Struct, field
from msgspec.json import Decoder

Number = int | float | str | None

APPENDED = "credits,keywords,translations,alternative_titles,release_dates,external_ids,watch/providers"
"""What a film is asked for together with."""


class Named(Struct):
    """A genre, company or keyword."""

    id: int | None = None
    name: str | None = None


class Collection(Named):
    """A series of films."""

    poster_path: str | None = None
    backdrop_path: str | None = None


class Country(Struct):
    """A country."""

    iso_3166_1: str | None = None
    name: str | None = None


class Language(Struct):
    """A language, with its name in itself and in English."""

    iso_639_1: str | None = None
    name: str | None = None
    english_name: str | None = None


class Credit(Struct):
    """What somebody did in a film."""

    credit_id: str | None = None
    gender: int | None = None
    id: int | None = None
    name: str | None = None
    profile_path: str | None = None


class CastCredit(Credit):
    """Somebody plays somebody."""

    cast_id: int | None = None
    character: str | None = None
    order: int | None = None


class CrewCredit(Credit):
    """Somebody works on it."""

    department: str | None = None
    job: str | None = None


class Credits(Struct):
    """Cast and crew."""

    cast: list[CastCredit] | None = None
    crew: list[CrewCredit] | None = None


class Keywords(Struct):
    """Keywords."""

    keywords: list[Named] | None = None


class TranslatedTexts(Struct):
    """Texts in a language; empty ones are those of the original."""

    title: str | None = None
    overview: str | None = None
    tagline: str | None = None


class Translation(Struct):
    """A language as a country speaks it."""

    iso_639_1: str | None = None
    iso_3166_1: str | None = None
    data: TranslatedTexts | None = None


class Translations(Struct):
    """Translations."""

    translations: list[Translation] | None = None


class AlternativeTitle(Struct):
    """Another title, in a country."""

    iso_3166_1: str | None = None
    title: str | None = None


class AlternativeTitles(Struct):
    """Other titles."""

    titles: list[AlternativeTitle] | None = None


class Release(Struct):
    """A release in a country, with a time in UTC."""

    certification: str | None = None
    release_date: str | None = None
    type: int | None = None


class Releases(Struct):
    """The releases in a country."""

    iso_3166_1: str | None = None
    release_dates: list[Release] | None = None


class ReleaseDates(Struct):
    """Releases by country."""

    results: list[Releases] | None = None


class ExternalIds(Struct):
    """What a film is called by elsewhere."""

    imdb_id: str | None = None
    wikidata_id: str | None = None
    facebook_id: str | None = None
    instagram_id: str | None = None
    twitter_id: str | None = None


class Provider(Struct):
    """A platform that has a film."""

    provider_id: int | None = None
    provider_name: str | None = None
    display_priority: int | None = None


class Providers(Struct):
    """The platforms of a country, by what they take for a film."""

    flatrate: list[Provider] | None = None
    rent: list[Provider] | None = None
    buy: list[Provider] | None = None
    ads: list[Provider] | None = None
    free: list[Provider] | None = None


class WatchProviders(Struct):
    """Platforms by country."""

    results: dict[str, Providers] | None = None


class FilmAnswer(Struct):
    """A film with everything that is asked for."""

    id: int
    adult: bool | None = None
    belongs_to_collection: Collection | None = None
    budget: Number = None
    genres: list[Named] | None = None
    homepage: str | None = None
    imdb_id: str | None = None
    original_language: str | None = None
    original_title: str | None = None
    overview: str | None = None
    popularity: Number = None
    poster_path: str | None = None
    production_companies: list[Named] | None = None
    production_countries: list[Country] | None = None
    release_date: str | None = None
    revenue: Number = None
    runtime: Number = None
    spoken_languages: list[Language] | None = None
    status: str | None = None
    tagline: str | None = None
    title: str | None = None
    video: bool | None = None
    vote_average: Number = None
    vote_count: Number = None
    credits: Credits | None = None
    keywords: Keywords | None = None
    translations: Translations | None = None
    alternative_titles: AlternativeTitles | None = None
    release_dates: ReleaseDates | None = None
    external_ids: ExternalIds | None = None
    watch_providers: WatchProviders | None = field(default=None, name="watch/providers")


class Changed(Struct):
    """A film that changed."""

    id: int


class Changes(Struct):
    """A page of films that changed."""

    results: list[Changed]
    total_pages: int = 1


class Listed(Struct):
    """A film in the daily file of ids."""

    id: int
    adult: bool | None = None
    popularity: float | None = None


read_film = Decoder(FilmAnswer).decode
read_collection = Decoder(Collection).decode
read_changes = Decoder(Changes).decode
read_listed = Decoder(Listed).decode
