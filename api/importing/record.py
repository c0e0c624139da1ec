"""Records what a plan wishes, in its order, through the one door."""

from api.importing.wishes import Desk, Plan
from traceability.errors import Conflict, Refusal


def record_plan(plan: Plan, desk: Desk) -> int:
    """Record everything of a plan that is right as a whole; returns how many records were made.

    All rights and all values were asked when it was planned. Should somebody else change the same
    things in this very moment, what was recorded stands, and importing the file again makes the rest.

    Raises:
        Conflict: something in it is wrong, or somebody else was faster.
    """
    if plan.wrong:
        raise Conflict("a spreadsheet without a wrong cell", f"{len(plan.wrong)} wrong ones")
    entries = [wish.entry for wish in plan.wishes if wish.entry]
    for number, entry in enumerate(entries):
        try:
            desk.ledger.record(desk.actor, entry)
        except Refusal as no:
            done = f"{number} of {len(entries)} recorded, then: {no}"
            raise Conflict("a quiet moment; import the file again for the rest", done) from no
    return len(entries)
