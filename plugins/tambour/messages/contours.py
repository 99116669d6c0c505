"""What is wrong in the file that draws the communes."""

from tambour.messages.catalogue import Messages, Sentence

_WAY_OUT = (
    "Demandez ceux de votre intercommunalité à geo.api.gouv.fr (format=geojson, geometry=contour), "
    "ou supprimez le fichier : la carte se fera avec les points de communes.yaml."
)

MESSAGES = Messages(
    "Les contours des communes",
    {
        "contours-illisibles": Sentence(
            "ce fichier n'est pas du GeoJSON : une « FeatureCollection », une commune par « Feature »", _WAY_OUT
        ),
        "contours-trop-lourds": Sentence(
            "ce fichier pèse plus de {limit} Mo : il est bien plus fin que ce qu'un écran peut montrer",
            "Simplifiez-le (mapshaper, QGIS : « Simplifier »), ou gardez vos seules communes.",
        ),
        "contours-trop-fins": Sentence(
            "ces contours ont plus de {limit} points : c'est bien plus fin que ce qu'un écran peut montrer",
            "Simplifiez-les (mapshaper, QGIS : « Simplifier »), ou gardez vos seules communes.",
        ),
        "contours-d-ailleurs": Sentence(
            "aucune commune de communes.yaml n'y est : elles sont cherchées par leur code Insee ou leur identifiant",
            "Chaque « Feature » le dit dans l'une de ces propriétés : {known}.",
        ),
        "contours-incomplets": Sentence(
            "des communes n'ont pas de contour : {value}. Une carte à trous tromperait", "Ajoutez-les. " + _WAY_OUT
        ),
        "contour-sans-surface": Sentence(
            "le contour de {value} n'est pas une surface fermée (« Polygon » ou « MultiPolygon »)", _WAY_OUT
        ),
        "contour-autre-projection": Sentence(
            "le contour de {value} n'est pas en degrés, mais sans doute en Lambert 93",
            "Exportez-le en WGS 84 (EPSG:4326) : longitude, puis latitude.",
        ),
        "contour-double": Sentence(
            "{value} a deux contours", "Gardez-en un ; plusieurs surfaces font un « MultiPolygon »."
        ),
    },
)
