"""What the terminal shows when the demonstration is ready: addresses, people, and how each logs in."""

import json
from pathlib import Path


def show(file: Path) -> None:
    told = json.loads(file.read_text())
    print("\nReady. Open one of these:\n")
    for entry in told["addresses"].values():
        print(f"  {entry['name']:<28} {entry['url']}")
    print("\nWho to be (user id, and the PIN of the code display; its code is shown at /demo/devices):\n")
    for user in told["users"]:
        if user.get("featured"):
            device = user["code_display"]
            print(f"  {user['name']:<28} {user['user_id']:<28} PIN {device['pin']}   {user['what']}")
    walk = told["walk"]
    print(f"\nNot joined yet: {walk['name']} ({walk['organisation']}).")
    print(f"{walk['representative']} may sign for it: begin at {told['addresses']['join']['url']}")
    print(f"\nEverything a script needs: {file}\nCtrl-C ends it.", flush=True)
