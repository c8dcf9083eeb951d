"""A refusal in words: what is so, what to do, and who can mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Final

from django.utils import translation

from fuldmagt.explanations import deeds, law
from fuldmagt.explanations.names import Names
from fuldmagt.explanations.remedies import MENDERS, REMEDIES
from fuldmagt.vocabulary.refusals import Reason, Refusal

SENTENCES: Final[Mapping[Reason, law.Sentences]] = {
    **law.SENTENCES,
    **{reason: (sentence,) for reason, sentence in deeds.SENTENCES.items()},
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A refusal for a reader. `heading` and `text` are what the component `reasons` shows."""

    refusal: Refusal
    sentence: str
    remedy: str
    who: str

    @property
    def reason(self) -> str:
        return self.refusal.reason.value

    @property
    def about(self) -> str:
        return self.refusal.about

    @property
    def heading(self) -> str:
        return self.sentence

    @property
    def text(self) -> str:
        return self.remedy


def explained(refusal: Refusal, *, language: str | None = None, names: Names | None = None) -> Explained:
    """The refusal in words, in a language (the active one, where none is named)."""
    with translation.override(language or translation.get_language()):
        known = (names or Names()).of(refusal)
        return Explained(
            refusal,
            sentence=_said(refusal, known),
            remedy=_first(REMEDIES[refusal.remedy], known),
            who=_first(MENDERS[refusal.mended_by], known),
        )


def sentence(refusal: Refusal, *, language: str | None = None, names: Names | None = None) -> str:
    with translation.override(language or translation.get_language()):
        return _said(refusal, (names or Names()).of(refusal))


def _said(refusal: Refusal, known: Mapping[str, str]) -> str:
    said = deeds.SAID_OF.get((refusal.reason, refusal.about))
    return translation.gettext(said) if said else _first(SENTENCES[refusal.reason], known)


def _first(sentences: Iterable[str], known: Mapping[str, str]) -> str:
    """The first of the sentences of which every name is known; the last needs none."""
    for each in map(translation.gettext, sentences):
        if _named_in(each) <= known.keys():
            return each.format_map(known)
    raise KeyError(f"no sentence without names among {[*sentences]}")


@cache
def _named_in(sentence: str) -> frozenset[str]:
    """The names that a sentence of ours needs: there are as many sentences as were written."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)
