"""A made-up vendor's service that one is signed in to, for the demo and the tests.

It speaks OpenID Connect and LTI 1.3 over a real socket, and shows what it was told. Run it with
`python -m cms.demo.vendor_tool --port 8003 --issuer http://localhost:8000`.
"""

from __future__ import annotations

import argparse
import secrets
from collections.abc import Iterable, Mapping
from html import escape
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any

from cms.demo.identity_provider_http import Answer, page, redirect, values_of
from cms.demo.identity_provider_pages import STYLE
from cms.demo.identity_provider_server import serve
from cms.demo.vendor_tool_signin import CLAIM, NotSignedIn, Signing

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

LABEL = "Prøvetilbud, ikke virkeligt"
# LTI's answer is posted from another site, and only SameSite=None lets a cookie come along then;
# that wants Secure, which clients that are no browsers keep from localhost.
COOKIES = {"tool": "SameSite=None; Secure", "tool-plain": "SameSite=Lax"}
# The demo's clients and their secrets: for trying out, and so no secrets at all.
SECRETS = {"demo-dansk-i-oeret": "demo-dansk-i-oeret-secret"}
SHOWN = {
    "sub": "Dæknavn",
    "given_name": "Fornavn",
    "locale": "Sprog",
    "municipality": "Kommune",
    f"{CLAIM}deployment_id": "Kommune",
}


class VendorTool:
    """The tool as a WSGI application."""

    def __init__(
        self, issuer: str, address: str, secrets_of: Mapping[str, str] | None = None
    ) -> None:
        self.signing = Signing(issuer, address, SECRETS if secrets_of is None else secrets_of)

    def __call__(
        self, environment: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        """Answer one request."""
        jar = SimpleCookie(environment.get("HTTP_COOKIE", ""))
        browser = next((jar[name].value for name in COOKIES if name in jar), "")
        try:
            answer = self._answer(environment["PATH_INFO"], values_of(environment), browser)
        except NotSignedIn as problem:
            said = f'<p class="error">{escape(str(problem))}</p>'
            answer = page(_framed("Du blev ikke logget ind", said), "403 Forbidden")
        start_response(answer.status, list(answer.headers))
        return [answer.body]

    def _answer(self, path: str, values: Mapping[str, str], browser: str) -> Answer:
        match path:
            case "/oidc/login" | "/lti/login":
                return self._ask(values, browser, for_lti=path.startswith("/lti"))
            case "/oidc/callback":
                return _welcome(self.signing.who_by_code(values, browser))
            case "/lti/launch":
                return _welcome(self.signing.who_by_launch(values, browser))
            case "/style.css" | "/oidc/style.css" | "/lti/style.css":
                return Answer("200 OK", (("Content-Type", "text/css"),), STYLE.encode())
        return page(_framed("Her er et tilbud", "<p>Åbn det fra din kommunes side.</p>"))

    def _ask(self, values: Mapping[str, str], browser: str, *, for_lti: bool) -> Answer:
        known = browser or secrets.token_urlsafe(24)
        address, asked = self.signing.ask(values, known, for_lti=for_lti)
        answer = redirect(address, **asked)
        cookies = (
            ("Set-Cookie", f"{name}={known}; Path=/; HttpOnly; {rules}")
            for name, rules in COOKIES.items()
        )
        return Answer(answer.status, (*answer.headers, *cookies))


def _welcome(claims: Mapping[str, Any]) -> Answer:
    name = escape(str(claims.get("given_name", "")))
    told = "".join(
        f"<dt><strong>{label}</strong></dt><dd>{escape(str(claims[key]))}</dd>"
        for key, label in SHOWN.items()
        if key in claims
    )
    back = claims.get(f"{CLAIM}launch_presentation", {}).get("return_url", "")
    link = f'<p><a href="{escape(back)}">Tilbage til din kommunes side</a></p>' if back else ""
    content = (
        "<p>Du er logget ind uden at oprette en konto.</p>"
        f"<h2>Det har vi fået at vide om dig</h2><dl>{told}</dl>{link}"
    )
    return page(_framed(f"Velkommen, {name}" if name else "Velkommen", content))


def _framed(title: str, content: str) -> str:
    return (
        '<!doctype html><html lang="da"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title} – {LABEL}</title>"
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="style.css"></head>'
        f'<body><main><p class="label">{LABEL}</p><h1>{title}</h1>{content}</main></body></html>'
    )


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8003)
    parser.add_argument("--issuer", default="http://localhost:8000")
    options = parser.parse_args()
    tool = VendorTool(options.issuer, f"http://localhost:{options.port}")
    serve(tool, options.host, options.port)


if __name__ == "__main__":
    main()
