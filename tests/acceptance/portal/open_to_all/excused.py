"""Routes of the portal that show no page to look at, each with its reason."""

from __future__ import annotations

FORM = "takes only a form that is sent; the page it stands on is visited"
FILE = "a file or data for programs, no page"
ON = "leads on to another page at once"

EXCUSED = {
    # Logging in and out.
    "log-ind/tid/": FILE,
    "log-ind/bliv/": FORM,
    # With one provider; after a log-in that ended: tests/citizens/test_session_in_browser.py.
    "log-ind/": ON,
    "log-ind/<slug:key>/": ON,
    "log-ud/fra-udbyder/<slug:door>/<slug:key>/": FORM,
    "log-ud/": FORM,
    "om-dig/senere/": ON,
    # The citizen's rights.
    "min-profil/hent/": FILE,
    "min-profil/hent/laesbar/": FILE,
    # Messages.
    "indbakke/alle-laest/": FORM,
    "indbakke/kontakt/<slug:kind>/slet/": FORM,
    "indbakke/skaerm/": FORM,
    "indbakke/skaerm/slet/": FORM,
    "indbakke/<uuid:public_id>/ulaest/": FORM,
    "indbakke/<uuid:public_id>/slet/": FORM,
    # Certificates.
    "bevis/<str:token>/bevis.pdf": FILE,
    "bevis/<str:token>/badge.jwt": FILE,
    "bevis/<str:token>/del/": FORM,
    "bevisudsteder/": FILE,
    "bevisudsteder/status/<int:number>/": FILE,
    ".well-known/did.json": FILE,
    # Documents and competences.
    "dokumenter/<uuid:key>/": FORM,
    "dokumenter/<uuid:key>/fil/": FILE,
    "kompetencer/ja/": FORM,
    "kompetencer/ny/": FORM,
    "kompetencer/<int:key>/fjern/": FORM,
    "kompetencer/test/": ON,
    "kompetencer/test/igen/": FORM,
    # My page, plan and what one follows.
    "min-side/interesse/<slug:name>/": FORM,
    "min-plan/maal/": FORM,
    "min-plan/ny/": FORM,
    "min-plan/aktivitet/<int:key>/": FORM,
    "min-plan/forslag/<str:key>/": FORM,
    "foelg/": FORM,
    "kalender/min/abonnement/": FORM,
    "kalender/abonnement/<str:token>.ics": FILE,
    "grund/<path:key>/fra/": FORM,
    "grund/<path:key>/til/": FORM,
    "<slug:path>/<slug:slug>/<slug:capability>/": FORM,
    # What browsers, telephones, search machines and feed readers fetch.
    "soeg/forslag/": FILE,
    "enklere-visning/": ON,
    "komponenter/<slug:slug>/tema.css": FILE,
    "ikon.svg": FILE,
    "ikon-app.svg": FILE,
    "favicon.ico": FILE,
    "app.webmanifest": FILE,
    "uden-net/liste/": FILE,
    "arbejder.js": FILE,
    "besked-arbejder.js": FILE,
    "was/": ON,
    "robots.txt": FILE,
    "sitemap.xml": FILE,
    "<slug:path>/feed.rss": FILE,
    "<slug:path>/feed.atom": FILE,
}
