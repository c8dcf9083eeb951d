from datetime import datetime

from fuldmagt.onboarding.recovery import asking


def send_links(at: datetime) -> int:
    """Answer those who have asked for a way back into their login; how many."""
    return asking.answer(at)
