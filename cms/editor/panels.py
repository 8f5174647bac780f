"""The editor's form, from the declaration's sections and the capabilities' panels."""

from __future__ import annotations

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, Panel

from cms.capabilities.registry import capabilities_of
from cms.declarations import ContentType
from cms.editor.forms import ItemForm
from cms.editor.looking_after.panel import DesksPanel
from cms.editor.sharing.panel import sharing_panel
from cms.library.labels import translated
from cms.library.models import Item


def edit_handler(model: type[Item]) -> ObjectList:
    """The whole form of a type."""
    panels: list[Panel] = [DesksPanel(), *_sections(model.declaration)]
    for capability in capabilities_of(model):
        panels += capability.panels()
    panels.append(sharing_panel())
    return ObjectList(panels, base_form_class=ItemForm)


def _sections(declaration: ContentType) -> list[Panel]:
    if not declaration.form:
        return [panel for name in declaration.fields for panel in _field(declaration, name)]
    return [
        MultiFieldPanel(
            [panel for name in section.fields for panel in _field(declaration, name)],
            heading=translated(section.heading),
        )
        for section in declaration.form
    ]


def _field(declaration: ContentType, name: str) -> list[Panel]:
    if declaration.fields[name].kind != "place":
        return [FieldPanel(name)]
    point = FieldRowPanel([FieldPanel(f"{name}_latitude"), FieldPanel(f"{name}_longitude")])
    return [FieldPanel(name), point]
