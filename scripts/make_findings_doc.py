"""Makes docs/reference/findings.md from the table of rules in traceability/findings/rules.py.

python scripts/make_findings_doc.py
"""

from pathlib import Path

from traceability.findings.finding import EFFECT_WORDS
from traceability.findings.publication import IF_ANY, ITEMS
from traceability.findings.rules import RULES, Rule

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "findings.md"

HEAD = """\
# Findings

Made by `scripts/make_findings_doc.py` from the code. Do not edit.

What is recorded is accepted; what does not add up becomes a finding: a rule, what it is about, and
numbers. A finding is noted for those who can mend it, shown to the buyer, blocks publication, or stops
listing. Where something is not known, the finding says that it cannot be judged yet, and nothing else
follows. A batch that is published already stays so; a blocking finding shows it as under review.
"""


def row(name: str, rule: Rule) -> str:
    """One line of the table."""
    effect = EFFECT_WORDS[rule.effect] if rule.judged else "not judged yet"
    return f"| {name} | {rule.checks} | {effect} | {rule.otherwise or '–'} | {rule.source} |"


def page() -> str:
    """The page as it has to be."""
    rules = [row(name, rule) for name, rule in sorted(RULES.items())]
    items = [
        f"{number}. `{name}`{' (if any)' if name in IF_ANY else ''}"
        for number, name in enumerate(ITEMS, start=1)
    ]
    heading = [
        "| rule | what it checks | what it does | otherwise | from |",
        "|---|---|---|---|---|",
    ]
    required = ["", "## The items of rule F1", "", *items]
    return "\n".join([HEAD, *heading, *rules, *required]) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
