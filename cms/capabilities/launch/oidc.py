"""Our side of OpenID Connect: authorization code with PKCE, on authlib's server."""

from __future__ import annotations

from typing import Any

from authlib.integrations.django_oauth2 import AuthorizationServer
from authlib.integrations.django_oauth2.requests import DjangoOAuth2Payload, DjangoOAuth2Request
from authlib.oauth2.rfc6749 import (
    ClientMixin,
    InvalidClientError,
    InvalidRequestError,
    OAuth2Error,
    OAuth2Request,
)
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, OpenIDCode
from django.contrib.auth.hashers import check_password
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from joserfc.jwk import KeySet

from cms.capabilities.launch import claims
from cms.capabilities.launch.issuer import ISSUED_FOR, address_of, issuer
from cms.capabilities.launch.keys import ALGORITHM, current_key
from cms.capabilities.launch.models import LaunchClient, LaunchTicket
from cms.capabilities.launch.models.opened import CODE_LIFETIME, fingerprint
from cms.capabilities.launch.tickets import UnknownTicket, item_of, spend
from cms.library.models import Item

KEYED, WITH_SECRET = "private_key_jwt", ("client_secret_basic", "client_secret_post")
CODE = "authorization_code"
# An assertion lives for minutes; one that comes again is refused for an hour.
REMEMBERED = 3600  # seconds
LONGEST_NONCE = 255


class Client(ClientMixin):
    """A vendor's registration, as authlib asks about one."""

    def __init__(self, row: LaunchClient) -> None:
        self.row = row

    def get_client_id(self) -> str:
        """Its name."""
        return str(self.row.client_id)

    def get_default_redirect_uri(self) -> None:
        """None: which one is always said."""

    def get_allowed_scope(self, scope: str | None) -> str | None:
        """Signing in, and nothing more; None where that isn't asked for."""
        return "openid" if "openid" in (scope or "").split() else None

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Whether it was registered, letter for letter."""
        return redirect_uri in self.row.redirect_addresses

    def check_client_secret(self, client_secret: str) -> bool:
        """Whether it is the secret that was shown once."""
        return bool(self.row.secret_hash) and check_password(client_secret, self.row.secret_hash)

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """By a key where keys are registered, else by the secret; nobody unknown."""
        return method == KEYED if self.row.public_keys else method in WITH_SECRET

    def check_response_type(self, response_type: str) -> bool:
        """A code, which is worth nothing without the client's own key or secret."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """The code alone: nothing is kept that could be renewed."""
        return grant_type == CODE


class Code(AuthorizationCodeMixin):
    """A ticket whose code is being exchanged."""

    def __init__(self, ticket: LaunchTicket) -> None:
        self.ticket = ticket
        self.code_challenge, self.code_challenge_method = ticket.challenge, "S256"

    def get_redirect_uri(self) -> str:
        """Where the code was sent."""
        return str(self.ticket.redirect_address)

    def get_scope(self) -> str:
        """Signing in."""
        return "openid"

    def get_nonce(self) -> str:
        """The client's own word, to know its question again."""
        return str(self.ticket.nonce)

    def get_auth_time(self) -> None:
        """None: when the citizen logged in with us concerns nobody else."""

    def get_acr(self) -> None:
        """None: nor how."""

    def get_amr(self) -> None:
        """None: nor with what."""


class CodeGrant(AuthorizationCodeGrant):
    """Codes lie on the ticket, as fingerprints; the "user" is the ticket."""

    TOKEN_ENDPOINT_AUTH_METHODS = [*WITH_SECRET, KEYED]

    def save_authorization_code(self, code: str, request: Any) -> None:
        """Remember what the code is for."""
        ticket, asked = request.user, request.payload.data
        ticket.code, ticket.redirect_address = fingerprint(code), request.payload.redirect_uri
        ticket.nonce, ticket.challenge = asked.get("nonce", ""), asked["code_challenge"]
        ticket.ends_at = timezone.now() + CODE_LIFETIME
        ticket.save()

    def query_authorization_code(self, code: str, client: Client) -> Code | None:
        """The code's ticket, where it is this client's and hasn't been exchanged."""
        rows = LaunchTicket.objects.select_for_update(of=("self",)).filter(
            code=fingerprint(code), item_id=client.row.item_id, ends_at__gte=timezone.now()
        )
        ticket = rows.select_related("citizen__municipality").first()
        return Code(ticket) if ticket else None

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """It has been exchanged; with it goes the ticket."""
        authorization_code.ticket.delete()

    def authenticate_user(self, authorization_code: Code) -> LaunchTicket | None:
        """The ticket, as long as its item stands on the citizen's shelf."""
        try:
            item_of(authorization_code.ticket)
        except UnknownTicket:
            return None
        return authorization_code.ticket


class AlwaysChallenge(CodeChallenge):
    """PKCE with S256 of everybody, as OAuth 2.1 wants it."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        """Raises InvalidRequestError where there is none, or a plain one."""
        asked = grant.request.payload.data
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            raise InvalidRequestError("Send code_challenge with code_challenge_method=S256.")
        if len(asked.get("nonce", "")) > LONGEST_NONCE:
            raise InvalidRequestError(f"A nonce has at most {LONGEST_NONCE} letters.")
        super().validate_code_challenge(grant, redirect_uri)


class IdentityToken(OpenIDCode):
    """What the identity token says."""

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        """Whether the client has used the word in a question that still lives."""
        asked = LaunchTicket.objects.filter(
            nonce=nonce, item__launch_client__client_id=request.payload.client_id
        )
        return bool(asked.exists())

    def resolve_client_private_key(self, client: Client) -> Any:
        """The key in use."""
        return current_key()

    def get_encode_header(self, client: Client) -> dict[str, Any]:
        """Which key it was."""
        return {"alg": ALGORITHM, "typ": "JWT", "kid": current_key().kid}

    def get_compatible_claims(self, request: Any) -> dict[str, Any]:
        """Who says it, and to whom."""
        return claims.of_token(request.client.get_client_id(), "")

    def generate_user_info(self, user: LaunchTicket, scope: str) -> dict[str, Any]:
        """The pseudonym, the municipality, and what was agreed to."""
        told = claims.of_citizen(item_of(user), user.citizen)
        return told | {"municipality": user.citizen.municipality.slug}


class Assertion(JWTBearerClientAssertion):
    """A client that shows who it is by its own key (RFC 7523)."""

    CLIENT_AUTH_METHOD = KEYED

    def get_audiences(self) -> list[str]:
        """How a client may name us."""
        return [issuer(), address_of("token")]

    def resolve_client_public_key(self, client: Client) -> KeySet:
        """The keys that its vendor has registered. Raises InvalidClientError."""
        if not client.row.public_keys:
            raise InvalidClientError(description="No keys are registered for this client.")
        return KeySet.import_key_set(client.row.public_keys)

    def validate_jti(self, said: Any, jti: str) -> bool:
        """Whether it is the first time that we see this one."""
        return bool(cache.add(f"launch:jti:{said['iss']}:{fingerprint(jti)}", 1, REMEMBERED))


class Asked(DjangoOAuth2Request):
    """A request as authlib reads one.

    That it came by https is for Django to demand, as it does in production: authlib would refuse
    the demo's and the tests' subdomains of localhost.
    """

    def __init__(self, request: HttpRequest) -> None:
        uri = f"https://{request.get_host()}{request.get_full_path()}"
        OAuth2Request.__init__(self, request.method, uri, headers=request.headers)
        self.payload, self._request = DjangoOAuth2Payload(request), request


class Server(AuthorizationServer):
    """Authlib's server on our tables."""

    def __init__(self) -> None:
        super().__init__(LaunchClient, None)
        self.load_config({"token_expires_in": {CODE: ISSUED_FOR}})
        self.register_grant(CodeGrant, [AlwaysChallenge(), IdentityToken(require_nonce=True)])
        self.register_client_auth_method(KEYED, Assertion())

    def create_oauth2_request(self, request: HttpRequest) -> Asked:
        """The request as authlib reads one."""
        return Asked(request)

    def query_client(self, client_id: str) -> Client | None:
        """The registration of this name."""
        row = LaunchClient.objects.filter(client_id=client_id).select_related("item").first()
        return Client(row) if row else None

    def save_token(self, token: Any, request: Any) -> None:
        """The access token opens nothing here, so it isn't kept."""


server = Server()


def answer(request: HttpRequest, ticket: LaunchTicket, item: Item) -> HttpResponse:
    """Send the browser back to the vendor with a code, or with what was wrong with the question.

    Raises NotForYou, ConsentNeeded, UnknownTicket: then nobody is sent anywhere.
    """
    try:
        grant = server.get_consent_grant(request, end_user=ticket)
        if grant.request.client.row.item_id != ticket.item_id:
            raise UnknownTicket
    except OAuth2Error as error:
        asked = server.create_oauth2_request(request)
        refused: HttpResponse = server.handle_error_response(asked, error)
        return refused
    spend(ticket, item)
    sent: HttpResponse
    sent = server.create_authorization_response(request, grant_user=ticket, grant=grant)
    return sent
