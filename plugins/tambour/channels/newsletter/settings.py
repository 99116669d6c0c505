"""CHANNELS["newsletter"] in pelicanconf.py."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from tambour.channels import ChannelSettings
from tambour.model.conversions import leaving_address
from tambour.model.fields import Email, Line, Matching, PlainLine
from tambour.model.territory import Territory
from tambour.model.web import mailto
from tambour.words.speech import _

ToolName = Literal["brevo", "mailchimp", "mailjet", "listmonk", "sympa"]


class NewsletterSettings(ChannelSettings):
    """Who writes, to which tools, and how one leaves."""

    sender: Email | None = Field(
        None, title="Expéditeur", description="Adresse de l'expéditeur ; sans elle, celle du territoire."
    )
    list_id: Annotated[PlainLine, Matching(r"^[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+$")] | None = Field(
        None,
        title="Liste",
        description="Identifiant de la liste (en-tête List-Id), comme un nom de domaine ; sans lui, lettre.<domaine du "
        "territoire>.",
    )
    unsubscribe: Annotated[PlainLine, AfterValidator(leaving_address)] | None = Field(
        None,
        title="Désinscription",
        description="Adresse https: ou mailto: pour se désinscrire, là où l'outil d'envoi n'en a pas (Sympa, logiciel "
        "de messagerie) ; sans elle, un courriel au territoire.",
    )
    reason: Annotated[Line, StringConstraints(max_length=200)] = Field(
        "Vous recevez cette lettre parce que vous vous y êtes inscrit.",
        title="Raison",
        description="Pourquoi l'on reçoit cette lettre, en une phrase, au bas du courriel.",
    )
    tools: tuple[ToolName, ...] = Field(
        ("brevo", "mailchimp", "mailjet", "listmonk", "sympa"),
        title="Outils d'envoi",
        description="Outils pour lesquels préparer la lettre : brevo, mailchimp, mailjet, listmonk, sympa.",
    )
    max_html: int = Field(
        80_000,
        ge=20_000,
        le=100_000,
        title="Poids du courriel",
        description="Octets de HTML au plus, de 20 000 à 100 000 : Gmail coupe vers 102 000, désinscription comprise.",
    )

    def sender_of(self, territory: Territory) -> str:
        """The address from which its letters come."""
        return self.sender or territory.email

    def list_of(self, territory: Territory) -> str:
        """The name of their list (RFC 2919)."""
        return self.list_id or f"lettre.{territory.domain}"

    def leaving(self, territory: Territory) -> str:
        """Where one leaves when the tool has no tag for it."""
        return self.unsubscribe or mailto(self.sender_of(territory), _("Désinscription de la lettre"))
