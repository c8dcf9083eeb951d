"""How sure we are that a person is who they say they are."""

from enum import IntEnum

ACR_PREFIX = "http://eidas.europa.eu/LoA/"  # OpenID NLGov 1.0.1, acr


class Level(IntEnum):
    """The three levels of eIDAS (Regulation (EU) 910/2014, article 8), weakest first."""

    LOW = 1
    SUBSTANTIAL = 2
    HIGH = 3

    @property
    def word(self) -> str:
        """The level as interfaces, files and the database write it."""
        return self.name.lower()

    @property
    def acr(self) -> str:
        return ACR_PREFIX + self.word


BY_WORD = {level.word: level for level in Level}
BY_ACR = {level.acr: level for level in Level}
