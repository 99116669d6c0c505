"""People log in at a real provider (panva/node-oidc-provider), as Keycloak is and as ProConnect is."""

import json
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from lxml import html
from starlette.testclient import TestClient

from tambour.build.request import Request
from tambour.pupitre.asgi import application_of
from tambour.pupitre.people.oidc_door import own_path
from tambour.pupitre.web.project import Project as DeskProject
from tests.projects import Project
from tests.pupitre.conftest import words
from tests.pupitre.versions.repositories import git

HERE = "http://127.0.0.1:8010"
SECRET = "c" * 40
OTHERS = {"given_name": ["given_name"], "usual_name": ["usual_name"], "siret": ["siret"], "uid": ["uid"]}
KEYCLOAK = {"email": ["email", "email_verified"], "profile": ["name", "given_name", "family_name"]}
ACCOUNTS = {
    "zoe": {
        "given_name": "Zoé", "family_name": "Martin", "usual_name": "Martin", "email": "Zoe.Martin@exemple.fr",
        "email_verified": True, "siret": "20099998500017", "uid": "z",
    },
    "ana": {
        "given_name": "Ana", "usual_name": "Roche", "email": "ana@rouvrelle.fr", "siret": "21800019800019", "uid": "a",
    },
    "eve": {
        "given_name": "Ève", "usual_name": "Noir", "email": "zoe.martin@exemple.fr", "email_verified": False,
    },
}  # fmt: skip


@dataclass
class Provided:
    """A provider that can be stopped, and begun again with other keys."""

    node: Path
    job: dict[str, object]
    process: "subprocess.Popen[str] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.job['port']}"

    def begin(self, kid: str) -> None:
        self.end()
        script = Path(__file__).with_name("provider.mjs")
        self.process = subprocess.Popen(
            [self.node, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({**self.job, "kid": kid}))
        self.process.stdin.close()
        assert self.process.stdout.readline() == "ready\n"

    def end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def provided(node: Path, alg: str = "RS256", *, pro_connect: bool = False) -> Iterator[Provided]:
    claims = {"email": ["email"], **OTHERS} if pro_connect else KEYCLOAK
    scope = "openid given_name usual_name email siret uid" if pro_connect else "openid profile email"
    job: dict[str, object] = {
        "port": free_port(), "alg": alg, "signed": pro_connect, "strict": pro_connect, "secret": SECRET, "scope": scope,
        "method": "client_secret_post" if pro_connect else "client_secret_basic", "claims": claims,
        "accounts": ACCOUNTS, "back": f"{HERE}/pupitre/connexion/retour", "left": f"{HERE}/pupitre/deconnecte",
    }  # fmt: skip
    one = Provided(node, job)
    try:
        one.begin("un")
        yield one
    finally:
        one.end()


@pytest.fixture(scope="module")
def provider(node: Path) -> Iterator[Provided]:
    """As Keycloak is; it goes on as it began."""
    with provided(node) as one:
        yield one


@dataclass
class Desk:
    """A pupitre with accounts, and a browser."""

    provider: Provided
    project: Project
    desk: DeskProject
    client: TestClient
    there: httpx2.Client = field(default_factory=lambda: httpx2.Client(follow_redirects=False))

    def log_in(self, account: str, vers: str = "/pupitre/") -> httpx2.Response:
        """From the button to the page where she wanted to go, or to what refuses her."""
        return self.client.get(self.come_back(account, vers), follow_redirects=True)

    def come_back(self, account: str, vers: str = "/pupitre/") -> str:
        """The address to which the provider sends her back."""
        self.there.get(f"{self.provider.url}/compte/{account}")
        page = html.fromstring(self.client.get("/pupitre/connexion", params={"vers": vers}).content)
        button = page.xpath("//a[contains(@class, 'button--main')]/@href")[0]
        place = self.client.get(button, follow_redirects=False).headers["location"]
        for _ in range(6):
            if place.startswith(HERE):
                break
            answer = self.there.get(place)
            assert answer.status_code in (302, 303), answer.text
            place = str(httpx2.URL(place).join(answer.headers["location"]))
        return place.removeprefix(HERE)


@contextmanager
def served(provider: Provided, project: Project, **people: str) -> Iterator[Desk]:
    said = {"kind": "oidc", "issuer": provider.url, "client_id": "pupitre", **people}
    roles = {"agent": ["zoe.martin@exemple.fr"]}
    project.set(f"PUPITRE = {{'url': {HERE!r}, 'people': {said!r}, 'roles': {roles!r}}}")
    project.write(
        "content/referentiel/communes.yaml", 'rouvrelle:\n  nom: Rouvrelle\n  insee: "61999"\n  siren: 218000198\n'
    )
    desk = DeskProject(lambda: Request.read(None, Path("pelicanconf.py")), project.root / "etat", is_served=True)
    environ = {"TAMBOUR_PUPITRE_SECRET": SECRET}
    yield Desk(provider, project, desk, TestClient(application_of(desk, environ), base_url=HERE))


PRO_CONNECT = {"scope": "openid given_name usual_name email siret uid"}


def test_somebody_logs_in_writes_under_her_name_and_logs_out(provider: Provided, project: Project):
    root = project.root
    git(root, "init", "--quiet", "--initial-branch=main")
    with served(provider, project) as desk:
        first = desk.client.get(
            "/pupitre/contenus/?q=lac", headers={"Sec-Fetch-Mode": "navigate"}, follow_redirects=False
        )
        assert first.headers["location"] == "/pupitre/connexion?vers=%2Fpupitre%2Fcontenus%2F%3Fq%3Dlac"
        assert desk.client.get("/pupitre/fichiers/pupitre.css").status_code == 200
        arrived = desk.log_in("zoe", "/pupitre/contenus/?q=lac")
        assert (arrived.status_code, arrived.url.path) == (200, "/pupitre/contenus/")
        assert "Zoé Martin" in arrived.text
        cookie = next(one for one in desk.client.cookies.jar if one.name == "pupitre-session")
        assert cookie.has_nonstandard_attr("HttpOnly")

        page = html.fromstring(desk.client.get("/pupitre/ecrire/agenda/fete.md").content)
        form = dict(page.xpath("//form[@id='ecrit']")[0].form_values())
        saved = {**form, "titre": "Fête de l’eau", "_faire": "publier"}
        refused = desk.client.post("/pupitre/ecrire/agenda/fete.md", data={**saved, "_jeton": "autre"})
        assert refused.status_code == 403
        assert desk.client.post("/pupitre/ecrire/agenda/fete.md", data=saved).status_code == 200
        assert git(root, "log", "--format=%an <%ae>") == "Zoé Martin <Zoe.Martin@exemple.fr>"

        out = desk.client.post("/pupitre/deconnexion", data={"_jeton": form["_jeton"]})
        leads = html.fromstring(out.content).xpath("//meta[@http-equiv='refresh']/@content")[0].partition("url=")[2]
        asked = parse_qs(urlsplit(leads).query)
        assert (asked["post_logout_redirect_uri"], set(asked)) == (
            [f"{HERE}/pupitre/deconnecte"],
            {"id_token_hint", "state", "post_logout_redirect_uri"},
        )
        assert desk.there.get(leads).status_code == 200, "the provider takes the token for its own"
        desk.client.cookies.set("pupitre-session", cookie.value or "")
        again = desk.client.get("/pupitre/contenus/", follow_redirects=False)
        assert again.status_code == 303, "the session is ended here, not only forgotten by a browser"
        assert [deed.what for deed in desk.desk.deeds.last()[0]] == ["deconnexion", "enregistrement", "connexion"]


@pytest.mark.parametrize("alg", ["RS256", "ES256", "HS256"])
def test_pro_connect_gives_a_signed_userinfo_and_rights_by_the_siret(node: Path, project: Project, alg: str):
    with (
        provided(node, alg, pro_connect=True) as provider,
        served(provider, project, algorithm=alg, **PRO_CONNECT) as desk,
    ):
        assert "Zoé Martin" in desk.log_in("zoe").text
        desk.client.cookies.clear()
        desk.there.cookies.clear()
        assert desk.log_in("ana", "/pupitre/ecrire/").status_code == 200
        assert desk.client.get("/pupitre/contenus/").status_code == 404, "she proposes, and sees nothing else"
        assert [deed.name for deed in desk.desk.deeds.last()[0]] == ["Ana Roche", "Zoé Martin"]


def test_an_address_that_was_never_verified_gives_no_right(provider: Provided, project: Project):
    with served(provider, project) as desk:
        answer = desk.log_in("eve")

        assert answer.status_code == 403
        assert "pas encore de place" in words(html.fromstring(answer.content))
        assert desk.client.get("/pupitre/", follow_redirects=False).status_code == 303


def test_other_keys_are_looked_for_when_a_token_names_them(
    node: Path, project: Project, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tambour.pupitre.people.provider._AGAIN", -1)
    with provided(node) as provider, served(provider, project) as desk:
        assert desk.log_in("zoe").status_code == 200
        provider.begin("deux")
        desk.there.cookies.clear()
        desk.client.cookies.clear()
        assert desk.log_in("zoe").status_code == 200


def test_another_s_login_a_second_use_and_another_signature_are_refused(
    provider: Provided, node: Path, project: Project
):
    with served(provider, project) as desk:
        back = desk.come_back("zoe")
        stranger = TestClient(desk.client.app, base_url=HERE)
        assert stranger.get(back).status_code == 400, "it was begun in another browser"
        other_state = back.replace("state=", "state=x")
        assert desk.client.get(other_state).status_code == 400
        assert desk.client.get(f"{back}&iss=https://autre.exemple.fr").status_code in (400, 403)
        back = desk.come_back("zoe")
        assert desk.client.get(back, follow_redirects=False).status_code == 303
        assert desk.client.get(back).status_code == 400, "a code serves once"
    with provided(node, "ES256") as other, served(other, project, algorithm="RS256") as desk:
        assert desk.log_in("zoe").status_code == 403


def test_logins_are_counted_and_lead_nowhere_else(provider: Provided, project: Project):
    with served(provider, project) as desk:
        arrived = desk.log_in("zoe", "https://ailleurs.exemple.fr/pupitre/")
        assert str(arrived.url) == f"{HERE}/pupitre/"
        answers = [desk.client.get("/pupitre/connexion/aller", follow_redirects=False).status_code for _ in range(20)]
        assert answers[:10] == [303] * 10
        assert answers[-1] == 429


def test_a_session_ends_by_itself_and_what_was_being_written_is_not_lost(
    provider: Provided, project: Project, monkeypatch: pytest.MonkeyPatch
):
    with served(provider, project) as desk:
        desk.log_in("zoe")
        page = html.fromstring(desk.client.get("/pupitre/ecrire/agenda/fete.md").content)
        form = dict(page.xpath("//form[@id='ecrit']")[0].form_values())
        restarted = application_of(desk.desk, {"TAMBOUR_PUPITRE_SECRET": SECRET})
        cookies = desk.client.cookies
        desk.client = TestClient(restarted, base_url=HERE, cookies=cookies)
        assert desk.client.get("/pupitre/contenus/").status_code == 200, "a restart logs nobody out"
        door = "tambour.pupitre.people.sessions.Sessions._is_on"
        monkeypatch.setattr(door, lambda self, session, now: False)
        answer = desk.client.post(
            "/pupitre/ecrire/agenda/fete.md", data={**form, "titre": "Écrit trop tard", "_faire": "publier"}
        )
        assert answer.url.path == "/pupitre/connexion"
        assert "Écrit trop tard" not in (project.root / "content/agenda/fete.md").read_text("utf-8")
        monkeypatch.undo()
        desk.client.cookies.clear()
        back = desk.log_in("zoe", answer.url.params["vers"])
        assert html.fromstring(back.content).get_element_by_id("c-titre").value == "Écrit trop tard"


def test_a_register_and_the_menus_too_are_kept_when_a_session_ends(
    node: Path, project: Project, monkeypatch: pytest.MonkeyPatch
):
    project.write("content/referentiel/themes.yaml", "eau:\n  nom: Eau\n")
    with provided(node) as provider, served(provider, project) as desk:
        desk.log_in("zoe")
        forms = {}
        for path in ("repertoire/themes/eau", "repertoire/themes/-", "menus/"):
            page = html.fromstring(desk.client.get(f"/pupitre/{path}").content)
            form = page.xpath("//form[@method='post' and not(contains(@action, 'deconnexion'))]")[0]
            forms[path] = dict(form.form_values())
        door = "tambour.pupitre.people.sessions.Sessions._is_on"
        monkeypatch.setattr(door, lambda self, session, now: False)
        for path, form in forms.items():
            typed = {} if path == "menus/" else {"nom": f"Écrit dans {path}"}
            answer = desk.client.post(f"/pupitre/{path}", data={**form, **typed, "_faire": "enregistrer"})
            assert answer.url.path == "/pupitre/connexion", path
            assert answer.url.params["vers"].endswith(f"{path}?reprendre=oui")
        assert "Écrit" not in (project.root / "content/referentiel/themes.yaml").read_text("utf-8")
        monkeypatch.undo()
        desk.client.cookies.clear()
        desk.log_in("zoe")
        for path in ("repertoire/themes/eau", "repertoire/themes/-"):
            back = html.fromstring(desk.client.get(f"/pupitre/{path}?reprendre=oui").content)
            assert back.get_element_by_id("c-nom").value == f"Écrit dans {path}"


@pytest.mark.parametrize(
    "asked",
    ["//exemple.fr/pupitre/", "https://exemple.fr/pupitre/", "/pupitre/\\exemple.fr", "/pupitre/../..", "/autre/", "",
     "/pupitre//exemple.fr", "/pupitre/\r\nX: y", "javascript:alert(1)", "/pupitre"],
)  # fmt: skip
def test_a_login_leads_to_our_own_pages_alone(asked: str):
    assert own_path(asked, "/pupitre") == "/pupitre/"
