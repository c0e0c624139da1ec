"""The Merkle tree of the log and its proofs (RFC 6962 §2.1, RFC 9162 §2.1): hashes in, hashes out.

Hashes are 32 bytes; indexes count from 0. A proof is read from the leaf up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from hashlib import sha256
from typing import Final

from traceability.errors import NotValid

EMPTY_ROOT: Final = sha256(b"").digest()

Proof = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a growing tree: the roots of its full subtrees, the tallest first.

    It is all that a sequencer must remember: one hash for each 1 in the binary form of `size`.

    Raises:
        NotValid: the number of peaks does not fit the size.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.peaks) != self.size.bit_count():
            expected = f"{max(self.size, 0).bit_count()} peaks for a tree of {self.size}"
            raise NotValid(expected, len(self.peaks), "peaks")

    def append(self, leaf_hash: bytes) -> "Frontier":
        """The frontier with one leaf more."""
        peaks, merged, full = list(self.peaks), leaf_hash, self.size
        while full & 1:
            merged = node(peaks.pop(), merged)
            full >>= 1
        return Frontier(self.size + 1, (*peaks, merged))

    @property
    def root(self) -> bytes:
        """The root of the whole tree, equal to `root` of all its leaf hashes."""
        if not self.peaks:
            return EMPTY_ROOT
        return reduce(lambda right, left: node(left, right), reversed(self.peaks))


def node(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1)."""
    return sha256(b"\x01" + left + right).digest()


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """The root of a tree, by its definition (RFC 6962 §2.1)."""
    if not leaf_hashes:
        return EMPTY_ROOT
    if len(leaf_hashes) == 1:
        return leaf_hashes[0]
    fork = _fork(len(leaf_hashes))
    return node(root(leaf_hashes[:fork]), root(leaf_hashes[fork:]))


def inclusion(index: int, leaf_hashes: Sequence[bytes]) -> Proof:
    """The proof that the tree holds the leaf at `index` (RFC 6962 §2.1.1).

    Raises:
        NotValid: the tree has no leaf at that index.
    """
    if not 0 <= index < len(leaf_hashes):
        raise NotValid(f"an index from 0 and below {len(leaf_hashes)}", index, "index")
    if len(leaf_hashes) == 1:
        return ()
    fork = _fork(len(leaf_hashes))
    left, right = leaf_hashes[:fork], leaf_hashes[fork:]
    if index < fork:
        return (*inclusion(index, left), root(right))
    return (*inclusion(index - fork, right), root(left))


def consistency(earlier: int, leaf_hashes: Sequence[bytes]) -> Proof:
    """The proof that the tree only grew since it had `earlier` leaves (RFC 6962 §2.1.2).

    Raises:
        NotValid: `earlier` is 0 or more than the tree has.
    """
    if not 0 < earlier <= len(leaf_hashes):
        raise NotValid(f"a size from 1 to {len(leaf_hashes)}", earlier, "earlier")
    return _growth(earlier, leaf_hashes, whole=True)


def includes(root_hash: bytes, size: int, index: int, leaf_hash: bytes, proof: Proof) -> bool:
    """Whether the proof shows that leaf at that index of the tree (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        return False
    turns = []
    while size > 1:
        fork = _fork(size)
        turns.append(index < fork)
        index, size = (index, fork) if index < fork else (index - fork, size - fork)
    if len(proof) != len(turns):
        return False
    climbed = leaf_hash
    for left, sibling in zip(reversed(turns), proof, strict=True):
        climbed = node(climbed, sibling) if left else node(sibling, climbed)
    return climbed == root_hash


def extends(earlier: int, earlier_root: bytes, later: int, later_root: bytes, proof: Proof) -> bool:
    """Whether the proof shows that the later tree begins with the earlier (RFC 9162 §2.1.4.2)."""
    if not 0 < earlier <= later:
        return False
    size, turns = earlier, []
    while size != later:
        fork = _fork(later)
        turns.append(size <= fork)
        size, later = (size, fork) if size <= fork else (size - fork, later - fork)
    start = (earlier_root,) if all(turns) else proof[:1]
    siblings = proof if all(turns) else proof[1:]
    if not start or len(siblings) != len(turns):
        return False
    old = new = start[0]
    for left, sibling in zip(reversed(turns), siblings, strict=True):
        old = old if left else node(sibling, old)
        new = node(new, sibling) if left else node(sibling, new)
    return old == earlier_root and new == later_root


def _fork(size: int) -> int:
    """The largest power of two below `size`, where a tree of two leaves or more divides."""
    return 1 << (size - 1).bit_length() - 1


def _growth(earlier: int, leaf_hashes: Sequence[bytes], *, whole: bool) -> Proof:
    if earlier == len(leaf_hashes):
        return () if whole else (root(leaf_hashes),)
    fork = _fork(len(leaf_hashes))
    left, right = leaf_hashes[:fork], leaf_hashes[fork:]
    if earlier <= fork:
        return (*_growth(earlier, left, whole=whole), root(right))
    return (*_growth(earlier - fork, right, whole=False), root(left))
