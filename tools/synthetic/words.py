"""The words that titles, plots, companies and keywords are put together from."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ADJECTIVES = _words(
    "Amber Ancient Arctic Bitter Black Blind Blue Borrowed Bright Brittle Broken Buried Burning Careless Cold Copper "
    "Crimson Crooked Cruel Crystal Dark Dead Deep Distant Divided Double Drowned Early Eastern Electric Empty Endless "
    "Eternal Faded Faithful Fallen False Fatal Fearless Final First Flying Forbidden Forgotten Fragile Frozen Gentle Giant "
    "Gilded Golden Good Great Green Half Happy Hidden Hollow Holy Honest Hungry Idle Infinite Innocent Invisible Iron Ivory "
    "Jealous Kind Last Late Laughing Lazy Lesser Little Lonely Long Lost Loud Lucky Mad Magnetic Marble Merry Midnight "
    "Modern Naked Narrow Northern Obedient Old Open Other Pale Paper Patient Perfect Plastic Polite Private Proud Quick "
    "Quiet Rare Raw Reckless Red Restless Rotten Royal Rusty Sacred Savage Scarlet Second Secret Seventh Shallow Sharp "
    "Silent Silver Simple Sleeping Slow Small Solid Southern Stolen Strange Stubborn Sudden Sunken Sweet Tall Tender Thin "
    "Third Tired Torn True Twisted Uncertain Unseen Upper Vacant Velvet Violent Wild Winter Wooden Wrong Yellow Young"
)
NOUNS = _words(
    "Acre Agent Alibi Alley Anchor Angel Animal Answer Apple Arrow Ashes Attic Autumn Bandit Bargain Battle Beach Bear Bell "
    "Bird Blade Boat Body Bone Book Border Boxer Bread Bride Bridge Brother Bullet Butcher Cage Camera Candle Canyon "
    "Captain Card Carnival Castle Cellar Chapel Child Choir Circle Circus City Cloud Coast Code Colony Comet Compass "
    "Confession Corner Country Court Cradle Crossing Crow Crown Dancer Daughter Dawn Debt Desert Diary Doctor Dog Door "
    "Dragon Dream Drummer Dust Eagle Echo Empire Engine Escape Evening Exit Eye Falcon Family Farm Father Fence Ferry Fever "
    "Field Fire Flag Flame Flower Forest Fortune Fountain Fox Frontier Game Garden Gate Ghost Gift Girl Glass Grave Guard "
    "Guest Guitar Gun Hand Harbor Harvest Hat Heart Heir Highway Hill Honey Horizon Horse Hotel Hour House Hunter Ice Idol "
    "Inn Island Jacket Journey Judge Jungle Key King Kingdom Kiss Knife Ladder Lake Lamp Lantern Law Letter Liar Library "
    "Lie Light Lighthouse Lion Lullaby Machine Map March Mask Meadow Memory Mill Mirror Money Moon Morning Mother Motel "
    "Mountain Museum Neighbor Night Number Oath Ocean Orchard Orphan Palace Passenger Pearl Piano Pilot Pirate Planet Poet "
    "Poison Prison Promise Queen Quarry Rain Ranch Raven Rebel Ring River Road Robot Roof Room Rose Sailor Salt Saint "
    "School Sea Season Shadow Shelter Signal Sister Sky Snow Soldier Son Song Spider Spring Square Stage Stair Star Station "
    "Storm Story Stranger Street Summer Sun Tailor Teacher Temple Thief Thunder Ticket Tiger Tower Town Train Treasure "
    "Trial Tunnel Twin Valley Village Violin Voice Voyage Wagon Wall War Water Wedding Whale Widow Wind Window Witness Wolf "
    "Woman Word"
)
PLACES = _words(
    "Abilene Alder Antioch Arden Avalon Babylon Bellmare Belmont Calder Cairo Calico Carthage Cobalt Corinth Dakota Delphi "
    "Dover Dundee Eden Elba Fargate Galway Geneva Halifax Havana Jericho Kestrel Laredo Lisbon Lugano Madras Marlowe "
    "Memphis Monterra Nineveh Odessa Oslo Palermo Paris Quito Riga Rosario Salem Samarra Sparta Tangier Tortuga Utica "
    "Valencia Verona Vienna Yuma"
)
DOINGS = _words(
    "Breaking Burning Calling Carrying Chasing Counting Crossing Dancing Dreaming Driving Falling Feeding Finding Following "
    "Forgetting Hiding Hunting Killing Kissing Leaving Losing Loving Marrying Meeting Naming Painting Playing Raising "
    "Reading Riding Running Saving Seeking Selling Stealing Teaching Trading Waking Walking Watching Wishing"
)
HEROES = _words(
    "accountant architect astronaut baker barber bus-driver cellist clown cook dentist detective diver dressmaker farmer "
    "fisherman gambler gardener governess hacker journalist judge lawyer librarian locksmith magician mechanic midwife "
    "miner model musician novelist nurse officer orphan painter photographer pickpocket pilot poet pianist priest printer "
    "prisoner professor sailor scientist sheriff singer smuggler soldier spy student surgeon tailor teacher thief "
    "translator trapper waitress watchmaker widow wrestler"
)
MOODS = _words(
    "nervous weary bankrupt brilliant clumsy devoted disgraced banished forgetful homesick jobless lonely naive newly-wed "
    "penniless proud retired reluctant ruthless shy stubborn talented timid vain young"
)
DEEDS = (
    "finds a letter that was meant for somebody else", "inherits a house that nobody dares to enter",
    "has one night to put an old wrong right", "must choose between the family and the truth",
    "falls for the one person to avoid", "is taken for a stranger of the same name", "wins a fortune and loses all friends",
    "sets out to find a missing brother", "takes the blame for a crime", "learns that the war isn't over for everyone",
    "starts a band with the neighbours", "hides a runaway in the cellar", "can't remember the last three days",
    "makes a bet that changes the whole town", "meets a ghost with a sense of humour", "returns after twenty years",
    "builds a machine that tells tomorrow's news", "is sent to a town that stands on no map",
    "wakes up on the wrong side of the border", "swaps lives with a twin",
)  # fmt: skip
TURNS = (
    "But the past won't stay buried", "Soon nobody can tell friend from foe", "When the snow comes, the road is closed",
    "What begins as a joke turns deadly", "Only a child's drawing shows the way out", "The sea has other plans",
    "Then the telephone rings", "An old rival arrives with an offer", "The money is gone by morning",
    "Everyone has something to hide", "It's the beginning of an unlikely friendship", "Time is running out",
    "Love gets in the way", "And somebody is watching", 'A voice on the radio only says "come home"',
    "The village keeps its silence", "Nothing is what it was — not even the weather",
)  # fmt: skip
SETTINGS = (
    "In {place}, ", "On the road to {place}, ", "In the last days of the war, ", "Far from {place}, ",
    "During one hot summer, ", "At the turn of the century, ", "Years after the fall of {place}, ", "", "", "",
)  # fmt: skip
TAGLINES = (
    "No {noun} sleeps forever.", "Every {noun} has a price.", "Trust the {noun}.", "One {noun}. No way back.",
    "Fear the {adjective}.", "Who owns the {noun}?", "The {adjective} {noun} is coming…", "Don't look at the {noun}!",
    "{place} will never be the same.", "100% {adjective}.", "Love, lies & the {noun}.",
)  # fmt: skip
GENRES = {
    "Drama": 18, "Comedy": 35, "Thriller": 53, "Romance": 10749, "Action": 28, "Horror": 27, "Crime": 80, "Documentary": 99,
    "Adventure": 12, "Science Fiction": 878, "Family": 10751, "Mystery": 9648, "Fantasy": 14, "Animation": 16,
    "Foreign": 10769, "Music": 10402, "History": 36, "War": 10752, "Western": 37, "TV Movie": 10770,
}  # fmt: skip
"""Name and id of each genre, the frequent ones first."""

COMPANY_KINDS = (
    "Pictures", "Films", "Film", "Productions", "Entertainment", "Studios", "Media", "Cinema", "Film Company",
    "Filmproduktion", "International", "Pictures Corporation", "Film Group", "Television", "Animation", "& Sons",
    "Brothers", "Film Partners", "Moving Images",
)  # fmt: skip
THEMES = (
    "friendship", "revenge", "murder", "escape", "based on novel", "small town", "family secret", "first love", "jealousy",
    "prison", "robbery", "detective", "wedding", "road trip", "haunted house", "space station", "time travel", "robot",
    "dragon", "talking animal", "musician", "concert", "sea voyage", "island", "desert", "winter", "train", "dog", "horse",
    "school", "teacher", "college", "hospital", "nurse", "soldier", "world war", "resistance", "spy", "king", "palace",
    "gunfight", "sheriff", "gold rush", "circus", "boxer", "football", "painter", "writer's block", "journalist",
    "politics", "strike", "factory", "inheritance", "twins", "amnesia", "mother's love", "father son relationship",
    "sister sister relationship", "adoption", "old age", "illness", "dream", "vampire", "zombie", "witch", "serial killer",
    "kidnapping", "trial", "corruption", "gangster", "smuggling", "undercover", "car chase", "plane crash", "shipwreck",
    "earthquake", "volcano", "flood", "christmas", "new year's eve", "holiday", "beach", "dance", "ballet", "opera",
    "cooking", "restaurant", "farm", "village", "big city", "woman director", "short film", "duringcreditsstinger",
)  # fmt: skip
"""Keywords that many films share, the frequent ones first."""

TITLES = (
    "The {adjective} {noun}", "The {adjective} {noun}", "{adjective} {noun}", "The {noun} of {place}",
    "The {noun} of {place}", "The {adjective} {noun} of {place}", "The {adjective} {noun} of {place}",
    "{doing} the {adjective} {noun}", "{doing} the {adjective} {noun}", "{noun} and {other}", "{other} in the {noun}",
    "{adjective} {noun}, {adjective} {other}", "{doing} the {noun}", "The {noun} and the {adjective} {other}",
    "{doing} the {noun} of {place}", "One {other} for the {adjective} {noun}", "{place}, {adjective} {noun}",
    "{place}, {adjective} {noun}", "My {adjective} {noun}", "{doing} {place}", "{noun}",
)  # fmt: skip
"""What titles look like; a form that stands twice is twice as frequent."""

ODD_TITLES = (
    "{noun}/{adjective}", "{noun}?", "#{noun}", "{number}% {noun}", "😀 {noun}", "{noun}\xa0{adjective}", "{noun}\u200b",
    'The "{noun}" {adjective}', "{noun}'s {adjective}", "{noun} & {adjective}!", "¿{noun}?", "{number}",
    "{noun}: {number}/{number}", "…{noun}", "{adjective} (¡{noun}!)", "[{noun}]", "{noun}; {adjective}", "«{noun}»",
    "_{noun}_", "{noun} ½ {adjective}",
)  # fmt: skip
"""Titles that try a reader, a shell, a web address or a search."""

CHARACTERS = (
    "", "", "{hero}", "{hero}", "{man} (uncredited)", "{woman}", "{woman}", "{man} {surname}", "{man} {surname}",
    "{man} {surname}", "{woman} {surname}", "{woman} {surname}",
)  # fmt: skip
"""What roles look like."""

ODD_CHARACTERS = (
    'Dan "The {noun}" O\'{adjective}', "{noun}'s {adjective}", '"Big" {noun}', "{noun}\xa0{adjective}",
    "{noun}\u200b / {adjective}", "Narrator (voice)", "{noun} \\ {adjective}", "Señor {noun}", "{noun} №{number}",
    "Himself", "{noun}, {adjective}", "{noun}\tof {adjective}", "{{{noun}}}, {{{adjective}}}", "🤖 {noun}",
)  # fmt: skip
"""Roles whose text needs care as a Python literal."""
SYLLABLES = tuple(first + last for first in "bdfgjklmnprstvz" for last in ("a", "al", "ar", "en", "i", "o", "or", "u", "un"))
"""What names that nobody has are put together from."""
