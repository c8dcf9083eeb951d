"""What is taken once is taken by a condition on the row's own columns."""

import pytest

from fuldmagt.authenticators.models import CodeDisplay


@pytest.mark.django_db
def test_an_update_that_looks_into_another_table_fails() -> None:
    CodeDisplay.objects.filter(last_step__lt=7).update(pin="")
    with pytest.raises(AssertionError, match="looks into another table"):
        CodeDisplay.objects.filter(authenticator__ref="any").update(pin="")
