"""Made-up films as TMDB answers them."""

from typing import Any


def answer(movie_id: int, **changes: object) -> dict[str, Any]:
    """A film with everything, in which nothing is missing."""
    return {
        "adult": False,
        "backdrop_path": None,
        "belongs_to_collection": {"id": 77, "name": "A Series", "poster_path": "/s.jpg", "backdrop_path": None},
        "budget": 1_000_000,
        "genres": [{"id": 18, "name": "Drama"}],
        "homepage": "",
        "id": movie_id,
        "imdb_id": f"tt{movie_id:07}",
        "origin_country": ["AR"],
        "original_language": "es",
        "original_title": f"La película {movie_id}",
        "overview": 'A film, "quoted"; with\ntwo lines',
        "popularity": 12.5,
        "poster_path": f"/p{movie_id}.jpg",
        "production_companies": [{"id": 5, "logo_path": None, "name": "Metro, Inc.", "origin_country": "US"}],
        "production_countries": [{"iso_3166_1": "AR", "name": "Argentina"}],
        "release_date": "2026-03-05",
        "revenue": 2_500_000,
        "runtime": 101,
        "softcore": False,
        "spoken_languages": [{"english_name": "Spanish", "iso_639_1": "es", "name": "Español"}],
        "status": "Released",
        "tagline": "",
        "title": f"Film {movie_id}",
        "video": False,
        "vote_average": 7.25,
        "vote_count": 120,
        "credits": {
            "cast": [
                {
                    "adult": False, "cast_id": 1, "character": 'Ana "the cat"', "credit_id": f"ca{movie_id}", "gender": 1,
                    "id": 11, "known_for_department": "Acting", "name": "Clara Bow", "order": 0, "popularity": 1.5,
                    "profile_path": None,
                }
            ],
            "crew": [
                {
                    "adult": False, "credit_id": f"cr{movie_id}", "department": "Directing", "gender": 0, "id": 12,
                    "job": "Director", "name": "Ida Lupino", "popularity": 1.5, "profile_path": "/i.jpg",
                }
            ],
        },
        "keywords": {"keywords": [{"id": 301, "name": "paris, france"}]},
        "translations": {
            "translations": [
                translation("es", "ES", title="La cinta", overview="Una cinta.", tagline="Mírela."),
                translation("es", "MX", title="El filme", overview="Un filme."),
                translation("ca", "ES", title="La cinta catalana"),
                translation("en", "US"),
            ]
        },
        "alternative_titles": {"titles": [{"iso_3166_1": "AR", "title": "La peli", "type": "working title"}]},
        "release_dates": {
            "results": [
                {
                    "iso_3166_1": "AR",
                    "release_dates": [
                        release("", "2026-03-05T00:00:00.000Z", 1),
                        release("16", "2026-03-06T00:00:00.000Z", 3),
                    ],
                }
            ]
        },
        "external_ids": {
            "imdb_id": f"tt{movie_id:07}", "wikidata_id": f"Q{movie_id}", "facebook_id": None, "instagram_id": "",
            "twitter_id": "film",
        },
        "watch/providers": {
            "results": {
                "AR": {"link": "https://example.org", "flatrate": [provider(8, "Netflix", 2)], "rent": [provider(3, "Play", 7)]},
                "ES": {"link": "https://example.org", "ads": [provider(9, "Libre", 1)], "free": [provider(9, "Libre", 1)]},
            }
        },
        **changes,
    }  # fmt: skip


def translation(language: str, region: str, title: str = "", overview: str = "", tagline: str = "") -> dict[str, Any]:
    """A translation; what is not translated is empty."""
    texts = {"homepage": "", "overview": overview, "runtime": 0, "tagline": tagline, "title": title}
    return {"iso_3166_1": region, "iso_639_1": language, "name": language, "english_name": language, "data": texts}


def release(certification: str, day: str, kind: int) -> dict[str, Any]:
    """A release."""
    rest = {"descriptors": [], "iso_639_1": "", "note": ""}
    return {"certification": certification, "release_date": day, "type": kind, **rest}


def provider(provider_id: int, name: str, priority: int) -> dict[str, Any]:
    """A platform."""
    return {"logo_path": "/l.jpg", "provider_id": provider_id, "provider_name": name, "display_priority": priority}
