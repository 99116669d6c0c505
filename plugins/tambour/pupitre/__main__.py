"""`python -m tambour.pupitre`: the pupitre on a server, at the address that PUPITRE says; its unit starts it."""

import sys

from tambour.build import report
from tambour.build.engine import DESK_LOCK
from tambour.model.problems import Refused
from tambour.pupitre.asgi import CONFIGURATION, application_of, project_of
from tambour.pupitre.people.doors import SecretMissing

_AT_ONCE = 100  # requests; more are told to come back
_PATIENCE = 20  # seconds that a save has to end when the machine stops


def main() -> int:
    """Serve until SIGTERM. Returns 0; 78 for settings that have to be mended first."""
    project = project_of()
    try:
        import uvicorn  # noqa: PLC0415 — the application itself does without

        app = application_of(project)
        served = project.settings.desk.served
    except ImportError as error:
        print(f"Il manque une bibliothèque ({error.name}). Installez celles du pupitre :", file=sys.stderr)
        print(f"{sys.executable} -m pip install --require-hashes -r {DESK_LOCK}", file=sys.stderr)
        return CONFIGURATION
    except (Refused, SecretMissing) as refused:
        print(report.text(refused) if isinstance(refused, Refused) else refused, file=sys.stderr)
        return CONFIGURATION
    print(f"Le pupitre répond sur {served.address}:{served.port}, pour {served.origin}/pupitre/", flush=True)
    # Who asks is read by us, from the proxies that the settings name, and from nobody else.
    uvicorn.run(
        app,
        host=served.address,
        port=served.port,
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        limit_concurrency=_AT_ONCE,
        timeout_graceful_shutdown=_PATIENCE,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
