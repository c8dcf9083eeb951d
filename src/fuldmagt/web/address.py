"""Where a request comes from, for counting guesses: never for saying who somebody is."""

from ipaddress import IPv6Address, IPv6Network, ip_address

from django.conf import settings

from fuldmagt.web.visitor import Request


def address_of(request: Request) -> str:
    """The address of the peer; what the trusted proxy says instead, where there is one.

    Only the last word of its header counts: that one the proxy has written itself, the others anybody
    may have. What is no address is the proxy's own, so that nothing is counted nowhere.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.TRUSTED_PROXY:
        return _plain(peer) or peer
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    return _plain(told) or _plain(peer) or peer


def _plain(written: str) -> str:
    """One word for all addresses of one holder: of IPv6 the network of 64 bits, which is one customer's."""
    try:
        address = ip_address(written)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(IPv6Network((int(address) >> 64 << 64, 64)))
    return str(address)
