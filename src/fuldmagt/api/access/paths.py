"""Where the door is asked what (AuthZEN Authorization API 1.0, section 10.1)."""

from typing import Final

CONFIGURATION: Final = "/.well-known/authzen-configuration"
OPENAPI: Final = "/access/v1/openapi.json"
EVALUATION: Final = "/access/v1/evaluation"
EVALUATIONS: Final = "/access/v1/evaluations"
SEARCH_SUBJECT: Final = "/access/v1/search/subject"
SEARCH_RESOURCE: Final = "/access/v1/search/resource"
SEARCH_ACTION: Final = "/access/v1/search/action"
REQUESTS: Final = "/access/v1/requests"
