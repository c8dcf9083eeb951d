"""What a notifier has to show: the own eID, and an authority that can be read (A2). Pure."""

from enum import StrEnum
from typing import Final

from fuldmagt.onboarding.proofing.rules import too_low
from fuldmagt.registers.eid.identity import Identity
from fuldmagt.vocabulary.refusals import Reason, Refusal

MOST: Final = 5 * 1024 * 1024  # bytes of a signed authority
LONGEST: Final = 120  # of a file's name
TAIL: Final = 1024  # a PDF ends in its last so many bytes
PNG_BEGINS, PNG_ENDS = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG_BEGINS, JPEG_ENDS = b"\xff\xd8\xff", b"\xff\xd9"


class Kind(StrEnum):
    """The kinds of file that are taken. The value is the type it is sent back as."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"


ENDINGS: Final = {Kind.PDF: ".pdf", Kind.PNG: ".png", Kind.JPEG: ".jpg"}


def kind_of(content: bytes) -> Kind | Refusal:
    """What a file is, by how it begins and ends; what it is called and sent as does not count."""
    if len(content) > MOST:
        return Refusal(Reason.INPUT_NOT_USABLE, about="authority_size")
    if content.startswith((b"%PDF-1.", b"%PDF-2.")) and b"%%EOF" in content[-TAIL:]:
        return Kind.PDF
    if content.startswith(PNG_BEGINS) and content.endswith(PNG_ENDS):
        return Kind.PNG
    if content.startswith(JPEG_BEGINS) and content.rstrip(b"\x00").endswith(JPEG_ENDS):
        return Kind.JPEG
    return Refusal(Reason.INPUT_NOT_USABLE, about="authority")


def named(file_name: str, kind: Kind) -> str:
    """What the file is called when it is handed out: without folders or signs, and as what it is."""
    stem = file_name.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
    plain = "".join(sign for sign in stem if sign.isalnum() or sign in " -_().").strip(" .")
    return f"{plain[:LONGEST] or 'authority'}{ENDINGS[kind]}"


def may_notify(identity: Identity) -> Refusal | None:
    """A notifier is known by a national number, and surely enough."""
    if not identity.has_national_number:
        return Refusal(Reason.EID_WITHOUT_NATIONAL_NUMBER, about="notifier")
    return too_low(identity)
