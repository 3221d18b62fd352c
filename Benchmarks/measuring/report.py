"""What was measured, as Markdown."""

from pathlib import Path

BEGIN = "<!-- Benchmarks/run --write replaces what follows. -->\n"
END = "<!-- Until here. -->\n"
MISSED = "**missed**"


class Report:
    """Printed as it grows, and put into a document at the end."""

    def __init__(self):
        self.parts = []
        self.goals = []

    def say(self, text):
        print(text, flush=True)
        self.parts.append(f"{text}\n")

    def table(self, head, alignments):
        self.say(f"\n| {' | '.join(head)} |\n|{'|'.join(alignments)}|")

    def row(self, cells):
        self.say(f"| {' | '.join(cells)} |")

    def goal(self, what, wanted, measured, is_met):
        self.goals.append([what, wanted, measured, "met" if is_met else MISSED])

    def say_goals(self):
        self.say("\n### Goals")
        self.table(["", "goal", "measured", ""], ["---"] * 4)
        for cells in self.goals:
            self.row(cells)

    def missed(self):
        return [what for what, _, _, outcome in self.goals if outcome == MISSED]

    def write(self, document: Path):
        before, rest = document.read_text().split(BEGIN)
        document.write_text(f"{before}{BEGIN}\n{''.join(self.parts).strip()}\n\n{END}{rest.split(END)[1]}")
