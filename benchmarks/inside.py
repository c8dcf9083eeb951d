"""One world measured in a process of its own: `python -m benchmarks.inside`, for `benchmarks.engine`.

The world has been loaded into the database of FULDMAGT_DATABASE_URL. What is measured is printed as JSON.
"""

import django

django.setup()

from benchmarks.measuring import main  # noqa: E402  # only now are there models

main()
