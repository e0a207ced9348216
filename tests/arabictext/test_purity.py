"""What the library may import, that it is typed, and that its examples are run."""

import ast
import doctest
import importlib
import inspect
import sys
from pathlib import Path

import pytest

import arabictext

FOLDER = Path(arabictext.__file__).parent
SOURCES = sorted(FOLDER.rglob("*.py"))
MODULES = [path.stem for path in SOURCES if path.stem != "__init__"]
ALLOWED = set(sys.stdlib_module_names) | {"arabictext", "babel", "hijridate", "regex"}
DYNAMIC = {"__import__", "import_module", "exec", "eval"}


def imported(tree):
    """Return the outermost package of every import, also of those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." if node.level else str(node.module).split(".")[0]


def called(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "id", getattr(node.func, "attr", ""))


@pytest.mark.parametrize("path", SOURCES, ids=[path.stem for path in SOURCES])
def test_imports_are_the_allowed_ones_and_none_is_hidden(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert set(imported(tree)) - ALLOWED == set()
    assert set(called(tree)) & DYNAMIC == set()


def test_an_import_inside_a_function_is_seen():
    tree = ast.parse("def f():\n    import django.conf\n    from wagtail import models")
    assert set(imported(tree)) == {"django", "wagtail"}


def test_the_package_itself_loads_nothing():
    assert set(imported(ast.parse((FOLDER / "__init__.py").read_text(encoding="utf-8")))) == set()


def test_files_stay_short_and_the_package_says_it_is_typed():
    assert (FOLDER / "py.typed").is_file()
    assert all(len(path.read_text(encoding="utf-8").splitlines()) < 400 for path in SOURCES)


def public_functions(module):
    return [
        member
        for name, member in vars(module).items()
        if inspect.isfunction(member)
        and member.__module__ == module.__name__
        and not name.startswith("_")
    ]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_runs_and_holds(name):
    result = doctest.testmod(importlib.import_module(f"arabictext.{name}"))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_every_public_function_has_an_example(name):
    functions = public_functions(importlib.import_module(f"arabictext.{name}"))
    assert [f.__name__ for f in functions if ">>>" not in (f.__doc__ or "")] == []
