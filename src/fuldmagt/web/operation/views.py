"""What those who run the platform ask it: is it up, can it serve, how is it doing."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from fuldmagt.secrets import hashes
from fuldmagt.web.permission import by_other_proof, for_everybody


@for_everybody
@require_GET
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "alive"})


@for_everybody
@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """The database answers and has the shape of this release; 503 with the reason when not."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "not ready", "reason": "the database does not answer"}, status=503)
    if waiting:
        return JsonResponse(
            {"status": "not ready", "reason": "fuldmagt migrate has not been run"}, status=503
        )
    return JsonResponse({"status": "ready"})


@by_other_proof
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus's text, for whoever holds FULDMAGT_METRICS_TOKEN as bearer; without one there is no page."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN or not hashes.same(given, settings.METRICS_TOKEN):
        return HttpResponseNotFound()
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
