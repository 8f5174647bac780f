"""Django settings. Every choice an operator has is an environment variable with a safe default."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from cms.citizens.identity.from_environment import provider_settings
from cms.databases.chosen import database_from
from cms.declarations.engine_names import capability_names
from cms.pushes.environment import gateways_from
from cms.settings.asking import *  # noqa: F403
from cms.settings.bringing import *  # noqa: F403 - a settings module is read as one
from cms.settings.going import *  # noqa: F403
from cms.settings.keeping import *  # noqa: F403
from cms.settings.launching import launching_from
from cms.settings.previewing import *  # noqa: F403
from cms.shared.environment import redis_from

BASE_DIR = Path(__file__).resolve().parent.parent.parent
RUNTIME_DIR = Path(os.environ.get("RUNTIME_DIR", BASE_DIR / ".runtime"))
RUNTIME_DIR.mkdir(parents=True, exist_ok=True)

# "demo" serves the demo nation on one machine, "test" is the test suite, "production" is the rest.
ENVIRONMENT = os.environ.get("CMS_ENVIRONMENT", "demo")
DEBUG = os.environ.get("DEBUG", "") == "1"
SECRET_KEY = os.environ.get("SECRET_KEY") or (
    "" if ENVIRONMENT == "production" else "demo-and-tests-only-never-a-real-secret"
)

CONTENT_MODELS_DIR = Path(os.environ.get("CONTENT_MODELS_DIR", BASE_DIR / "content_models"))
THEMES_DIR = Path(os.environ.get("THEMES_DIR", BASE_DIR / "themes"))
FIXTURES_DIR = BASE_DIR / "fixtures"
GRAPHQL_DIR = BASE_DIR / "graphql"
SEARCH_INDEX_DIR = Path(os.environ.get("SEARCH_INDEX_DIR", RUNTIME_DIR / "search"))
# Where Elasticsearch answers questions; without it the engine inside each process does.
ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
ELASTICSEARCH_API_KEY = os.environ.get("ELASTICSEARCH_API_KEY", "")
# What our indices' names begin with, where several installations share a cluster.
ELASTICSEARCH_PREFIX = os.environ.get("ELASTICSEARCH_PREFIX", "jobunivers")
# Threads that follow changes, so that no question waits for the index; a server needs them.
SEARCH_FOLLOW = os.environ.get("SEARCH_FOLLOW", "1" if ELASTICSEARCH_URL else "") == "1"

# The portal's own host; municipalities are subdomains of it (thisted.<PORTAL_HOST>) or paths on it.
PORTAL_HOST = os.environ.get("PORTAL_HOST", "localhost")
# Unknown hosts must reach our own page of municipalities, so the municipality middleware does
# the refusing that ALLOWED_HOSTS would do with a bare 400. In production the list is exact.
ALLOWED_HOSTS = [f".{PORTAL_HOST}"] if ENVIRONMENT == "production" else ["*"]

INSTALLED_APPS = [
    "cms.stamps",
    "cms.municipalities",
    "cms.history",
    "cms.keys",
    "cms.staff",
    "cms.media",
    "cms.library",
    "content_models",
    "cms.webhooks",
    "cms.citizens",
    "cms.rights",
    "cms.events",
    "cms.documents",
    # A capability is a folder: a new one is installed by being there.
    *(f"cms.capabilities.{name}" for name in capability_names()),
    "cms.plans",
    "cms.competences",
    "cms.personalisation",
    "cms.pushes",
    "cms.journeys",
    "cms.search",
    "cms.exchange",
    "cms.feeds",
    "cms.appearance",
    "cms.sites",
    "cms.pages",
    "cms.my_page",
    "cms.submissions",
    "cms.partners",
    "cms.editor",
    "cms.api",
    "cms.portal",
    "cms.operations",
    "cms.modelling",
    "cms.demo",
    "guardian",
    "graphene_django",
    "wagtailmedia",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "cms.operations.middleware.OperationsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.operations.compression.CompressTextMiddleware",
    "cms.municipalities.middleware.MunicipalityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "cms.citizens.identity.staff_sessions.StaffSessionMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.citizens.middleware.CitizenMiddleware",
    "cms.portal.middleware.LanguageMiddleware",
    "cms.portal.middleware.OpenSiteMiddleware",
    "cms.portal.middleware.ShelfMiddleware",
    "cms.partners.middleware.OwnDoorMiddleware",
    "cms.editor.middleware.EditorScopeMiddleware",
]

ROOT_URLCONF = "cms.urls"
# The common front has no municipality, and so none of the portal's pages.
NATIONAL_URLCONF = "cms.national_urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [THEMES_DIR / "base" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "cms.portal.theme_templates.Loader",
                    [
                        "cms.portal.theme_templates.ThemeFolders",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cms.portal.context.portal",
            ],
        },
    }
]

DATABASES = {"default": database_from(os.environ, RUNTIME_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "municipalities.User"
AUTHENTICATION_BACKENDS = [
    "cms.staff.backends.PasswordBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_RAISE_403 = True
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# Letters to staff go to the mail server that EMAIL_HOST names; without one they lie as
# files in the runtime folder, where whoever tries the product can read them.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_PASSWORD", "")
EMAIL_USE_TLS = True
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = RUNTIME_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", f"jobunivers@{PORTAL_HOST}")

# What citizens are told goes through these: a channel without a gateway isn't offered. Each is
# the arguments of a class in cms/pushes/gateways.
PUSH_GATEWAYS = gateways_from(os.environ, RUNTIME_DIR, DEFAULT_FROM_EMAIL)
# The portal's address as links in messages have it; {municipality} is the municipality's slug.
PUSH_PORTAL_ADDRESS = os.environ.get(
    "PUSH_PORTAL_ADDRESS",
    f"https://{{municipality}}.{PORTAL_HOST}"
    if ENVIRONMENT == "production"
    else f"{os.environ.get('WAGTAILADMIN_BASE_URL', 'http://localhost:8000')}/{{municipality}}",
)

# What processes keep for one another. Without Redis each keeps its own.
REDIS_URL = redis_from(os.environ)
CACHES = {
    "default": {
        "BACKEND": "cms.shared.cache.ForgivingCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cms",
    }
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "cms"}
}

# For trying out: subscribers on this machine and without https. Never in production.
WEBHOOKS_MAY_BE_LOCAL = (
    ENVIRONMENT != "production" and os.environ.get("WEBHOOKS_MAY_BE_LOCAL", "") == "1"
)

# Feeds from this machine and without https: the demo's made-up jobs come from there.
FEEDS_MAY_BE_LOCAL = ENVIRONMENT == "demo"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English"), ("ar", "العربية"), ("ru", "Русский")]
LANGUAGE_COOKIE_NAME = "language"
# The editors' Danish stands here, and not only in its app, for the admin's scripts to find it too.
LOCALE_PATHS = [BASE_DIR / "cms" / "portal" / "locale", BASE_DIR / "cms" / "editor" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = RUNTIME_DIR / "static"
STATICFILES_DIRS = [THEMES_DIR / "base" / "static"]
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = ENVIRONMENT != "production"
STORAGES = {
    "default": {"BACKEND": "cms.media.storage.UnguessableStorage"},
    "staticfiles": {
        # In production each file's name holds its hash, so that browsers may keep it for ever.
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENVIRONMENT == "production"
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", RUNTIME_DIR / "media"))

SESSION_ENGINE = "cms.citizens.identity.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if ENVIRONMENT == "production":
    SECURE_SSL_REDIRECT = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    # To be on the browsers' own lists can't be undone in a hurry: an operator's decision.
    SECURE_HSTS_PRELOAD = os.environ.get("HSTS_PRELOAD", "") == "1"
    SILENCED_SYSTEM_CHECKS = ["security.W021"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"

# The portal loads nothing from elsewhere and runs no inline code. Wagtail's admin needs inline
# styles and scripts, so its paths carry a policy of their own (cms/editor).
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/", "/graphiql/"),
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
        # form-action is left out: a log-in form ends at the identity provider by redirect.
    },
}

WAGTAIL_SITE_NAME = "Det Virtuelle Jobunivers"
WAGTAILADMIN_BASE_URL = os.environ.get("WAGTAILADMIN_BASE_URL", "http://localhost:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILMEDIA = {"MEDIA_MODEL": "media.Video", "MEDIA_FORM_BASE": "cms.media.forms.VideoForm"}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("da", "Dansk"), ("en", "English")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "txt"]

# Links in items are followed on the open net only; tests follow them on this machine.
LINKS_MAY_BE_LOCAL = False

GRAPHENE = {"SCHEMA": "cms.api.schema.schema"}

# Lines of JSON with the request's name in production, plain lines elsewhere.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "cms.operations.logs.JSONFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    "loggers": {},
}
if os.environ.get("LOG_FORMAT", "json" if ENVIRONMENT == "production" else "plain") == "json":
    LOGGING["handlers"]["console"]["formatter"] = "json"
    # Django's own handlers would say the same again, with addresses.
    LOGGING["loggers"] = {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": False},
        "cms.requests": {"level": "INFO"},
    }

# Who may read /metrics: whoever shows the token, or asks from one of the networks.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
METRICS_ADDRESSES = [one for one in os.environ.get("METRICS_ADDRESSES", "").split(",") if one]

# The identity providers of the three doors (docs/operations/log-in.md). In the demo and the tests
# one local program that speaks the real protocol serves them all.
OIDC_PROVIDERS, OIDC_COMPANY_PROVIDERS, OIDC_STAFF_PROVIDERS = provider_settings(
    ENVIRONMENT, os.environ
)

# Civil numbers are sealed with the first of these, `name:key`, the newest first; older ones are
# kept until `rotate_civil_number_keys` has run. The demo's key guards replacement numbers only.
CIVIL_NUMBER_KEYS = os.environ.get("CIVIL_NUMBER_KEYS") or (
    "" if ENVIRONMENT == "production" else "demo:ZGVtby1hbmQtdGVzdHMtb25seS1uby1yZWFsLWtleSE="
)
# What citizens write for themselves and send in is sealed with the first of these, separated by
# commas; older ones still open. The demo's key guards what the demo's people wrote.
PRIVATE_KEYS = os.environ.get("PRIVATE_KEYS") or (
    "" if ENVIRONMENT == "production" else "ZGVtby1hbmQtdGVzdHMtb25seS1uby1yZWFsLWtleSE="
)
# Certificates' badges are signed with the first of these; the others stay published, so that what
# they signed is still known. `manage.py certificate_key` makes one; the file holds them all.
CERTIFICATE_KEYS_FILE = os.environ.get("CERTIFICATE_KEYS_FILE") or (
    "" if ENVIRONMENT == "production" else str(RUNTIME_DIR / "certificate-keys.json")
)
LAUNCH_ISSUER, LAUNCH_KEYS_FILE = launching_from(
    os.environ, ENVIRONMENT, PORTAL_HOST, WAGTAILADMIN_BASE_URL, RUNTIME_DIR
)
if ENVIRONMENT == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    SEARCH_INDEX_DIR = RUNTIME_DIR / "test-search"
    # A test that needs Elasticsearch says so (tests/support/services.py).
    ELASTICSEARCH_URL, SEARCH_FOLLOW = "", False
    MEDIA_ROOT = RUNTIME_DIR / "test-media"
