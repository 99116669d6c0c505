"""A village whose every word is hostile: one folder of content, and the settings that go with it."""

import json
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO

from PIL import Image

# What was typed where words go. None of it may be taken for anything but words, by whoever reads what is published.
MARKUP = "\"'><script>alert(1)</script><!-- ]]> &amp; &lt;i&gt;"
ELEMENTS = "</title></h1></style><svg/onload=alert(1)>"
TEMPLATES = "{{ 7*7 }} {% raw %} {# x #} ${7*7} <%= 7 %> %s %(x)s {0} {value}"
MERGE_TAGS = '*|FNAME|* {{contact.NOM}} {{ .Subscriber.Name }} [[data:nom:""]] {$x}'
CALENDAR = r"a\nBEGIN:VALARM\, fin; END:VEVENT \\ b"
HEADERS = "=?utf-8?q?Bcc:_x?= <x@y.example>, z@y.example; “q” (c)"
FORMULAS = "=CMD()|'/c calc'!A1 +1 @SUM -2"
ADDRESSES = "javascript:alert(1) data:text/html;base64,x vbscript:x //x"
SIGNS = "Fête 🏃‍♀️👍🏽🇫🇷1️⃣👨‍👩‍👧 2ᵉ ½ Ω ж e\u0301"
UNSEEN = "\u202eabc\u202c \u2066iso\u2069 zé\u200bro\u00ad fin\ufeff \ue000"
MARKDOWN = "*gras* _it_ `code` ~~x~~ # h | t | !PAS &a *b <<: x"
PATHS = r"../../etc/passwd C:\x \\srv\s /dev/null%00"
WORDS = (MARKUP, ELEMENTS, TEMPLATES, MERGE_TAGS, CALENDAR, HEADERS)
WORDS += (FORMULAS, ADDRESSES, SIGNS, UNSEEN, MARKDOWN, PATHS)

_NEWS = """---
id: n{i}
titre: {w}
resume: {w}
publier_le: 2026-11-20
image: mur.png
alt: {w}
credit: {w}
communes: [c{i}]
themes: [t{i}]
contacts: [k{i}]
documents: [{{fichier: plan.txt, titre: {w}}}]
---
## {b}

- {b}

{b}
"""
_EVENT = """---
id: e{i}
titre: {w}
publier_le: 2026-11-20
creneaux:
  - {{debut: 2026-12-05 10:00, fin: 2026-12-05 11:00, note: {w}, lieu: {{nom: {w}, rue: {w}, ville: {w}}}}}
  - {{debut: 2026-12-06 10:00, statut: annule, note: {w}}}
organisateur: {w}
prix: [{{libelle: {w}, montant: 5}}]
lieu: l{i}
acces_precisions: {w}
canaux: {{cartes: {{titre: {w}}}, agenda: {{titre: {w}}}, flux: {{titre: {w}}}}}
---
{b}
"""
_PLACE = """---
id: l{i}
titre: {w}
rue: {w}
ville: {w}
acces_precisions: {w}
horaires:
  semaine: {{lundi: 9h-12h}}
  exceptions: [{{du: 2026-12-24, au: 2026-12-31, heures: ferme, raison: {w}}}]
---
"""
_ALERT = "---\nid: a{i}\ntitre: {w}\nniveau: urgence\npublier_le: 2026-11-22\nfin: 2026-12-03\n---\n{b}\n"
_LETTER = """---
id: m{i}
titre: {s}
objet: {s}
preheader: {long}
publier_le: 2026-11-21
blocs:
  - {{type: texte, titre: {s}, texte: {t}}}
  - {{type: selection, titre: {s}, ids: [n{i}, e{i}]}}
  - {{type: appel, libelle: {s}, adresse: "https://a.example/?a=1&b=2"}}
  - {{type: image, image: mur.png, alt: {w}}}
---
"""
_SERVICE = """---
id: s{i}
titre: {w}
secteur: {w}
communes: [c{i}]
feries: maintenu
collectes: [{{id: om, libelle: {w}, jours: vendredi, consigne: {w}}}]
---
"""
_PAGE = "---\nid: p{i}\ntitre: {w}\nmenu: principal\n---\n{b}\n"
_DOCUMENT = "---\nid: d{i}\ntitre: {w}\npublier_le: 2026-11-20\nfichier: plan.txt\ncategorie: {w}\n---\n"
_KINDS = {
    "actualites": _NEWS,
    "agenda": _EVENT,
    "lieux": _PLACE,
    "alertes": _ALERT,
    "lettres": _LETTER,
    "services": _SERVICE,
    "pages": _PAGE,
    "publications": _DOCUMENT,
}
_REGISTERS = {
    "communes": 'c{i}:\n  nom: {w}\n  insee: "719{i:02d}"\n  maire: {w}\n  resume: {w}\n',
    "themes": "t{i}:\n  nom: {w}\n  resume: {w}\n",
    "contacts": "k{i}:\n  nom: {w}\n  fonction: {w}\n  permanences: {w}\n",
}
SETTINGS = f"""
THEME = None
TERRITORY |= {{"name": {MARKUP!r}, "short_name": {TEMPLATES[:40]!r}, "president": {MERGE_TAGS!r}}}
TERRITORY["address"] = {{"street": {HEADERS!r}, "postal_code": "39999", "city": {CALENDAR!r}}}
TERRITORY["host"] = {{"name": {MARKUP!r}, "address": {ELEMENTS!r}, "phone": "03 84 00 00 01"}}
CHANNELS = {{name: {{}} for name in ("sitemap", "redirects", "api", "feeds", "agenda", "embeds", "posts", "kit")}}
CHANNELS |= {{"newsletter": {{"reason": {MERGE_TAGS!r}}}, "panneaux": {{"panels": {{"a": {{"accents": False}}}}}}}}
CHANNELS["api"] = {{"licence": {MARKUP!r}}}
"""


def files(hostile: Sequence[str] = WORDS) -> Iterator[tuple[str, str | bytes]]:
    """Path under content/ → what to write there: every kind, once with each of these words."""
    picture = BytesIO()
    Image.new("RGB", (64, 48), "teal").save(picture, "PNG")
    yield "images/mur.png", picture.getvalue()
    yield "documents/plan.txt", b"Plan"
    for i, words in enumerate(hostile):
        text = "".join(f"\\{char}" if char in "<*_`~[]|#&{" else char for char in words)
        typed = {"w": words, "s": words[:30].strip(), "long": (words + "." * 40)[:80], "t": text}
        quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in typed.items()}
        for folder, template in _KINDS.items():
            yield f"{folder}/{i}.md", template.format(i=i, b=text, **quoted)
    for name, template in _REGISTERS.items():
        lines = (template.format(i=i, w=json.dumps(words, ensure_ascii=False)) for i, words in enumerate(hostile))
        yield f"referentiel/{name}.yaml", "".join(lines)


def shown_in(html: str, words: str) -> bool:
    """Whether a text stands in HTML as text."""
    return escape(words) in html or escape(words, quote=False) in html
