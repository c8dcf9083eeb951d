"""The table of requirements tells what no test proves, and what no requirement is."""

from scripts.requirements import faults, promised, table


def test_the_page_promises_what_this_version_is_to_do() -> None:
    promises = promised()

    assert {"A1", "B10", "C4", "F6", "X7"} <= set(promises)
    assert "E6" not in promises


def test_a_requirement_without_a_test_is_told() -> None:
    assert faults({"A1": "Joining", "B8": "The code"}, "", {"A1": ["t.py::a"]}) == ["Without a test: B8"]


def test_a_mark_that_is_no_requirement_is_told() -> None:
    assert faults({"A1": "Joining"}, "| B5 | Import |", {"A1": ["t"], "B5": ["t"], "Q1": ["t"]}) == [
        "Named by tests, but not in docs/requirements.md: Q1"
    ]


def test_the_table_names_the_tests_of_each_requirement() -> None:
    assert table({"A1": "Joining", "B8": "The code"}, {"A1": ["t.py::a", "t.py::b"]}) == [
        "A1   Joining",
        "       t.py::a",
        "       t.py::b",
        "B8   The code",
        "       NO TEST",
    ]
