"""Where to ask, and what can be asked (AuthZEN Authorization API 1.0, section 9)."""

from django.conf import settings
from django.urls import reverse
from msgspec import Struct

from fuldmagt.api.access import paths
from fuldmagt.api.access.messages import ENCODER, Answered, notice


class Configuration(Struct, frozen=True):
    policy_decision_point: str
    access_evaluation_endpoint: str
    access_evaluations_endpoint: str
    search_subject_endpoint: str
    search_resource_endpoint: str
    search_action_endpoint: str
    access_request_endpoint: str
    jwks_uri: str
    capabilities: tuple[str, ...]


def configuration(base: str) -> Answered:
    """`base` is where the caller asks: the identifier of a decision point is where its metadata is found."""
    found = Configuration(
        policy_decision_point=base,
        access_evaluation_endpoint=base + paths.EVALUATION,
        access_evaluations_endpoint=base + paths.EVALUATIONS,
        search_subject_endpoint=base + paths.SEARCH_SUBJECT,
        search_resource_endpoint=base + paths.SEARCH_RESOURCE,
        search_action_endpoint=base + paths.SEARCH_ACTION,
        access_request_endpoint=settings.BASE_URL + paths.REQUESTS,
        jwks_uri=settings.BASE_URL + reverse("oidc:keys"),
        capabilities=("urn:openid:authzen:capability:access-request",),
    )
    return notice(ENCODER.encode(found))
