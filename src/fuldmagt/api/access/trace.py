"""In which trace a question is asked, and for which activity: told on, and judged by nobody.

Source: W3C Trace Context, section 3.2; NLGov profile for AuthZEN, "Context Properties" and "Processing
Activity identifiers".
"""

import re
from typing import Final

import msgspec
from msgspec import Raw, Struct, UnsetType

WRITTEN: Final = re.compile(r"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?")
LONGEST: Final = 512


def trace(in_context: object, in_header: str) -> str:
    """The `traceparent` of the question, else that of the request; one that is malformed is passed over."""
    for each in (in_context, in_header):
        if each and isinstance(each, str) and _is_trace(each):
            return each
    return ""


def _is_trace(written: str) -> bool:
    """A later version may say more than ours (00), which ends with the flags."""
    found = WRITTEN.fullmatch(written) if len(written) <= LONGEST else None
    if found is None or found[1] == "ff" or (found[1] == "00" and found[4]):
        return False
    return found[2].strip("0") != "" and found[3].strip("0") != ""


class Properties(Struct, frozen=True):
    processing_activity_id: str = ""


def activity(properties: Raw | UnsetType) -> str:
    """The processing activity that an action names; empty where none can be read."""
    if isinstance(properties, UnsetType):
        return ""
    try:
        found = msgspec.json.decode(properties, type=Properties).processing_activity_id
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return ""
    return found if len(found) <= LONGEST else ""
