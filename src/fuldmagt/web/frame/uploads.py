"""Uploads that are too large for the memory lie in a file without a name, sealed, while a page reads them.

The key lives no longer than the request, so that a file left behind on a broken disk tells nothing.
"""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from fuldmagt.secrets import dice, fields

MOST: Final = 64 * 1024 * 1024
"""What is larger is not kept; its size is told, so that the page can say how much is too much."""
LENGTH: Final = 4  # bytes that say how long the next sealed piece is


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # generic to the type checker alone
    """An upload whose pieces are opened one at a time. `size` is what was sent, kept or not."""

    def __init__(self, kept: IO[bytes], key: bytes, **told: Any) -> None:
        super().__init__(kept, **told)
        self._key = key

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        assert self.file is not None
        self.file.seek(0)
        number = 0
        while length := self.file.read(LENGTH):
            sealed = self.file.read(int.from_bytes(length))
            yield fields.unseal(sealed, key=self._key, place=_place(number))
            number += 1

    def read(self, *_: Any) -> bytes:
        """All of it at once, for whoever needs that."""
        return b"".join(self.chunks())


class SealedUploadHandler(FileUploadHandler):
    """Keeps what comes in, piece by piece, in a sealed form."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept: IO[bytes] = TemporaryFile()  # noqa: SIM115 - the upload closes it
        self._key, self._number = dice.raw(32), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST:
            return
        sealed = fields.seal(raw_data, key=self._key, place=_place(self._number))
        self._kept.write(len(sealed).to_bytes(LENGTH) + sealed)
        self._number += 1

    def file_complete(self, file_size: int) -> SealedUpload:
        return SealedUpload(
            self._kept,
            self._key,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
        )


def _place(number: int) -> str:
    return f"upload.{number}"
