"""Which namespace a prefix stands for: those of the EPCIS context, and those a document declares.

Nothing is loaded: strings in an ``@context`` (addresses of contexts) are passed over. The known
prefixes are those of the EPCIS 2.0.0 context, which protects them, so that no document can give
them another meaning and a hash does not depend on which edition a sender names.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

Namespaces = Mapping[str, str]
"""Prefix to namespace, as ``{"tea": "https://example.org/tea/voc/"}``."""

WELL_KNOWN: Namespaces = MappingProxyType(
    {
        "epcis": "https://ref.gs1.org/epcis/",
        "cbv": "https://ref.gs1.org/cbv/",
        "cbvmda": "urn:epcglobal:cbv:mda:",
        "gs1": "https://gs1.org/voc/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "dcterms": "http://purl.org/dc/terms/",
    }
)
"""The prefixes of https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld."""


def namespaces_of(*documents: Mapping[str, object]) -> Namespaces:
    """Collect the namespaces in force from documents' or events' ``@context``.

    Args:
        *documents: The outer first; an inner one's prefix wins over the outer's.

    Returns:
        The declared prefixes and the well-known ones; the well-known cannot be declared anew.

    >>> namespaces_of({"@context": ["https://c.example/", {"tea": "https://t.example/"}]})["tea"]
    'https://t.example/'
    """
    declared = {
        prefix: namespace
        for document in documents
        for prefix, namespace in _declared(document.get("@context"))
    }
    return MappingProxyType({**declared, **WELL_KNOWN})


def _declared(context: object) -> Iterator[tuple[str, str]]:
    if isinstance(context, list):
        for part in context:
            yield from _declared(part)
    elif isinstance(context, Mapping):
        for prefix, meaning in context.items():
            namespace = meaning.get("@id") if isinstance(meaning, Mapping) else meaning
            if isinstance(namespace, str):
                yield prefix, namespace


def expanded(key: str, namespaces: Namespaces) -> str:
    """Write a prefixed key as ``{namespace}local`` (CBV 2.0 §8.9); any other stays as it is.

    >>> expanded("cbvmda:lotNumber", WELL_KNOWN)
    '{urn:epcglobal:cbv:mda:}lotNumber'
    """
    prefix, colon, local = key.partition(":")
    return f"{{{namespaces[prefix]}}}{local}" if colon and prefix in namespaces else key
