"""What goes wrong, told as problem details (RFC 9457): a status, a short code, words for people."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from midad.readers.services import UnableToRate

PROBLEM_JSON = "application/problem+json"
ANSWER = {
    "description": "Problem details (RFC 9457)",
    "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}},
}
_REFUSED = {"unconfirmed": 403, "suspended": 403, "too_many": 429, "stars": 422}


class ProblemDetails(Schema):
    """An error. ``code`` is for programs and stays, ``detail`` is for people."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
    errors: list[dict[str, Any]] | None = None


def described() -> dict[str, Any]:
    """Return the shape of problem details in the words of OpenAPI."""
    return ProblemDetails.model_json_schema()


class Problem(Exception):
    """Ends a request with problem details."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail


def register(api: NinjaAPI) -> None:
    """Answer every exception of the API with problem details."""
    answers: dict[type[Exception], Any] = {
        Problem: _own,
        UnableToRate: _unable_to_rate,
        ValidationError: _not_valid,
        HttpError: _http_error,
        Http404: _not_found,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def in_problems(patterns: list[Any]) -> list[URLPattern]:
    """Return the API's addresses so that what ninja or Django refuse before an endpoint is reached
    is told as a problem as well."""
    for pattern in patterns:
        pattern.callback = _refusals_told(pattern.callback)
    return patterns


def _refusals_told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer = view(request, *args, **kwargs)
        except RequestDataTooBig:
            return _told(413, "too_large", _("This request is too large."))
        if answer.status_code != 405:
            return answer
        problem = _told(405, "no_such_method", _("That cannot be done at this address."))
        problem.headers["Allow"] = answer.headers["Allow"]
        return problem

    return told


def _own(request: HttpRequest, problem: Problem) -> HttpResponse:
    return _told(problem.status, problem.code, problem.detail)


def _unable_to_rate(request: HttpRequest, problem: UnableToRate) -> HttpResponse:
    return _told(_REFUSED.get(problem.code, 409), problem.code, str(problem))


def _not_valid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """Name the fields; what was sent is not sent back."""
    errors = [
        {"at": [str(part) for part in one.get("loc", ())], "detail": str(one.get("msg", ""))}
        for one in problem.errors
    ]
    return _told(422, "not_valid", _("Something in this request is not as it must be."), errors)


def _http_error(request: HttpRequest, problem: HttpError) -> HttpResponse:
    status = problem.status_code
    if status == 401:
        return _told(401, "signed_out", _("Please sign in first."))
    if status == 403:
        return _told(403, "no_token", _("The token against forged requests is missing or old."))
    return _told(status, "not_understood", _("This request cannot be understood."))


def _not_found(request: HttpRequest, problem: Http404) -> HttpResponse:
    return _told(404, "not_found", _("There is nothing here."))


def _told(
    status: int, code: str, detail: str, errors: list[dict[str, Any]] | None = None
) -> HttpResponse:
    told: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase}
    told |= {"status": status, "detail": detail, "code": code}
    if errors is not None:
        told["errors"] = errors
    body = json.dumps(told, ensure_ascii=False)
    return HttpResponse(body, status=status, content_type=PROBLEM_JSON)


def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Answer an address under the API that is none."""
    return _told(404, "not_found", _("There is nothing here."))
