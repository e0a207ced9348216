"""Whatever is sent to the API: no 5xx, and answers of the shapes that its contract names."""

import gc
from collections.abc import Iterator

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings
from schemathesis import checks as found

from midad.config.wsgi import application
from midad.stories.models import StoryPage
from tests.newsroom.desk import make_section, make_story
from tests.readers.people import make_reader

pytestmark = pytest.mark.django_db
CHECKS = [
    found.not_a_server_error,
    found.status_code_conformance,
    found.content_type_conformance,
    found.response_schema_conformance,
]


@pytest.fixture
def story() -> StoryPage:
    return make_story(make_section(), title="رست السفينة")


@pytest.fixture
def headers(story) -> Iterator[dict[str, str]]:
    """Yield what the browser of a signed-in reader sends along. The test's connection stays open
    between requests meanwhile: Django's own client, used first, sees to that for itself alone."""
    client = Client()
    client.force_login(make_reader().account, "django.contrib.auth.backends.ModelBackend")
    token = client.get("/api/v1/me").json()["csrf"]
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield {"Cookie": cookies, "X-CSRFToken": token, "Host": "testserver"}
    gc.collect()  # answers that were not read to their end finish now
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


schema = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json", application, headers={"Host": "testserver"}
)


@schema.parametrize()
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_sent_breaks_the_api_or_its_contract(case, story, headers):
    code = case.path_parameters.get("code", "")
    if len(str(code)) % 2:  # half of what is asked for is there
        case.path_parameters["code"] = story.code
    case.call_and_validate(headers=headers, checks=CHECKS)
