from tests.enrolment.conftest import eid, running_eid

__all__ = ["eid", "running_eid"]
