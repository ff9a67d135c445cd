"""What people do behind the camera, and how often."""

from itertools import accumulate
from typing import NamedTuple


class Job(NamedTuple):
    """A job and the department that it belongs to."""

    department: str
    name: str


DIRECTOR = Job("Directing", "Director")

_FREQUENCIES = {
    "Writing": {"Screenplay": 59, "Writer": 50, "Story": 14, "Novel": 11, "Author": 6, "Characters": 4, "Original Story": 2},
    "Production": {
        "Producer": 116, "Executive Producer": 52, "Casting": 38, "Co-Producer": 10, "Associate Producer": 9, "Line Producer": 4,
        "Production Manager": 5, "Location Manager": 6, "Unit Production Manager": 4, "Production Coordinator": 3,
    },
    "Editing": {"Editor": 75, "Dialogue Editor": 9, "First Assistant Editor": 5, "Color Timer": 2},
    "Camera": {"Director of Photography": 60, "Camera Operator": 13, "Still Photographer": 10, "Steadicam Operator": 5},
    "Sound": {
        "Original Music Composer": 45, "Music": 12, "Sound Re-Recording Mixer": 13, "Sound Effects Editor": 11,
        "Music Editor": 10, "Foley": 9, "Sound Designer": 7, "Boom Operator": 3,
    },
    "Art": {"Art Direction": 28, "Production Design": 24, "Set Decoration": 19, "Set Designer": 8, "Construction Coordinator": 5},
    "Costume & Make-Up": {"Costume Design": 24, "Makeup Artist": 16, "Hairstylist": 12, "Set Costumer": 8},
    "Visual Effects": {"Animation": 13, "Visual Effects Supervisor": 12, "Visual Effects Producer": 10, "Visual Effects": 4},
    "Lighting": {"Gaffer": 7, "Rigging Gaffer": 3},
    "Crew": {"Stunts": 10, "Stunt Coordinator": 9, "Property Master": 6, "Special Effects": 4, "Unit Publicist": 3, "Thanks": 2},
    "Directing": {"Script Supervisor": 14, "Assistant Director": 7, "Co-Director": 1},
}  # fmt: skip

JOBS = tuple(Job(department, name) for department, names in _FREQUENCIES.items() for name in names)
CUMULATIVE_FREQUENCIES = tuple(accumulate(frequency for names in _FREQUENCIES.values() for frequency in names.values()))
DEPARTMENTS = tuple(_FREQUENCIES)
