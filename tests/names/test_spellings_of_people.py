"""Which names can be one person's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import extends, same_person, same_spelling, sound

NAMES = st.sampled_from(
    (
        *("Yuri Melnichuk", "Yury Melnichuk", "Y. Melnichuk", "Kim Jong Un", "Jong Un Kim", "Orbán Viktor"),
        *("Viktor Orban", "Gustavo Petro Urrego", "Gustavo Petro", "Ali Saleh", "Ali Abdullah Saleh"),
        *("John F. Kerry", "Bush Jr.", "Lula"),
    )
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Oleksandr Petrenko", "Alexander Petrenko", True),
        ("Dmytro Kozak", "Dmitry Kozak", True),
        ("Usama bin Ladin", "Osama bin Laden", True),
        ("Umar Farouq", "Omar Farouq", True),
        ("Nursultan Nazarbaev", "Nursultan Nazarbayev", True),
        ("Alexander Lukashenka", "Alexander Lukashenko", True),
        ("Pavel Andreyevich Gusarov", "Pavel Gusarov", True),
        ("Pavel Gusarov", "Pavlo Husarov", False),
        ("George H. W. Bush", "George W. Bush", False),
        ("Martin Aldous Jr.", "Martin Aldous Sr.", False),
        ("Ali Hassan Karimi", "Ali Karimi", False),
        ("Nguyen Van Hong", "Nguyen Van Hung", False),
    ],
)
def test_spellings(one: str, other: str, same: bool) -> None:
    assert same_spelling(one, other) is same


@pytest.mark.parametrize(
    ("long", "short", "fuller"),
    [
        ("Ricardo Montoya Salcedo", "Ricardo Montoya", True),
        ("Abel Tesfaye Makonnen", "Abel Tesfaye", True),
        ("Mohammed Hassan Ali", "Mohammed Hassan", False),
        ("Kim Jong Un", "Kim Jong", False),
        ("Ricardo Montoya", "Ricardo", False),
        ("Ricardo Montoya Salcedo", "Ricardo Salcedo", False),
    ],
)
def test_names_with_more_family_names(long: str, short: str, fuller: bool) -> None:
    assert extends(long, short) is fuller
    assert not extends(short, long)


@given(NAMES, NAMES)
def test_order_makes_no_difference_and_a_name_is_its_own_spelling(one: str, other: str) -> None:
    assert same_person(one, other) == same_person(other, one)
    assert same_spelling(one, other) == same_spelling(other, one)
    assert same_spelling(one, one) or len(one.split()) == 1 or one.endswith("Jr.")
    assert not same_spelling(one, other) or same_person(one, other)


@given(st.text())
def test_a_sound_can_be_made_of_any_text(text: str) -> None:
    assert sound(sound(text)) is not None
