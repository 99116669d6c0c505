"""The pupitre of a small project, as a browser sees it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from starlette.testclient import TestClient

from tambour.build.request import Request
from tambour.pupitre.web.app import application
from tambour.pupitre.web.guards import Guard
from tambour.pupitre.web.project import Project as DeskProject
from tests.projects import Project

KEY = "k" * 40
HOST = "http://127.0.0.1"


@dataclass
class Visitor:
    """Somebody with a browser without JavaScript. project: whose content it is."""

    client: TestClient
    project: Project
    desk: DeskProject

    def page(self, path: str) -> html.HtmlElement:
        answer = self.client.get(f"/pupitre/{path}")
        assert answer.status_code == 200, answer.text
        return html.fromstring(answer.content)

    def fields(self, page: html.HtmlElement) -> dict[str, list[str]]:
        """What a browser would post of the form of a page as it is."""
        return posted(page.xpath("//form[@id='ecrit']")[0])

    def send(self, path: str, do: str, typed: Mapping[str, str | list[str]] | None = None, page: object = None):
        """Fill in the form of a page and press a button."""
        opened = self.page(path) if page is None else page
        assert isinstance(opened, html.HtmlElement)
        values = {**self.fields(opened), **(typed or {}), "_faire": do}
        return self.client.post(f"/pupitre/{path}", data=values, headers={"Origin": HOST})

    def answered(self, answer: Any) -> html.HtmlElement:
        """The page that came back."""
        return html.fromstring(answer.content)

    def text(self, path: str) -> str:
        """A file of the content."""
        return (self.project.root / "content" / path).read_text("utf-8")

    def write(self, path: str, text: str) -> None:
        """Somebody else saves."""
        self.project.write(f"content/{path}", text)
        self.desk.forget()


@pytest.fixture
def visitor(project: Project) -> Visitor:
    desk = DeskProject(lambda: Request.read(None, Path("pelicanconf.py")))
    client = TestClient(application(desk, Guard(KEY)), base_url=HOST)
    client.get(f"/pupitre/?cle={KEY}", follow_redirects=False)  # whoever has the key is not asked again
    return Visitor(client, project, desk)


def posted(form: html.HtmlElement) -> dict[str, list[str]]:
    """What a browser posts of a form, but for its button."""
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    for radio in form.xpath(".//input[@type='radio' and @checked and @value='']"):
        found[radio.get("name")] = [""]  # lxml takes it for one without a value
    return found


def words(element: html.HtmlElement) -> str:
    """What is read, on one line."""
    return re.sub(r"\s+", " ", element.text_content()).strip()
