"""Numbers are known by their scheme, and by their check digits where there are any."""

import pytest

from fuldmagt.vocabulary import identifiers


@pytest.mark.requirement("A3")
@pytest.mark.parametrize(
    "written",
    [
        "dk:cvr:13748136",
        "dk:cvr:20000015",
        "dk:pnr:1000000001",
        "dk:se:20000015",
        "nl:kvk:90000001",
        "nl:rsin:123456782",
        "nl:vestiging:000090000001",
        "nl:oin:00000003900000010000",
        "eu:euid:DKCVR.20000015",
        "lei:529900T8BM49AURSDO55",
    ],
)
def test_a_right_number_is_taken_as_it_is_written(written):
    assert str(identifiers.parse(written)) == written


@pytest.mark.requirement("A3")
@pytest.mark.parametrize(
    "written",
    [
        "dk:cvr:13748137",  # one digit off
        "dk:cvr:02000001",  # no CVR number begins with nought
        "dk:cvr:2000001",
        "dk:cvr:20000015 ",
        "dk:cvr:٢٠٠٠٠٠١٥",  # digits of another alphabet
        "dk:se:1234567",
        "dk:se:2000001A",
        "nl:oin:123",
        "nl:oin:0000000390000001000A",
        "nl:rsin:123456789",
        "nl:kvk:9000000A",
        "nl:vestiging:00009000001",
        "eu:euid:20000015",
        "lei:529900T8BM49AURSDO56",
        "dk:cpr:1705900012",  # people's numbers are no identifiers here
        "20000015",
        "",
        "dk:cvr:",
    ],
)
def test_a_wrong_number_is_none(written):
    assert identifiers.parse(written) is None


@pytest.mark.requirement("A3")
def test_organisations_and_branches_are_not_mixed_up():
    assert identifiers.is_organisation("dk:cvr:20000015")
    assert not identifiers.is_branch("dk:cvr:20000015")
    assert identifiers.is_branch("nl:vestiging:000090000001")
    assert not identifiers.is_organisation("nl:vestiging:000090000001")
