"""What must hold whatever the way, and the ways, by brute force (see naive.py)."""

from itertools import product

from tests.decisions.naive_words import Json, World, instant, named

Asked = Json
"""A question: user, right, organisation, branch, assurance, means, at; None where a part is absent."""

Way = tuple[str, list[tuple[str, Json]]]
LEVELS = ["low", "substantial", "high"]
NOT_ACTIVE = {
    "invited": "user_not_activated",
    "suspended": "user_suspended",
    "locked": "user_locked",
    "closed": "user_closed",
}


class Case:
    """One question to one world, whose every part is known."""

    def __init__(self, law: World, q: Asked) -> None:
        self.law, self.q, self.t, self.b = law, q, q["at"], q["branch"]
        self.r: str = q["right"]
        self.u: Json = named(law.users, q["user"])  # type: ignore[assignment]  # it is known
        self.h: Json = named(law.organisations, self.u["organisation"])  # type: ignore[assignment]  # so is it
        self.right: Json = named(law.rights, self.r)  # type: ignore[assignment]  # and it
        self.o: Json = next(
            each
            for each in law.organisations
            if each["id"] == q["organisation"] or (q["organisation"] is None and self.b in each["branches"])
        )
        self.s: Json = next(each for each in law.services if each["id"] == self.r.split(":")[0])
        self.home = self.h["id"] == self.o["id"]

    # What must hold whatever the way

    def accepts(self, means: str) -> bool:
        ended = instant(self.s["means_ended"].get(means))
        return means in self.s["means"] and (ended is None or self.t < ended)

    def own_means(self) -> list[str]:
        if self.u["means"] is None:
            return ["app", "code_display", "code_reader", "chip", "passkey", "user_password"]
        return list(self.u["means"])

    def other_means(self) -> list[str]:
        return [each for each in self.own_means() if each != "private_eid" and self.accepts(each)]

    def whatever_the_way(self) -> list[tuple[str, str]]:
        u, h, o, q, means = self.u, self.h, self.o, self.q, self.q["means"]
        found = []
        if u["state"] != "active":
            found.append((NOT_ACTIVE[u["state"]], u["id"]))
        closed = [h["id"]] if h["state"] != "active" else []
        closed += [o["id"]] if o["state"] == "closed" else []
        found += [("organisation_closed", each) for each in dict.fromkeys(closed)]
        if q["assurance"] is not None or means is not None:
            given = LEVELS.index(q["assurance"]) if q["assurance"] else -1
            if given < LEVELS.index(self.right["assurance"]):
                found.append(("assurance_too_low", self.r))
        if means is not None and (not self.accepts(means) or means not in self.own_means()):
            found.append(("means_not_accepted", means))
        elif means == "private_eid" and (self.s["data_class"] != "ordinary" or not self.other_means()):
            found.append(("private_eid_not_allowed", means))
        until = instant(u["right_to_work_until"])
        if h["suspend_on_lapsed_right_to_work"] and until is not None and self.t >= until:
            found.append(("right_to_work_lapsed", u["id"]))
        if not self.law.is_open(self.r, self.law.category(u, o["id"])):
            found.append(("not_eligible", self.r))
        if self.s["customers"] is not None and o["id"] not in self.s["customers"]:
            found.append(("organisation_not_customer", o["id"]))
        return found

    # The ways

    def recognitions(self) -> list[Json]:
        return [
            v
            for v in self.law.advisers
            if (v["provider"], v["organisation"]) == (self.s["provider"], self.h["id"])
            and self.law.why_not_in_force(v, self.t) is None
        ]

    def direct(self, a: Json) -> bool:
        return (
            (a["user"], a["organisation"]) == (self.u["id"], self.o["id"])
            and not self.law.conflict(a, self.t)
            and self.law.carries_before_conflicts(a, self.r, self.t)
            and (a["branches"] == [] or self.b in a["branches"])
        )

    def chain(self, m: Json, a: Json) -> bool:
        return (
            (a["user"], a["organisation"]) == (self.u["id"], self.o["id"])
            and a["mandate"] == m["id"]
            and not self.law.conflict(a, self.t)
            and self.law.carries_before_conflicts(a, self.r, self.t)
        )

    def grant(self, g: Json, v: Json, a: Json) -> bool:
        return (
            (g["giver"], g["receiver"]) == (self.o["id"], self.h["id"])
            and self.law.why_not_in_force(g, self.t) is None
            and g["confirmed"]
            and self.law.is_open(g["right"], self.o["category"])
            and self.law.covers(g["right"], self.r)
            and not self.law.touches_any(g["right"])
            and v in self.recognitions()
            and (a["user"], a["organisation"]) == (self.u["id"], self.h["id"])
            and self.law.why_not_in_force(a, self.t) is None
            and a["branches"] == []
            and not self.law.conflict(a, self.t)
            and self.law.covers(a["right"], self.r)
        )

    def ways_that_hold(self) -> list[Way]:
        w = self.law
        if self.home:
            return [("direct", [("assignment", a)]) for a in w.assignments if self.direct(a)]
        found: list[Way] = []
        if self.s["accepts_chains"]:
            for m, a in product(w.mandates, w.assignments):
                if self.chain(m, a):
                    found.append(("chain", [("mandate", m), ("assignment", a)]))
        if self.s["accepts_grants"] and not w.touches_any(self.r):
            for g, v, a in product(w.grants, w.advisers, w.assignments):
                if self.grant(g, v, a):
                    found.append(("grant", [("grant", g), ("adviser", v), ("assignment", a)]))
        return found

    def allowed(self) -> bool:
        return bool(self.ways_that_hold() and not self.whatever_the_way())
