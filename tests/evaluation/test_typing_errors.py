"""Each kind of typing error is what its name says."""

from random import Random

import pytest

from tools.evaluation import typing_errors
from tools.evaluation.typing_errors import TYPING_ERRORS, TypingError, beginning


@pytest.mark.parametrize("error", TYPING_ERRORS)
def test_an_error_changes_the_text_at_one_place(error: TypingError) -> None:
    for seed in range(50):
        wrong = error("The Lost City", Random(seed))
        assert wrong is not None
        assert wrong != "The Lost City"
        assert abs(len(wrong) - len("The Lost City")) <= 1
        assert error("The Lost City", Random(seed)) == wrong


@pytest.mark.parametrize(("error", "text"), [(error, "7½") for error in TYPING_ERRORS])
def test_a_text_without_a_place_for_it_gives_none(error: TypingError, text: str) -> None:
    assert error(text, Random(0)) is None


def test_kinds() -> None:
    random = Random(0)
    assert typing_errors.words_joined("Lost City", random) == "LostCity"
    assert typing_errors.last_letter_missing("Lost City", random) == "Lost Cit"
    assert sorted(typing_errors.swapped("ab", random) or "") == ["a", "b"]
    assert typing_errors.word_parted("ab", random) == "a b"
    assert typing_errors.first_letter_wrong("a", random) in set("qwszx")


def test_a_beginning_is_rounded_up() -> None:
    assert beginning("Heat", 0.6) == "Hea"
    assert beginning("It", 0.6) == "It"
    assert beginning("Heat!", 0.6) == "Hea"
