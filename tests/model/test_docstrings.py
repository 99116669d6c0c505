"""The examples in the model's docstrings hold."""

import doctest
import importlib
import pkgutil

import pytest

import tambour.model

MODULES = [f"tambour.model.{found.name}" for found in pkgutil.iter_modules(tambour.model.__path__)]
WITH_EXAMPLES = {"colours", "fields", "moments", "periods", "weekdays"}


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_show(name):
    module = importlib.import_module(name)

    failed, tried = doctest.testmod(module)

    assert failed == 0
    assert tried or name.rsplit(".", 1)[-1] not in WITH_EXAMPLES
