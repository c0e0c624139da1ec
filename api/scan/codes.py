"""The text of a printed code: the address of its page, in as few modules as it allows."""

from urllib.parse import urlsplit

from qr.codes import matrix


def printed(base_url: str, path: str) -> str:
    """The address that stands in a code: scheme and host in capitals where that makes it smaller.

    Scheme and host are the same in either case (RFC 3986 §3.1, §3.2.2) and capitals cost fewer bits
    (ISO/IEC 18004, alphanumeric mode); a path is kept as it is.
    """
    plain = base_url + path
    parts = urlsplit(base_url)
    capital = f"{parts.scheme}://{parts.netloc}".upper() + parts.path + path
    return min(plain, capital, key=lambda text: len(matrix(text)))
