"""Asks the app's modules, imported in a real page, what they make of something."""

from typing import Any

from playwright.sync_api import Page

AT = "/static/app"


def ask(page: Page, module: str, asked: str, given: Any = None) -> Any:
    """What `asked`, an expression of `m` (the module) and `given`, comes to."""
    if page.url == "about:blank":
        page.goto(f"{AT}/{module}")
    script = f"async (given) => {{ const m = await import('{AT}/{module}'); return {asked}; }}"
    return page.evaluate(script, given)
