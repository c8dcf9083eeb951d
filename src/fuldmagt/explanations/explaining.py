"""A refusal in words: what is so, what to do, and who can mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Final

from django.utils import translation

from fuldmagt.explanations import deeds, law
from fuldmagt.explanations.names import Names, Values, worded
from fuldmagt.explanations.remedies import MENDERS, REMEDIES
from fuldmagt.vocabulary.refusals import Reason, Refusal

SENTENCES: Final[Mapping[Reason, law.Sentences]] = {
    **law.SENTENCES,
    **{reason: (sentence,) for reason, sentence in deeds.SENTENCES.items()},
}


NOTHING: Final = Names()


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
        known = (names or NOTHING).of(refusal)
        return Explained(
            refusal,
            sentence=_sentence(refusal, known),
            remedy=_first(REMEDIES[refusal.remedy], known),
            who=_first(MENDERS[refusal.mended_by], known),
        )


def sentence(refusal: Refusal, *, names: Names | None = None) -> str:
    """What is so, in the active language."""
    return _sentence(refusal, (names or NOTHING).of(refusal))


def _sentence(refusal: Refusal, known: Values) -> str:
    said = deeds.SAID_OF.get((refusal.reason, refusal.about))
    return translation.gettext(said) if said else _first(SENTENCES[refusal.reason], known)


def _first(sentences: Iterable[str], known: Values) -> str:
    """The first of the sentences of which every name is known; the last needs none."""
    for each in map(translation.gettext, sentences):
        wanted = placeholders(each)
        if wanted <= known.keys():
            return each.format_map({name: worded(known[name]) for name in wanted}) if wanted else each
    raise KeyError(f"no sentence without names among {[*sentences]}")


@lru_cache(maxsize=2000)
def placeholders(sentence: str) -> frozenset[str]:
    """The names that a sentence uses."""
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)
