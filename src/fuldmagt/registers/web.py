"""The way out to other people's servers: what is trusted, and for how long is waited."""

import ssl
from functools import lru_cache

import httpx


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The certificate authorities, read once: reading them takes longer than most answers."""
    return httpx.create_ssl_context()


def web(*, patience: float) -> httpx.Client:
    """A client that follows no redirect and waits so many seconds for each step."""
    return httpx.Client(verify=_trusted(), timeout=patience, follow_redirects=False)
