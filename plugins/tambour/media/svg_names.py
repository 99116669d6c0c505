"""What is known to draw: the elements, attributes and properties of SVG 2 that only say what is seen, and where.

Left out on purpose: what runs (`script`, `on…`), plays (`animate`), shows another document (`foreignObject`, `feImage`,
`iframe`), or changes what an address means (`base`).
"""

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
# What drawing programs write for themselves, and no browser looks at: beginnings of their namespaces.
EDITORS = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://inkscape.sourceforge.net/",
    "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.figma.com/",
    "https://www.figma.com/",
    "http://www.serif.com/",
    "https://boxy-svg.com",
    "http://vectornator.io",
    "http://www.vectornator.io",
    "http://schemas.microsoft.com/visio/",
    "http://schemas.openxmlformats.org/",
    "http://xml.openoffice.org/svg/",
    "http://www.corel.com/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/2000/01/rdf-schema#",
)
ANIMATIONS = frozenset(("animate", "animatemotion", "animatetransform", "animatecolor", "set", "discard", "mpath"))
_FILTERS = (
    *("Blend", "ColorMatrix", "ComponentTransfer", "Composite", "ConvolveMatrix", "DiffuseLighting"),
    *("DisplacementMap", "DistantLight", "DropShadow", "Flood", "FuncA", "FuncB", "FuncG", "FuncR", "GaussianBlur"),
    *("Merge", "MergeNode", "Morphology", "Offset", "PointLight", "SpecularLighting", "SpotLight", "Tile"),
    "Turbulence",
)
ELEMENTS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "switch", "title", "desc", "metadata", "style", "a", "image", "view"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "tref"),
        *("linearGradient", "radialGradient", "stop", "pattern", "clipPath", "mask", "marker", "filter"),
        *(f"fe{name}" for name in _FILTERS),
    )
)
# Read as CSS: as attributes of an element, in `style`, and in a style sheet (SVG 2 §6.6; some CSS that editors write).
PROPERTIES = frozenset(
    (
        *("alignment-baseline", "baseline-shift", "clip", "clip-path", "clip-rule", "color", "color-interpolation"),
        *("color-interpolation-filters", "color-rendering", "cursor", "cx", "cy", "direction", "display"),
        *("dominant-baseline", "enable-background", "fill", "fill-opacity", "fill-rule", "filter", "flood-color"),
        *("flood-opacity", "font", "font-family", "font-feature-settings", "font-kerning", "font-size"),
        *(
            "font-size-adjust",
            "font-stretch",
            "font-style",
            "font-synthesis",
            "font-variant",
            "font-variant-alternates",
        ),
        *("font-variant-caps", "font-variant-east-asian", "font-variant-ligatures", "font-variant-numeric"),
        *("font-variant-position", "font-variation-settings", "font-weight", "glyph-orientation-horizontal"),
        *("glyph-orientation-vertical", "height", "image-rendering", "inline-size", "isolation", "kerning"),
        *("letter-spacing", "lighting-color", "line-height", "marker", "marker-end", "marker-mid", "marker-start"),
        *("mask", "mask-type", "mix-blend-mode", "opacity", "overflow", "paint-order", "pointer-events", "r", "rx"),
        *("ry", "shape-inside", "shape-margin", "shape-padding", "shape-rendering", "shape-subtract", "solid-color"),
        *("solid-opacity", "stop-color", "stop-opacity", "stroke", "stroke-dasharray", "stroke-dashoffset"),
        *("stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width", "text-align"),
        *("text-align-all", "text-align-last", "text-anchor", "text-decoration", "text-decoration-color"),
        *("text-decoration-line", "text-decoration-style", "text-indent", "text-orientation", "text-overflow"),
        *("text-rendering", "text-transform", "transform", "transform-box", "transform-origin", "unicode-bidi"),
        *("vector-effect", "visibility", "white-space", "white-space-collapse", "width", "word-spacing"),
        *("writing-mode", "x", "y", "user-select", "max-width", "max-height", "min-width", "min-height", "margin"),
        *("padding", "gradientTransform", "patternTransform", "background", "background-color"),
    )
)
ATTRIBUTES = PROPERTIES | frozenset(
    (
        *("id", "class", "lang", "role", "tabindex", "version", "baseProfile", "viewBox", "preserveAspectRatio"),
        *("zoomAndPan", "contentScriptType", "contentStyleType", "requiredExtensions", "requiredFeatures"),
        *("systemLanguage", "type", "media", "title", "d", "points", "pathLength", "x1", "x2", "y1", "y2", "dx", "dy"),
        *("fx", "fy", "fr", "offset", "rotate", "textLength", "lengthAdjust", "startOffset", "method", "spacing"),
        *("side", "gradientUnits", "spreadMethod", "patternUnits", "patternContentUnits", "clipPathUnits"),
        *("maskUnits", "maskContentUnits", "markerUnits", "markerWidth", "markerHeight", "refX", "refY", "orient"),
        *("filterUnits", "primitiveUnits", "filterRes", "in", "in2", "result", "mode", "operator", "values"),
        *("tableValues", "slope", "intercept", "amplitude", "exponent", "k1", "k2", "k3", "k4", "order"),
        *("kernelMatrix", "kernelUnitLength", "divisor", "bias", "targetX", "targetY", "edgeMode", "preserveAlpha"),
        *("surfaceScale", "diffuseConstant", "specularConstant", "specularExponent", "scale", "xChannelSelector"),
        *("yChannelSelector", "azimuth", "elevation", "z", "pointsAtX", "pointsAtY", "pointsAtZ"),
        *("limitingConeAngle", "stdDeviation", "radius", "baseFrequency", "numOctaves", "seed", "stitchTiles"),
        *("crossorigin", "decoding", "focusable", "externalResourcesRequired", "target", "rel", "space", "hreflang"),
    )
)
