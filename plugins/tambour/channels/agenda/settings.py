"""CHANNELS["agenda"] in pelicanconf.py."""

from pydantic import Field

from tambour.channels import ChannelSettings


class AgendaSettings(ChannelSettings):
    """How far calendars look back and ahead, and how much of an event's text they carry."""

    past_months: int = Field(
        12,
        ge=0,
        le=120,
        title="Mois passés",
        description="Nombre de mois pendant lesquels une date passée reste dans les agendas, de 0 à 120.",
    )
    months_ahead: int = Field(
        12,
        ge=1,
        le=36,
        title="Mois à venir",
        description="Nombre de mois de collectes et de passages annoncés d’avance, de 1 à 36.",
    )
    text_max: int = Field(
        400,
        ge=0,
        le=4000,
        title="Longueur des textes",
        description="Caractères du texte d’un événement repris sous sa date, de 0 à 4000 ; le lien mène à la suite.",
    )
