"""The film countries: how much each makes, in which language, and who works there."""

from itertools import accumulate
from typing import NamedTuple

from tools.synthetic import cultures
from tools.synthetic.cultures import Culture


class Scene(NamedTuple):
    """A country that makes films.

    Attributes:
        country: Its ISO 3166-1 code.
        country_name: Its name in English.
        language: The ISO 639-1 code of the language its films speak.
        language_name: The language's own name.
        share: Its part of all films, in per mille.
        culture: How its people are named.
        words: Words of its language, for original titles; none where those are English.
        join: What stands between two of them.
    """

    country: str
    country_name: str
    language: str
    language_name: str
    share: int
    culture: Culture
    words: tuple[str, ...] = ()
    join: str = " "


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SCENES = (
    Scene("US", "United States of America", "en", "English", 630, cultures.ENGLISH),
    Scene("GB", "United Kingdom", "en", "English", 85, cultures.ENGLISH),
    Scene("FR", "France", "fr", "Français", 60, cultures.FRENCH,
          _words("nuit été rêve mère forêt âme cœur fête goût pluie élève sœur île dernier première secret brûlant")),
    Scene("IT", "Italy", "it", "Italiano", 38, cultures.ITALIAN,
          _words("notte città verità più l'estate amore senza ultima sogno mare casa perché strada padre")),
    Scene("JP", "Japan", "ja", "日本語", 34, cultures.JAPANESE,
          _words("夜 海 花 雨 夏 影 空 月 道 東京 少女 秘密 明日 手紙 列車 沈黙 白い 最後"), "の"),
    Scene("DE", "Germany", "de", "Deutsch", 28, cultures.GERMAN,
          _words("Nacht Straße König Sünde Brücke Traum Stille letzte schöne Geheimnis über Früchte Mädchen Fluß")),
    Scene("ES", "Spain", "es", "Español", 25, cultures.SPANISH,
          _words("corazón niño sueño mañana último año ciudad jardín canción secreto perdida ¿Quién? señora")),
    Scene("RU", "Russia", "ru", "Pусский", 22, cultures.RUSSIAN,
          _words("ночь Снег дорога дом письмо весна последний тишина река Брат город белый завтра тень")),
    Scene("IN", "India", "hi", "हिन्दी", 20, cultures.INDIAN, _words("दिल रात सपना घर आग प्रेम शहर नदी राजा बारिश")),
    Scene("KR", "South Korea", "ko", "한국어/조선말", 14, cultures.KOREAN,
          _words("밤 바다 비밀 여름 편지 아이 도시 마지막 바람 기억")),
    Scene("CN", "China", "zh", "普通话", 14, cultures.CHINESE, _words("夜 江湖 红 龙 雪 城市 回家 秘密 春天 英雄"), "的"),
    Scene("SE", "Sweden", "sv", "svenska", 11, cultures.NORDIC,
          _words("Sista natten sommar älskar önskan hjärta skärgård mörker barn tystnad vägen")),
    Scene("BR", "Brazil", "pt", "Português", 10, cultures.PORTUGUESE,
          _words("noite coração verão sertão canção última mãe cidade irmão silêncio estação")),
    Scene("EG", "Egypt", "ar", "العربية", 5, cultures.ARABIC, _words("ليل البحر مدينة حلم القلب رسالة الطريق صمت")),
    Scene("DK", "Denmark", "da", "Dansk", 4, cultures.NORDIC, _words("sidste sommer nætter hjertet brød kærlighed mørket")),
)  # fmt: skip
"""All of them, the ones that make most first."""

CUMULATIVE_SHARES = tuple(accumulate(scene.share for scene in SCENES))

PARTNERS = (
    ("CA", "Canada"), ("BE", "Belgium"), ("AU", "Australia"), ("HK", "Hong Kong"), ("AT", "Austria"), ("PL", "Poland"),
    ("CI", "Cote D'Ivoire"), ("LA", "Lao People's Democratic Republic"),
    *((scene.country, scene.country_name) for scene in SCENES),
)  # fmt: skip
"""Countries that take part in films of another one."""
