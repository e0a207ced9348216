"""The readers' JSON API: what the paper's pages and its own programs ask and change.

It signs in by the session's cookie, as the pages do; what can be done here can be done there
without script. The shapes stand in docs/contracts/readers-api.json.
"""

from typing import Any

from django.views.decorators.cache import never_cache
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from midad.readers.views.api import account, lists, problems, ratings
from midad.readers.views.api.access import SignedIn

VERSION = "1.0.0"
ADDRESS = "/api/v1/"


class ReadersApi(NinjaAPI):
    """The API, described with short names and with what it answers when it refuses."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Return the name of the endpoint's function."""
        name: str = operation.view_func.__name__
        return name

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:
        """Return the description, with problem details beside every answer."""
        described = super().get_openapi_schema(**where)
        described["components"]["schemas"]["ProblemDetails"] = problems.described()
        for methods in described["paths"].values():
            for operation in methods.values():
                operation["responses"]["default"] = problems.ANSWER
        return described


api = ReadersApi(
    title="Midad: readers",
    version=VERSION,
    description=(
        "Ratings, lists and preferences of the reader who is signed in. Changes carry the token"
        " that `me` tells, in the header `X-CSRFToken`."
    ),
    urls_namespace="readers-api",
    docs_url=None,
    auth=SignedIn(),
)
api.add_decorator(never_cache, mode="view")
for router in (account.router, ratings.router, lists.router):
    api.add_router("", router)
problems.register(api)
_patterns, _app, _namespace = api.urls
urls = problems.in_problems(_patterns), _app, _namespace
