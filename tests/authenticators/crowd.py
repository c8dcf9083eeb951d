"""One of several processes that try to log in with a code display at the same moment.

`python -m tests.authenticators.crowd USER_ID PIN CODE MOMENT TRIES`: says "ready", waits for a line,
tries so often at once, and prints how many proofs it got.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


def main(user_id: str, pin: str, code: str, moment: str, tries: str) -> None:
    django.setup()
    from django.db import connection

    from fuldmagt.authenticators.code.actions import verify
    from fuldmagt.authenticators.proof import Proof

    def tried(number: int) -> bool:
        proof = verify(user_id, pin, code, at=datetime.fromisoformat(moment))
        connection.close()
        return isinstance(proof, Proof)

    with ThreadPoolExecutor(int(tries)) as crowd:
        print("ready", flush=True)
        sys.stdin.readline()
        print(sum(crowd.map(tried, range(int(tries)))), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
