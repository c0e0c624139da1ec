"""The view of findings: what does not add up, by batch, made behind the log."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pymongo.collection import Collection

from traceability.findings.finding import Effect, Finding
from traceability.store.documents import from_document, to_document

Document = dict[str, Any]


class Findings:
    """The collection `findings`: one document a finding, its id made of batch and rule."""

    def __init__(self, collection: Collection[Document]) -> None:
        """Keep the collection."""
        self._all = collection

    def replace(self, batch: str, party: str | None, findings: Iterable[Finding]) -> None:
        """Show these findings of a batch and no others."""
        documents = [
            to_document(finding)
            | {"_id": f"{batch}#{finding.rule}#{place}", "batch": batch, "party": party}
            for place, finding in enumerate(findings)
        ]
        self._all.delete_many(
            {"batch": batch, "_id": {"$nin": [document["_id"] for document in documents]}}
        )
        for document in documents:
            self._all.replace_one({"_id": document["_id"]}, document, upsert=True)

    def clear(self) -> None:
        """Forget every finding, before all are made again."""
        self._all.delete_many({})

    def of_batch(self, batch: str) -> list[Finding]:
        """The findings of a batch."""
        found = self._all.find({"batch": batch}).sort("_id", 1)
        return [from_document(Finding, each) for each in found]

    def grave(
        self, parties: Iterable[str], least: Effect, after: str = "", limit: int = 100
    ) -> list[tuple[str, str, Finding]]:
        """Findings of these parties of at least this effect: id, batch and finding, by id after one."""
        asked: Document = {"party": {"$in": list(parties)}, "effect": {"$gte": int(least)}}
        found = self._all.find(asked | ({"_id": {"$gt": after}} if after else {}))
        listed = found.sort("_id", 1).limit(limit)
        return [(each["_id"], each["batch"], from_document(Finding, each)) for each in listed]

    def blocked(self, batches: Iterable[str]) -> set[str]:
        """Of these batches, those with a finding that blocks publication or worse."""
        asked: Document = {"batch": {"$in": list(batches)}, "effect": {"$gte": int(Effect.BLOCKS)}}
        return {each["batch"] for each in self._all.find(asked, {"batch": 1})}

    def of_party(self, party: str | None, after: str = "", limit: int = 100) -> list[Document]:
        """Findings of a party, or of all; each with its id, batch and party, by id after one."""
        asked: Document = {"_id": {"$gt": after}} | ({"party": party} if party else {})
        return [
            asdict(from_document(Finding, each))
            | {"id": each["_id"], "batch": each["batch"], "party": each["party"]}
            for each in self._all.find(asked).sort("_id", 1).limit(limit)
        ]
