"""Every "no" to a person: a page in the reader's language that says what to do next."""


def page_of_a_no(status: int, sentence: str) -> str:
    """The page of a refusal."""
    return f"<!doctype html><title>{status}</title><p>{sentence}"
