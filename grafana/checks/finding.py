"""What a rule has to say."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One breach of one rule; `panel` is empty where the dashboard as a whole is meant."""

    rule: str
    panel: str
    message: str

    def __str__(self) -> str:
        return f"{self.rule}: {f'panel {self.panel!r}: ' if self.panel else ''}{self.message}"
