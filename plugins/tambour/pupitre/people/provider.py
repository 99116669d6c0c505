"""The OpenID Connect provider: where it sends people, and what it says of whoever comes back.

OpenID Connect Core 1.0 (authorization code), Discovery 1.0, RP-Initiated Logout 1.0, PKCE (RFC 7636), the issuer in the
answer (RFC 9207). ProConnect: nothing beside what these say in an address, and what it says of people is a signed
token, not JSON.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from httpx2 import HTTPError
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OctKey

from tambour.build.desk_settings import OpenIdPeople
from tambour.model.conversions import printable
from tambour.pupitre.people.roles import Identity, digits_of

_DISCOVERY = "/.well-known/openid-configuration"
_TIMEOUT = 10  # seconds of one question
_KEPT = 3600  # seconds for which what it says of itself holds
_AGAIN = 10  # seconds between two looks at its keys, however many tokens name one that is unknown
_LEEWAY = 60  # seconds by which two clocks may differ
_LONGEST = 200  # characters of a name
Claims = Mapping[str, Any]


class ProviderRefused(Exception):
    """It does not answer, or what it says cannot be believed. The message is for the journal of the machine."""


@dataclass(frozen=True)
class Login:
    """One login under way: what only this browser knows. All of 43 characters and more, of chance."""

    state: str
    nonce: str
    verifier: str


class Provider:
    """people: the settings. secret: of the client. back: address where it sends people back. clock: tells seconds."""

    def __init__(self, people: OpenIdPeople, secret: str, back: str, clock: Callable[[], float]) -> None:
        self._people, self._secret, self._back, self._clock = people, secret, back, clock
        self._issuer = people.issuer.rstrip("/")
        self._lock = threading.Lock()
        self._metadata: tuple[float, Claims] | None = None
        self._keys: tuple[float, KeySet] | None = None

    def address(self, login: Login) -> str:
        """Where somebody is sent to log in. Raises ProviderRefused."""
        with self._client() as client:
            address, _ = client.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=login.state,
                code_verifier=login.verifier,
                nonce=login.nonce,
            )
        return str(address)

    def identity(self, login: Login, answer: Mapping[str, str]) -> tuple[Identity, str]:
        """Who came back, and the token that says so.

        Args:
            login: as it was begun.
            answer: what the provider has put into the address.

        Raises:
            ProviderRefused: when it is somebody else's login, or cannot be believed.
        """
        if "error" in answer:
            raise ProviderRefused(f"{answer['error']} {answer.get('error_description', '')}")
        if answer.get("iss", self._metadata_now()["issuer"]) != self._metadata_now()["issuer"]:
            raise ProviderRefused("the answer names another issuer")
        try:
            with self._client() as client:
                token = client.fetch_token(
                    self._endpoint("token_endpoint"), code=answer.get("code", ""), code_verifier=login.verifier
                )
                id_token = str(token.get("id_token", ""))
                claims = self._claims_of(id_token, login, str(token.get("access_token", "")))
                told = self._user_info(client)
        except (HTTPError, OAuthError, JoseError, ValueError, KeyError) as error:
            raise ProviderRefused(f"{type(error).__name__}: {error}") from error
        if told.get("sub", claims["sub"]) != claims["sub"]:
            raise ProviderRefused("userinfo speaks of somebody else")
        return self._identity({**claims, **told}), id_token

    def logout(self, id_token: str, state: str, back: str) -> str:
        """Where somebody is sent to log out there, too; "" when it has no such place. Raises ProviderRefused."""
        address = self._metadata_now().get("end_session_endpoint", "")
        if not address or not id_token:
            return ""
        query = {"id_token_hint": id_token, "state": state, "post_logout_redirect_uri": back}
        return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"

    def _client(self) -> Any:
        methods = self._metadata_now().get("token_endpoint_auth_methods_supported", ("client_secret_basic",))
        method = next((one for one in ("client_secret_post", "client_secret_basic") if one in methods), "none")
        return OAuth2Client(
            self._people.client_id,
            self._secret,
            token_endpoint_auth_method=method,
            scope=self._people.scope,
            redirect_uri=self._back,
            code_challenge_method="S256",
            timeout=_TIMEOUT,
            leeway=0,  # a token of ProConnect lasts sixty seconds: with the library's own leeway it would never be used
        )

    def _endpoint(self, name: str) -> str:
        try:
            return str(self._metadata_now()[name])
        except KeyError:
            raise ProviderRefused(f"it does not say its {name}") from None

    def _metadata_now(self) -> Claims:
        """What it says of itself."""
        with self._lock:
            if self._metadata is None or self._clock() - self._metadata[0] > _KEPT:
                said = self._ask(f"{self._issuer}{_DISCOVERY}")
                if str(said.get("issuer", "")).rstrip("/") != self._issuer:
                    raise ProviderRefused(f"it calls itself {said.get('issuer')}")
                self._metadata = self._clock(), said
            return self._metadata[1]

    @staticmethod
    def _ask(address: str) -> Claims:
        """JSON at an address, nobody's token being shown there."""
        try:
            with OAuth2Client(timeout=_TIMEOUT) as client:
                answer = client.request("GET", address, withhold_token=True)
                answer.raise_for_status()
                said = answer.json()
        except (HTTPError, ValueError) as error:
            raise ProviderRefused(f"{address}: {error}") from error
        if not isinstance(said, dict):
            raise ProviderRefused(f"{address}: no JSON object")
        return said

    def _claims_of(self, text: str, login: Login, access_token: str) -> Claims:
        """What an ID token says. Raises JoseError for one that is not for us, not for this login, or too old."""
        token = self._decode(text)
        wanted = {"iss": {"values": [self._metadata_now()["issuer"]]}, "aud": {"values": [self._people.client_id]}}
        about = {"nonce": login.nonce, "client_id": self._people.client_id, "access_token": access_token}
        claims = CodeIDToken(token.claims, token.header, wanted, about)
        claims.validate(now=int(self._clock()), leeway=_LEEWAY)
        return dict(claims)

    def _user_info(self, client: Any) -> Claims:
        """What it says of the person, as JSON or as a signed token."""
        address = self._metadata_now().get("userinfo_endpoint")
        if not address:
            return {}
        answer = client.get(address)
        answer.raise_for_status()
        if answer.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/jwt":
            said = answer.json()
            return said if isinstance(said, dict) else {}
        claims = dict(self._decode(answer.text.strip()).claims)
        audience = claims.get("aud", self._people.client_id)
        for_us = self._people.client_id in (audience if isinstance(audience, list) else [audience])
        issuer = claims.get("iss", self._metadata_now()["issuer"])
        if not for_us or issuer != self._metadata_now()["issuer"]:
            raise ProviderRefused("its userinfo is signed for somebody else")
        return claims

    def _decode(self, text: str) -> Any:
        """A token whose signature holds, by the one algorithm that was agreed; keys may have changed meanwhile."""
        algorithms = [self._people.algorithm]
        if self._people.algorithm == "HS256":
            return jwt.decode(text, OctKey.import_key(self._secret), algorithms=algorithms)
        try:
            return jwt.decode(text, self._key_set(), algorithms=algorithms)
        except (JoseError, ValueError):
            before = self._key_set()
            if (now := self._key_set(anew=True)) is before:
                raise
            return jwt.decode(text, now, algorithms=algorithms)

    def _key_set(self, *, anew: bool = False) -> KeySet:
        address = self._endpoint("jwks_uri")
        with self._lock:
            age = self._clock() - self._keys[0] if self._keys is not None else _KEPT + 1
            if self._keys is None or age > _KEPT or (anew and age > _AGAIN):
                self._keys = self._clock(), KeySet.import_key_set(dict(self._ask(address)))  # type: ignore[arg-type]
            return self._keys[1]

    def _identity(self, claims: Claims) -> Identity:
        """Names as Keycloak and others say them, or as ProConnect does."""

        def text(name: str) -> str:
            value = claims.get(name)
            return " ".join(printable(value).split())[:_LONGEST] if isinstance(value, str) else ""

        parts = text("given_name"), text("usual_name") or text("family_name")
        email = text("email") if claims.get("email_verified", True) in (True, "true") else ""
        name = " ".join(filter(None, parts)) or text("name") or text("preferred_username")
        return Identity(f"{self._issuer}#{claims['sub']}", name, email, digits_of(claims.get("siret")))
