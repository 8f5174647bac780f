"""Words of the portal that more than one page says."""

from django.utils.translation import gettext_lazy as _

FACET_LABELS = {
    "type": _("Hvad leder du efter?"),
    "topics": _("Emner"),
    "industries": _("Brancher"),
    "language": _("Sprog"),
}
