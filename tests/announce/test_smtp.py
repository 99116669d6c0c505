"""A letter is handed to a list server, once; where nobody knows whether it was, people are asked."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from tambour.announce.contract import TargetRefusal
from tambour.announce.decisions import PostReason
from tambour.announce.post_office import Delivery, MailAnswer
from tambour.announce.sending import Sending
from tambour.announce.targets.smtp import Smtp
from tambour.announce.web import Internet
from tambour.announce.wording import explain, plan_lines
from tambour.model.announce_lines import NetworkTrouble
from tests.announce.conftest import smtp
from tests.announce.list_server import LIST, ListServer, cut_after
from tests.announce.test_laws import EDITION, LETTER
from tests.announce.world import DOMAIN, World
from tests.publish.servers.running import certificate

PASSWORD = "mot-de-passe-8c11"


class Mailbox:
    """What aiosmtpd hands over. answer: of it, to the whole message."""

    def __init__(self) -> None:
        self.envelopes: list[Any] = []
        self.answer = "250 2.0.0 Ok: queued as 4F2"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
        if not address.startswith("lettre"):
            return "550 5.1.1 no such list"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        self.envelopes.append(envelope)
        return self.answer


def _let_in(_server: Any, _session: Any, _envelope: Any, _mechanism: str, auth: Any) -> AuthResult:
    return AuthResult(success=(auth.login, auth.password) == (b"lettre", PASSWORD.encode()), handled=False)


@pytest.fixture
def box() -> Mailbox:
    return Mailbox()


@contextmanager
def _running(box: Mailbox, **more: Any) -> Iterator[int]:
    controller = Controller(box, "127.0.0.1", 0, server_hostname="localhost", **more)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        controller.port = free.getsockname()[1]
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture
def port(box: Mailbox) -> Iterator[int]:
    """Without encryption, as a relay on the same machine."""
    with _running(box) as port:
        yield port


def relay(port: int, **settings: object) -> Smtp:
    said = {"host": "127.0.0.1", "port": port, "encryption": "aucun", "user": None, **settings}
    return smtp(Internet(), "", **said)


def test_a_real_server_is_handed_both_versions_as_every_mail_reader_reads_them(port, box):
    html = "<p>Été, 1 000 €</p>\n.point\n" + "<td>long</td>" * 200
    edition = replace(EDITION, html=html, sender_name="Val d’Exemple, com.")

    post = relay(port).post(replace(LETTER, text="Été\n.point\n", edition=edition))

    [envelope] = box.envelopes
    assert (envelope.mail_from, envelope.rcpt_tos) == ("lettre@exemple.fr", [LIST])
    message = message_from_bytes(envelope.content, policy=default)
    assert message.get_content_type() == "multipart/alternative"
    text, mail = message.iter_parts()
    assert text.get_content() == "Été\r\n.point\r\n"
    assert mail.get_content().rstrip() == html.replace("\n", "\r\n")
    assert max(map(len, envelope.content.split(b"\r\n"))) <= 78
    assert message["From"].addresses[0].display_name == "Val d’Exemple, com."
    assert message["Subject"] == EDITION.subject
    assert message["Message-ID"] == post.id == f"<{EDITION.key}@exemple.fr>"
    assert message["Date"].datetime == LETTER.at
    assert message["Content-Language"] == "fr"


def test_the_same_letter_is_the_same_bytes(port, box):
    for _ in range(2):
        relay(port).post(LETTER)

    first, second = (one.content for one in box.envelopes)
    assert first == second


def test_an_account_is_opened_by_an_encryption_whose_certificate_is_known(box, tmp_path):
    tls = _tls(tmp_path)
    with _running(box, tls_context=tls, require_starttls=True, auth_required=True, authenticator=_let_in) as port:
        said = {"host": "localhost", "port": port, "authority": tmp_path / "site.pem"}
        target = smtp(Internet(), PASSWORD, **said)
        [opened, note] = target.rights()
        assert "au compte « lettre », par une connexion chiffrée" in opened.words
        assert "modérées" in note.words
        assert box.envelopes == []
        target.post(LETTER)
        assert len(box.envelopes) == 1

        for wrong, trouble in [
            (smtp(Internet(), "un-autre", **said), NetworkTrouble.DENIED),
            (smtp(Internet(), PASSWORD, **{**said, "authority": None}), NetworkTrouble.AWAY),
        ]:
            with pytest.raises(TargetRefusal) as refused:
                wrong.post(LETTER)
            assert refused.value.trouble is trouble
            assert PASSWORD not in refused.value.words
        assert len(box.envelopes) == 1


def _tls(folder: Path) -> Any:
    import ssl

    chain, key = certificate(folder, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    return context


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        ("451 4.3.0 try later", NetworkTrouble.BUSY),
        ("421 4.3.2 closing", NetworkTrouble.BUSY),
        ("550 5.7.1 you may not write to this list", NetworkTrouble.REFUSED),
        ("554 5.6.0 no", NetworkTrouble.REFUSED),
    ],
)
def test_what_a_server_does_not_take_is_told_and_did_not_leave(port, box, answer, trouble):
    box.answer = answer

    with pytest.raises(TargetRefusal) as refused:
        relay(port).post(LETTER)

    assert refused.value.trouble is trouble
    assert answer.partition(" ")[0] in refused.value.words


def test_a_list_that_is_not_there_and_a_server_that_is_not_are_told_apart(port):
    with pytest.raises(TargetRefusal) as refused:
        relay(port, to="personne@listes.exemple.fr").post(LETTER)
    assert refused.value.trouble is NetworkTrouble.ADDRESS
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(TargetRefusal) as refused:
            relay(nobody.getsockname()[1]).post(LETTER)
    assert refused.value.trouble is NetworkTrouble.AWAY


@pytest.mark.parametrize(
    ("after", "trouble"),
    [(b"rcpt", NetworkTrouble.AWAY), (b"\r\n.\r\n", NetworkTrouble.UNSURE)],
)
def test_only_a_connection_that_is_cut_once_all_was_told_leaves_a_doubt(after, trouble):
    with cut_after(after) as port, pytest.raises(TargetRefusal) as refused:
        relay(port).post(LETTER)

    assert refused.value.trouble is trouble


def test_a_list_has_to_be_said_to_be_moderated_and_a_password_never_leaves_in_the_clear():
    said = {"host": "smtp.exemple.fr", "to": LIST}
    for wrong in ({}, {"moderated": False}, {"moderated": True, "user": "lettre", "encryption": "aucun"}):
        with pytest.raises(ValueError):
            Smtp.Settings.model_validate({**said, **wrong})
    assert Smtp.Settings.model_validate({**said, "moderated": True}).needs_secret is False


class Doubtful(ListServer):
    """A list server whose answer is lost. takes: whether it had taken the message."""

    takes = True

    def mail(self, server: Any, letter: Any = None) -> MailAnswer:
        if self.takes:
            super().mail(server, letter)
        return MailAnswer(Delivery.LOST, 0, "Connection unexpectedly closed")


@pytest.fixture
def server() -> Doubtful:
    return Doubtful()


@pytest.fixture
def desk(tmp_path: Path, server: Doubtful) -> World:
    made = World(tmp_path, {"smtp": smtp(server)})
    made.write("news", "avant", titre="Une actualité d’avant")
    made.publish()
    made.letter("sympa")
    return made


def decide(desk: World, *, has_left: bool) -> None:
    """As `annoncer --partie` and `--renvoyer` do."""
    passage = desk.passage()
    sending = Sending(DOMAIN, desk.targets, passage.writer, lambda: desk.now)
    for one in passage.plan(desk.place.online).of(PostReason.UNSURE):
        sending.decide(one, has_left=has_left)


@pytest.mark.parametrize("takes", [True, False])
def test_what_may_have_left_waits_for_somebody_who_looks_and_leaves_once(desk, server, takes):
    server.takes = takes
    [outcome] = desk.step()
    assert outcome.refusal.trouble is NetworkTrouble.UNSURE
    told = explain(outcome.refusal, desk.targets["smtp"], desk.now, str, outcome.planned)
    assert "peut-être partie" in str(told.problems[0])
    assert "annoncer --partie=mai" in str(told.problems[0])
    [again] = desk.announce()
    assert (again.refusal.trouble, again.refusal.words) == (NetworkTrouble.UNSURE, "Connection unexpectedly closed")
    assert server.handed == takes, "nothing is handed over again by itself"
    assert any("peut-être déjà parti" in line for line in plan_lines(desk.plan))

    desk.targets = {"smtp": smtp(sound := ListServer(server.waiting))}
    decide(desk, has_left=takes)
    desk.announce()

    assert len(sound.waiting) == 1
    assert sound.handed == (not takes)
    assert desk.stages()["mai/paru"] == "faite"
    assert desk.announce() == []


def test_a_machine_that_stopped_while_it_handed_a_letter_over_asks_too(desk, server):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    server.mail = stop
    with pytest.raises(KeyboardInterrupt):
        desk.step()

    [outcome] = desk.announce()

    assert outcome.refusal.words == "l'envoi a été coupé"


def test_each_commune_has_its_list_and_what_changes_later_stays_unsaid(desk):
    sound = ListServer()
    desk.targets = {"smtp": smtp(sound, by_commune={"bellecombe": "lettre-bellecombe@listes.exemple.fr"})}
    desk.letter("sympa", "mai", "bellecombe", "corbeval", par_commune="oui")
    desk.step()
    assert [one["To"] for one in sound.waiting.values()] == [LIST, "lettre-bellecombe@listes.exemple.fr"]
    desk.letter("sympa", "mai", "bellecombe", words="Bonsoir", par_commune="oui", resume="Autrement dit.")

    desk.step()

    assert sound.handed == 2
    desk.items.pop("mai")
    desk.publish()
    assert desk.plan.stranded == (), "what has left has left"
