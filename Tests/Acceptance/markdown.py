"""Documents in Markdown: their links, their headings and what stands in fences."""

import re
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^( *)```([^\n]*)\n(.*?)^\1```[ ]*$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Document:
    path: Path
    text: str

    @classmethod
    def read(cls, path: Path) -> "Document":
        return cls(path, path.read_text(encoding="utf-8"))

    def blocks(self, language: str) -> list[str]:
        return [re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, told, body in FENCE.findall(self.text)
                if told == language]

    def commands(self) -> list[str]:
        """What a shell would run: a line each, without comments; what goes on in the next line is joined."""
        joined = re.sub(r"(\\|&&)\n\s*", lambda at: "" if at[1] == "\\" else "&& ", "".join(self.blocks("sh")))
        return [re.sub(r"\s+# .*", "", line).strip() for line in joined.splitlines() if line.strip()]

    def links(self) -> list[str]:
        """Where links and pictures lead to; a text may go over the end of a line."""
        return re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", self.text))

    def anchors(self) -> set[str]:
        """What `#` of a link may name: headings, as GitHub writes them."""
        found: set[str] = set()
        for heading in re.findall(r"^#{1,6} +(.+?) *$", FENCE.sub("", self.text), re.MULTILINE):
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
            slug = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
            number = 0
            while (name := f"{slug}-{number}" if number else slug) in found:
                number += 1
            found.add(name)
        return found


def broken_links(document: Document, root: Path) -> list[str]:
    """Relative links that lead nowhere within the clone."""
    faults = []
    for link in document.links():
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (document.path.parent / name).resolve() if name else document.path
        if not target.exists() or not target.is_relative_to(root.resolve()):
            faults.append(f"{document.path.relative_to(root)}: {link}: is not there")
        elif anchor and (target.suffix != ".md" or anchor not in Document.read(target).anchors()):
            faults.append(f"{document.path.relative_to(root)}: {link}: has no such heading")
    return faults
