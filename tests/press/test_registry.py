"""What rooms register with the press, each thing once."""

import pytest

from midad.press import registry
from midad.press.registry import PageModel

SHOWN = PageModel(lambda page: page, lambda _: "page.html", lambda page: {"page": page})


def test_a_duty_has_a_name_of_its_own(monkeypatch):
    monkeypatch.setattr(registry, "_duties", {})
    registry.register_duty("due-stories", lambda: 3)
    with pytest.raises(ValueError, match="'due-stories' is registered already"):
        registry.register_duty("due-stories", lambda: 4)
    assert [(name, duty()) for name, duty in registry.duties()] == [("due-stories", 3)]


def test_a_page_model_is_shown_in_one_way(monkeypatch):
    monkeypatch.setattr(registry, "_page_models", {})
    registry.register_page_model(str, SHOWN)
    with pytest.raises(ValueError, match="how str is shown is registered already"):
        registry.register_page_model(str, SHOWN)
    assert registry.page_address("/x/") == "/x/"
    assert registry.page_template("/x/") == "page.html"
    assert registry.page_context("/x/") == {"page": "/x/"}


def test_a_paper_without_a_theme_has_an_empty_hash(monkeypatch):
    monkeypatch.setattr(registry, "_theme", [])
    assert registry.theme() == ""
    registry.register_theme(lambda: "one")
    registry.register_theme(lambda: "two")
    assert registry.theme() == "two"


def test_a_gauge_has_a_name_of_its_own(monkeypatch):
    monkeypatch.setattr(registry, "_gauges", {})
    registry.register_gauge("wind_knots", "Wind.", lambda: 12.5)
    registry.register_gauge("jobs", "Jobs.", lambda: {"done": 3}, label="state")
    with pytest.raises(ValueError, match="'wind_knots' is registered already"):
        registry.register_gauge("wind_knots", "Another wind.", lambda: 1)
    assert [(gauge.name, gauge.label, gauge.read()) for gauge in registry.gauges()] == [
        ("jobs", "state", {"done": 3}),
        ("wind_knots", "", 12.5),
    ]
