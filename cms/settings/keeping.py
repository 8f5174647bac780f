"""How long log-ins last, and how long what is known of people is kept."""

from __future__ import annotations

import os

# How long a log-in lasts: minutes without use, and hours in all. Staff's count for companies too.
CITIZEN_SESSION_IDLE_MINUTES = int(os.environ.get("CITIZEN_SESSION_IDLE_MINUTES", "30"))
CITIZEN_SESSION_LONGEST_HOURS = int(os.environ.get("CITIZEN_SESSION_LONGEST_HOURS", "8"))
STAFF_SESSION_IDLE_MINUTES = int(os.environ.get("STAFF_SESSION_IDLE_MINUTES", "30"))
STAFF_SESSION_LONGEST_HOURS = int(os.environ.get("STAFF_SESSION_LONGEST_HOURS", "8"))
# Passwords for staff, companies and vendors. Off: everybody comes through a provider.
STAFF_PASSWORD_LOGIN = os.environ.get("STAFF_PASSWORD_LOGIN", "1") == "1"
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = STAFF_PASSWORD_LOGIN
# Days. A citizen who has not been here for so long is warned, and then erased.
CITIZENS_KEPT_DAYS = int(os.environ.get("CITIZENS_KEPT_DAYS", "730"))
CITIZENS_WARNED_DAYS = int(os.environ.get("CITIZENS_WARNED_DAYS", "30"))
# Days. How long the citizen can read what came along from another municipality, and who looked;
# how long the logs stay after an erasure.
MOVES_KEPT_DAYS = int(os.environ.get("MOVES_KEPT_DAYS", "365"))
LOOKS_KEPT_DAYS = int(os.environ.get("LOOKS_KEPT_DAYS", "1826"))
LAW_KEEPS_DAYS = int(os.environ.get("LAW_KEEPS_DAYS", "1826"))
# Days. How long words that found nothing are counted, and on how many days (for the nation: in
# how many municipalities) somebody must have sought them before an editor sees them.
SEARCH_MISSES_KEPT_DAYS = int(os.environ.get("SEARCH_MISSES_KEPT_DAYS", "90"))
SEARCH_MISSES_SHOWN_DAYS = int(os.environ.get("SEARCH_MISSES_SHOWN_DAYS", "3"))
# Days. How long an application that was answered with no or taken back can be read.
APPLICATIONS_KEPT_DAYS = int(os.environ.get("APPLICATIONS_KEPT_DAYS", "365"))
# Bytes. What citizens send is read in memory, so that nothing of it lies unsealed on a disk, not
# even for a moment; what is larger than this is refused anyhow.
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024
