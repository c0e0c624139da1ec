"""The tree of the log, against the published vectors and by its laws."""

from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from traceability.errors import NotValid
from traceability.log.leaves import leaf_hash
from traceability.log.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency,
    extends,
    includes,
    inclusion,
    root,
)

# Certificate Transparency's 8 leaves, the roots of their first 1 to 8, and proofs over them,
# as published with its reference trees (google/certificate-transparency, merkle tree tests).
LEAVES = [
    leaf_hash(bytes.fromhex(text))
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
FIRST = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7"
SECOND = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e"
LATTER = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"
FIFTH = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"
END = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0"
MIDDLE = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a"

hashes = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40)
laws = settings(max_examples=40, deadline=None)


def hexed(proof: tuple[bytes, ...]) -> list[str]:
    return [part.hex() for part in proof]


def grown(leaves: list[bytes]) -> Frontier:
    *_, last = accumulate(leaves, Frontier.append, initial=Frontier())
    return last


@pytest.mark.parametrize(("size", "expected"), list(enumerate(ROOTS, start=1)))
def test_the_roots_are_those_published(size: int, expected: str) -> None:
    assert root(LEAVES[:size]).hex() == grown(LEAVES[:size]).root.hex() == expected


@pytest.mark.parametrize(
    ("index", "size", "expected"),
    [
        (0, 1, []),
        (0, 8, [FIRST, SECOND, LATTER]),
        (5, 8, [FIFTH, END, ROOTS[3]]),
        (2, 3, [ROOTS[1]]),
        (1, 5, [ROOTS[0], SECOND, FIFTH]),
    ],
)
def test_inclusion_proofs_are_those_published(index: int, size: int, expected: list[str]) -> None:
    assert hexed(inclusion(index, LEAVES[:size])) == expected


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        (1, 1, []),
        (1, 8, [FIRST, SECOND, LATTER]),
        (6, 8, [MIDDLE, END, ROOTS[3]]),
        (2, 5, [SECOND, FIFTH]),
    ],
)
def test_consistency_proofs_are_those_published(
    earlier: int, later: int, expected: list[str]
) -> None:
    assert hexed(consistency(earlier, LEAVES[:later])) == expected


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert root([]) == Frontier().root == EMPTY_ROOT


@laws
@given(hashes)
def test_the_frontier_has_the_root_of_the_tree_in_few_hashes(leaves: list[bytes]) -> None:
    frontier = grown(leaves)
    assert frontier.root == root(leaves)
    assert len(frontier.peaks) <= len(leaves).bit_length()


@laws
@given(hashes, st.data())
def test_every_inclusion_proof_holds_and_a_changed_leaf_fails(
    leaves: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    proof, top = inclusion(index, leaves), root(leaves)
    assert includes(top, len(leaves), index, leaves[index], proof)
    assert not includes(top, len(leaves), index, leaf_hash(leaves[index]), proof)
    assert not includes(top, len(leaves), index, leaves[index], (*proof, top))


@laws
@given(hashes, st.data())
def test_every_consistency_proof_holds_and_a_rewritten_past_fails(
    leaves: list[bytes], data: st.DataObject
) -> None:
    earlier = data.draw(st.integers(1, len(leaves)))
    proof, old, new = consistency(earlier, leaves), root(leaves[:earlier]), root(leaves)
    assert extends(earlier, old, len(leaves), new, proof)
    assert not extends(earlier, leaf_hash(old), len(leaves), new, proof)
    assert not extends(earlier, old, len(leaves), leaf_hash(new), proof)
    assert not extends(earlier, old, len(leaves), new, (*proof, new))


@pytest.mark.parametrize("index", [-1, 8])
def test_no_proof_holds_for_a_leaf_outside_the_tree(index: int) -> None:
    assert not includes(root(LEAVES), 8, index, LEAVES[7], inclusion(7, LEAVES))
    with pytest.raises(NotValid) as refused:
        inclusion(index, LEAVES)
    assert str(refused.value) == f"Expected an index from 0 and below 8, got {index}."


@pytest.mark.parametrize("earlier", [0, 9])
def test_a_tree_grows_only_from_a_size_it_had(earlier: int) -> None:
    assert not extends(earlier, EMPTY_ROOT, 8, root(LEAVES), ())
    with pytest.raises(NotValid) as refused:
        consistency(earlier, LEAVES)
    assert str(refused.value) == f"Expected a size from 1 to 8, got {earlier}."


def test_an_empty_proof_shows_no_growth() -> None:
    assert not extends(3, root(LEAVES[:3]), 8, root(LEAVES), ())


@pytest.mark.parametrize(
    ("size", "sentence"),
    [
        (3, "Expected 2 peaks for a tree of 3, got 1."),
        (-1, "Expected 0 peaks for a tree of -1, got 1."),
    ],
)
def test_a_frontier_has_a_peak_for_each_full_subtree(size: int, sentence: str) -> None:
    with pytest.raises(NotValid) as refused:
        Frontier(size, (LEAVES[0],))
    assert str(refused.value) == sentence
