from collections.abc import Iterator

import pytest

from tests.journeys.demonstration import Demonstration, running


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with running(tmp_path_factory.mktemp("demonstration")) as demo:
        yield demo
