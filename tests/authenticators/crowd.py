"""One of several processes that try to log in with a code display at the same moment.

`python -m tests.authenticators.crowd USER_ID PIN CODE MOMENT TRIES`: says "ready", waits for a line,
tries so often at once, and prints how many proofs it got.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import django

from fuldmagt.vocabulary.refusals import Refusal
from tests.waiting import until

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main(user_id: str, pin: str, code: str, moment: str, tries: str) -> None:
    django.setup()
    from django.db import connection

    from fuldmagt.authenticators.code.actions import verify
    from fuldmagt.authenticators.proof import Proof
    from fuldmagt.secrets.hashes import BusyError

    def answered() -> "Proof | Refusal | None":
        try:
            return verify(user_id, pin, code, at=datetime.fromisoformat(moment))
        except BusyError:  # the doors say: come back in a moment
            return None

    def tried(number: int) -> bool:
        proof = until(answered, within=100, doing="room for a slow hash")
        connection.close()
        return isinstance(proof, Proof)

    with ThreadPoolExecutor(int(tries)) as crowd:
        print("ready", flush=True)
        sys.stdin.readline()
        print(sum(crowd.map(tried, range(int(tries)))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
