"""Check characters of GS1 keys: the digit modulo 10, and the pair of the Global Model Number.

GS1 General Specifications (standard check digit, check character pair).
"""

from functools import cache

CSET82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
"""GS1 AI encodable character set 82, in the order in which its characters are weighed."""

_PAIR_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_PAIR_MODULUS = 1021
_PAIR_LENGTH = 2


def is_number(text: str) -> bool:
    """Say whether `text` is one or more ASCII digits."""
    return text.isascii() and text.isdigit()


def check_digit(body: str) -> str:
    """Give the check digit that follows `body` (digits): weights 3, 1, 3… from the right.

    >>> check_digit("0952012345678")
    '8'
    """
    weighed = 3 * sum(map(int, body[::-2])) + sum(map(int, body[-2::-2]))
    return str(-weighed % 10)


def has_check_digit(number: str) -> bool:
    """Say whether `number` is all digits and ends in its own check digit."""
    return is_number(number) and check_digit(number[:-1]) == number[-1]


def check_pair(body: str) -> str:
    """Give the two check characters that follow `body` (CSET 82): prime weights, modulo 1021.

    Raises:
        ValueError: a character stands outside CSET 82.

    >>> check_pair("1987654Ad4X4bL5ttr2310c")
    '2K'
    """
    weights = _primes(len(body))
    weighed = sum(
        weight * CSET82.index(character)
        for weight, character in zip(reversed(weights), body, strict=True)
    )
    first, second = divmod(weighed % _PAIR_MODULUS, len(_PAIR_ALPHABET))
    return _PAIR_ALPHABET[first] + _PAIR_ALPHABET[second]


def has_check_pair(text: str) -> bool:
    """Say whether `text` is CSET 82 and ends in its own two check characters."""
    body = text[:-_PAIR_LENGTH]
    if len(text) < _PAIR_LENGTH or not set(body) <= set(CSET82):
        return False
    return check_pair(body) == text[-_PAIR_LENGTH:]


@cache
def _primes(count: int) -> tuple[int, ...]:
    found: list[int] = []
    candidate = 2
    while len(found) < count:
        if all(candidate % prime for prime in found):
            found.append(candidate)
        candidate += 1
    return tuple(found)
