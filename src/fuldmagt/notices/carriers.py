"""Ways out of the house, chosen by address: FULDMAGT_EMAIL_URL and FULDMAGT_SMS_URL.

`outbox:` keeps a notice in the table and counts it as delivered; `file:FOLDER` writes mails into a
folder; `smtp://` (with STARTTLS where the server offers it, always when a password is sent) and
`smtps://` hand mails to a relay; `https://` posts a text message to a gateway as JSON.
"""

import smtplib
import ssl
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

import httpx
from django.conf import settings

from fuldmagt.notices.models import Notice

PATIENCE: Final = 20  # seconds for each step of a delivery
LOOPBACK: Final = {"localhost", "127.0.0.1", "::1"}


class NotDeliveredError(Exception):
    """The carrier did not take the notice; it may later."""


Carrier = Callable[[Notice, SplitResult], None]


def carry(notice: Notice) -> None:
    """Hand a notice to the carrier of its kind; raises NotDeliveredError."""
    address = urlsplit(_address(notice))
    near = address.scheme == "http" and address.hostname in LOOPBACK  # a gateway on this very machine
    carrier = CARRIERS.get((notice.kind, "https" if near else address.scheme))
    if carrier is None:
        raise NotDeliveredError(f"no carrier for {notice.kind} by {address.scheme or 'an empty address'}")
    try:
        carrier(notice, address)
    except (OSError, smtplib.SMTPException, httpx.HTTPError, ValueError) as error:
        raise NotDeliveredError(f"{type(error).__name__}: {error}") from error


def stays_here(notice: Notice) -> bool:
    """Whether the outbox itself is where the notice is read."""
    return urlsplit(_address(notice)).scheme == "outbox"


def _address(notice: Notice) -> str:
    addresses = {
        Notice.Kind.MAIL: settings.EMAIL_URL,
        Notice.Kind.TEXT_MESSAGE: settings.SMS_URL,
        Notice.Kind.LETTER: "outbox:",  # printed by whoever made it
    }
    return str(addresses[Notice.Kind(notice.kind)])


def message_of(notice: Notice) -> EmailMessage:
    """The mail: plain text with its HTML twin, the same Message-ID at every try."""
    message = EmailMessage()
    message["From"] = settings.MAIL_FROM
    message["To"] = deliverable(notice.to)
    message["Subject"] = notice.subject
    message["Date"] = format_datetime(notice.created_at)
    message["Message-ID"] = notice.message_id
    message["Content-Language"] = notice.language
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
    message.set_content(notice.body)
    if notice.html:
        message.add_alternative(notice.html, subtype="html")
    return message


def deliverable(address: str) -> str:
    """The address with its domain as the name system knows it (RFC 5890): blåbær.example has an xn-- name."""
    local, at, domain = address.rpartition("@")
    try:
        return f"{local}{at}{domain.encode('idna').decode()}"
    except UnicodeError:  # no name at all; the relay says so
        return address


def _keep(notice: Notice, address: SplitResult) -> None:
    """Nothing to do: the table is the mailbox."""


def _write(notice: Notice, address: SplitResult) -> None:
    folder = Path(address.path)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{notice.ref}.eml").write_bytes(bytes(message_of(notice)))


def _relay(notice: Notice, address: SplitResult) -> None:
    host, secure = address.hostname or "", ssl.create_default_context()
    if address.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, address.port or 465, timeout=PATIENCE, context=secure)
    else:
        server = smtplib.SMTP(host, address.port or 25, timeout=PATIENCE)
    with server:
        if address.scheme == "smtp":
            server.ehlo()
            if server.has_extn("starttls") or (address.password and host not in LOOPBACK):
                server.starttls(context=secure)
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(message_of(notice))


def _gateway(notice: Notice, address: SplitResult) -> None:
    """`https://TOKEN@gateway/path`: the id lets the gateway recognise a repeat."""
    url = address._replace(netloc=address.netloc.rpartition("@")[2]).geturl()
    headers = {"Authorization": f"Bearer {unquote(address.username)}"} if address.username else {}
    message = {"id": notice.ref, "to": notice.to, "text": notice.body}
    httpx.post(url, json=message, headers=headers, timeout=PATIENCE).raise_for_status()


CARRIERS: Final[Mapping[tuple[str, str], Carrier]] = {
    **{(kind, "outbox"): _keep for kind in Notice.Kind.values},
    (Notice.Kind.MAIL, "file"): _write,
    (Notice.Kind.MAIL, "smtp"): _relay,
    (Notice.Kind.MAIL, "smtps"): _relay,
    (Notice.Kind.TEXT_MESSAGE, "https"): _gateway,
}
