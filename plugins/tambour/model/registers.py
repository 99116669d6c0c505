"""What content refers to by id: communes, topics, contacts. They live in content/referentiel/*.yaml."""

from typing import Annotated

from pydantic import Field, StringConstraints

from tambour.model.fields import (
    Email,
    Geo,
    Identifier,
    Insee,
    Line,
    Many,
    Phone,
    PostalCode,
    Prose,
    Record,
    WebAddress,
    Widget,
)
from tambour.model.item import ImagePath
from tambour.model.territory import Siren

Synonym = Annotated[Line, StringConstraints(max_length=60)]
ID_HELP = "Ne change jamais : minuscules, chiffres et tirets."


class Commune(Record):
    """A member commune."""

    id: Identifier = Field(title="Identifiant", description=ID_HELP)
    name: Line = Field(alias="nom", title="Nom", description="Nom officiel de la commune.")
    insee: Insee = Field(title="Code Insee", description="Cinq caractères : 71137, 2A004.")
    siren: Siren | None = Field(
        None, title="SIREN", description="Celui de la mairie : qui s'y connecte peut proposer pour la commune."
    )
    postal_code: PostalCode | None = Field(None, alias="code_postal", title="Code postal", description="Ex. 71250.")
    population: int | None = Field(None, ge=0, title="Population", description="Nombre d'habitants, Insee.")
    mayor: Line | None = Field(None, alias="maire", title="Maire", description="Prénom et nom.")
    website: WebAddress | None = Field(
        None, alias="site_web", title="Site web", description="Adresse du site communal."
    )
    phone: Phone | None = Field(None, alias="telephone", title="Téléphone", description="Téléphone de la mairie.")
    email: Email | None = Field(None, alias="courriel", title="Courriel", description="Adresse de la mairie.")
    geo: Geo | None = Field(
        None, alias="coordonnees", title="Coordonnées", description="Latitude, longitude : 46.4342, 4.6590."
    )
    summary: Line | None = Field(None, alias="resume", title="Résumé", description="La commune en une phrase.")


class Topic(Record):
    """A subject under which content is found and followed."""

    id: Identifier = Field(title="Identifiant", description=ID_HELP)
    name: Line = Field(alias="nom", title="Nom", description="Nom affiché : Culture, Déchets…")
    summary: Line | None = Field(
        None, alias="resume", title="Résumé", description="Ce que l'on y trouve, en une phrase."
    )
    icon: Annotated[Identifier, Widget("icon")] | None = Field(
        None, alias="pictogramme", title="Pictogramme", description="Nom d'une icône du thème."
    )
    synonyms: Many[Synonym] = Field(
        (),
        alias="synonymes",
        title="Synonymes",
        description="Ce que l'on tape pour le trouver : poubelle, ordures, tri. La recherche y mène.",
    )


class Contact(Record):
    """A person or a desk that people can reach. Only what the service publishes itself."""

    id: Identifier = Field(title="Identifiant", description=ID_HELP)
    name: Line = Field(alias="nom", title="Nom", description="Service ou personne : Service Enfance.")
    role: Line | None = Field(None, alias="fonction", title="Fonction", description="Ce que fait ce service.")
    phone: Phone | None = Field(None, alias="telephone", title="Téléphone", description="Ex. 03 85 00 00 00.")
    email: Email | None = Field(
        None, alias="courriel", title="Courriel", description="Adresse électronique du service."
    )
    website: WebAddress | None = Field(None, alias="site_web", title="Site web", description="Adresse d'un site.")
    hours: Prose | None = Field(None, alias="permanences", title="Permanences", description="Quand joindre ce contact.")
    image: ImagePath | None = Field(None, title="Image", description="Portrait, sous content/images/.")
