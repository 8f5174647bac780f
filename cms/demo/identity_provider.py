"""A local identity provider that speaks OpenID Connect, for the demo and the tests.

It does what a MitID broker does (discovery, authorization code flow with PKCE, signed
tokens, assurance levels, logout), except proving who anybody is. Run it with
`python -m cms.demo.identity_provider --port 8001`.
"""

from __future__ import annotations

import argparse
import secrets
import time
from collections.abc import Callable, Iterable
from hmac import compare_digest
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cms.demo.identity_provider_faults import UNSIGNED, unsigned, with_fault
from cms.demo.identity_provider_http import (
    Answer,
    credentials,
    document,
    page,
    redirect,
    values_of,
)
from cms.demo.identity_provider_logout import Sessions
from cms.demo.identity_provider_pages import STYLE, choose_page, goodbye_page, problem_page
from cms.demo.identity_provider_people import (
    LEVELS,
    PEOPLE,
    Person,
    person_by_subject,
    somebody,
)
from cms.demo.identity_provider_server import serve
from cms.demo.identity_provider_tokens import (
    TOKEN_LIFETIME,
    Codes,
    Grant,
    ProtocolError,
    Signer,
)

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

ASKED = (
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "acr_values",
)
NEEDED = ("state", "nonce", "code_challenge")
MOST_TOKENS = 1000


class IdentityProvider:
    """The provider as a WSGI application, so that it can stand alone or under a path.

    `hosts` are the host names that clients may live on; their subdomains too. `people` can be
    logged in as, `is_open` to anybody else as well. `back_channel` is the client's address for
    log-out messages. `with_faults`: it misbehaves when asked to.
    """

    def __init__(  # noqa: PLR0913 - what a provider is made of
        self,
        issuer: str,
        client_id: str,
        client_secret: str,
        hosts: Iterable[str] = ("localhost",),
        *,
        people: tuple[Person, ...] = PEOPLE,
        is_open: bool = True,
        back_channel: str = "",
        with_faults: bool = False,
    ) -> None:
        self.issuer = issuer
        self.client_id, self.client_secret = client_id, client_secret
        self.hosts = (*hosts, "127.0.0.1")
        self.people, self.is_open, self.with_faults = people, is_open, with_faults
        self.codes, self.signer = Codes(), Signer(issuer)
        self.sessions = Sessions(issuer, back_channel, self.signer.sign)
        self.tokens: dict[str, Grant] = {}

    def __call__(
        self, environment: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer one request."""
        answer = self._answer(environment)
        length = ("Content-Length", str(len(answer.body)))
        start_response(answer.status, [*answer.headers, length, ("Cache-Control", "no-store")])
        return [answer.body]

    def _answer(self, environment: WSGIEnvironment) -> Answer:
        endpoint = self._endpoints().get(
            (environment["REQUEST_METHOD"], environment.get("PATH_INFO", ""))
        )
        if endpoint is None:
            return page(problem_page("Der er ikke noget på den adresse."), "404 Not Found")
        try:
            return endpoint(values_of(environment), environment.get("HTTP_AUTHORIZATION", ""))
        except ProtocolError as error:
            description = f"{error.error}: {error.description}"
            return page(problem_page(description), "400 Bad Request")

    def _endpoints(self) -> dict[tuple[str, str], Callable[[dict[str, str], str], Answer]]:
        return {
            ("GET", "/.well-known/openid-configuration"): lambda *_: document(self.metadata()),
            ("GET", "/keys"): lambda *_: document(self.signer.public_keys()),
            ("GET", "/authorize"): lambda values, _: self.ask(values),
            ("POST", "/authorize"): lambda values, _: self.agree(values),
            ("POST", "/token"): self.token,
            ("GET", "/userinfo"): lambda _, authorization: self.userinfo(authorization),
            ("GET", "/logout"): lambda values, _: self.log_out(values),
            ("POST", "/end-sessions"): lambda values, _: self.end_sessions(values),
            ("GET", "/style.css"): lambda *_: Answer(
                "200 OK", (("Content-Type", "text/css"),), STYLE.encode()
            ),
        }

    def metadata(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0)."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "end_session_endpoint": f"{self.issuer}/logout",
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
            "response_types_supported": ["code"],
            "response_modes_supported": ["query"],
            "grant_types_supported": ["authorization_code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "scopes_supported": ["openid", "profile", "ssn", "nemlogin"],
            "acr_values_supported": list(LEVELS.values()),
            "claims_supported": ["sub", "name", "acr", "loa", "auth_time", "sid"],
            "authorization_response_iss_parameter_supported": True,
        }

    def ask(self, values: dict[str, str]) -> Answer:
        """Show the people to choose from. Raises ProtocolError."""
        asked = self._checked(values)
        return page(self._choices(asked), goes_to=_origin(asked["redirect_uri"]))

    def agree(self, values: dict[str, str]) -> Answer:
        """Send the browser back with a code for the chosen person. Raises ProtocolError."""
        asked = self._checked(values)
        back, state = asked["redirect_uri"], asked["state"]
        if "cancel" in values:
            return redirect(back, error="access_denied", state=state, iss=self.issuer)
        try:
            person, level = self._chosen(values)
        except ValueError as error:
            html = self._choices(asked, str(error))
            return page(html, "422 Unprocessable Content", _origin(back))
        code = self.codes.issue(
            Grant(
                person=person,
                level=level,
                client_id=asked["client_id"],
                redirect_uri=back,
                nonce=asked["nonce"],
                challenge=asked["code_challenge"],
                made_at=time.monotonic(),
                scope=asked["scope"],
                session=self.sessions.begin(person.subject, asked["client_id"]).sid,
                fault=values.get("fault", "") if self.with_faults else "",
            )
        )
        return redirect(back, code=code, state=state, iss=self.issuer)

    def token(self, values: dict[str, str], authorization: str) -> Answer:
        """Exchange a code for tokens."""
        try:
            client_id, secret = credentials(values, authorization)
            known = client_id == self.client_id and compare_digest(
                secret.encode(), self.client_secret.encode()
            )
            if not known:
                return document({"error": "invalid_client"}, "401 Unauthorized")
            grant = self._redeemed(client_id, values)
        except ProtocolError as error:
            content = {"error": error.error, "error_description": error.description}
            return document(content, "400 Bad Request")
        access_token = self._access_token(grant)
        claims = with_fault(self.signer.claims(grant), grant.fault)
        is_signed = grant.fault != UNSIGNED
        return document(
            {
                "access_token": access_token,
                "token_type": "Bearer",
                "expires_in": TOKEN_LIFETIME,
                "id_token": self.signer.sign(claims) if is_signed else unsigned(claims),
            }
        )

    def userinfo(self, authorization: str) -> Answer:
        """What is told in confidence, to whoever holds the access token."""
        grant = self.tokens.get(authorization.removeprefix("Bearer "))
        if grant is None or time.monotonic() - grant.made_at > TOKEN_LIFETIME:
            return document({"error": "invalid_token"}, "401 Unauthorized")
        return document(self.signer.userinfo(grant))

    def end_sessions(self, values: dict[str, str]) -> Answer:
        """End every log-in of a person from here, as a provider may; only where faults are let."""
        if not self.with_faults:
            raise ProtocolError("invalid_request", "start the provider with --with-faults")
        told = self.sessions.end_all_of(values.get("sub", ""), values.get("fault", ""))
        return document({"answers": told})

    def _access_token(self, grant: Grant) -> str:
        while len(self.tokens) >= MOST_TOKENS:
            self.tokens.pop(next(iter(self.tokens)))
        made = secrets.token_urlsafe(32)
        self.tokens[made] = grant
        return made

    def _choices(self, asked: dict[str, str], problem: str = "") -> str:
        return choose_page(asked, problem, people=self.people, is_open=self.is_open)

    def log_out(self, values: dict[str, str]) -> Answer:
        """Say goodbye, and send the browser back to a client that shows a token of ours."""
        back = values.get("post_logout_redirect_uri", "")
        hint = self.signer.read(values.get("id_token_hint", ""))
        is_known = bool(hint) or values.get("client_id") == self.client_id
        if back and not (is_known and self._is_client(back)):
            raise ProtocolError("invalid_request", "post_logout_redirect_uri needs a token of ours")
        self.sessions.end(str(hint.get("sid", "")))
        if not back:
            return page(goodbye_page())
        return redirect(back, **({"state": values["state"]} if "state" in values else {}))

    def _redeemed(self, client_id: str, values: dict[str, str]) -> Grant:
        if values.get("grant_type") != "authorization_code":
            raise ProtocolError("unsupported_grant_type", "use authorization_code")
        code, verifier = values.get("code", ""), values.get("code_verifier", "")
        return self.codes.redeem(code, client_id, values.get("redirect_uri", ""), verifier)

    def _checked(self, values: dict[str, str]) -> dict[str, str]:
        """The client's question. What is wrong is told here, never sent to an unknown address."""
        asked = {name: values[name] for name in ASKED if name in values}
        if asked.get("client_id") != self.client_id:
            raise ProtocolError("unauthorized_client", "client_id er ukendt")
        if not self._is_client(asked.get("redirect_uri", "")):
            raise ProtocolError("invalid_request", "redirect_uri er ikke tilladt")
        if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
            raise ProtocolError("invalid_request", "brug response_type=code og scope=openid")
        if asked.get("code_challenge_method") != "S256":
            raise ProtocolError("invalid_request", "brug code_challenge_method=S256")
        for name in NEEDED:
            if not asked.get(name):
                raise ProtocolError("invalid_request", f"{name} mangler")
        return asked

    def _chosen(self, values: dict[str, str]) -> tuple[Person, str]:
        """The person and the level. Raises ValueError with words for the one who chose."""
        level = LEVELS.get(values.get("level", "substantial"))
        if level is None:
            raise ValueError("Vælg hvor sikkert du logger ind.")
        if "person" in values or not self.is_open:
            person = person_by_subject(values.get("person", ""), self.people)
            if person is None:
                raise ValueError("Den person kender vi ikke. Vælg en fra listen.")
            return person, level
        return somebody(values.get("name", "")), level

    def _is_client(self, address: str) -> bool:
        parts = urlsplit(address)
        host = parts.hostname or ""
        is_known = any(host == known or host.endswith(f".{known}") for known in self.hosts)
        return parts.scheme in ("http", "https") and is_known


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def main() -> None:
    """Serve until told to stop."""
    from cms.demo.identity_provider_tenants import Tenants

    parser = argparse.ArgumentParser(description="A local identity provider for the demo.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--issuer", help="default http://localhost:PORT")
    parser.add_argument("--client-secret", default="demo-secret")
    parser.add_argument(
        "--client-host", action="append", help="where portals live; default localhost"
    )
    parser.add_argument("--portal", default="", help="where to tell that a log-in has ended")
    parser.add_argument("--with-faults", action="store_true", help="misbehave when asked to")
    options = parser.parse_args()
    tenants = Tenants(
        issuer=options.issuer or f"http://localhost:{options.port}",
        client_secret=options.client_secret,
        hosts=tuple(options.client_host or ["localhost"]),
        portal=options.portal,
        with_faults=options.with_faults,
    )
    serve(tenants, options.host, options.port)


if __name__ == "__main__":
    main()
