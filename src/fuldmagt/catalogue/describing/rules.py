"""When texts are whole, and how a page remembers which ones it showed. Pure."""

import json
from collections.abc import Mapping
from hashlib import sha256

from fuldmagt.catalogue.texts import LANGUAGES

Texts = Mapping[str, str]


def whole(texts: Texts) -> bool:
    """Written in every language of the platform."""
    return all(texts.get(language, "").strip() for language in LANGUAGES)


def stamp(*texts: Texts) -> str:
    """What somebody saw before changing it: sent along, so that the second of two is told."""
    written = json.dumps([dict(sorted(each.items())) for each in texts], ensure_ascii=False)
    return sha256(written.encode()).hexdigest()[:32]
