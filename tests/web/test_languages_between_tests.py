"""One test leaves no language behind for the next one."""

import pytest
from django.conf import settings
from django.utils import translation


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_test_begins_in_the_default_language(language: str) -> None:
    assert translation.get_language() == settings.LANGUAGE_CODE
    translation.activate(language)
