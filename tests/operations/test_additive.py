"""Migrations only add, so that old and new workers run beside one another; or they say why not."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.functions import Now

from cms.operations.additive import Finding, findings

OURS = ("cms.", "content_models")
# What stood when the rule came: no version that is in use is older.
BEFORE_THE_RULE = {
    ("citizens", "0002_logins_and_moves"),
    ("library", "0002_listed_title"),
    ("municipalities", "0002_national_owner"),
    ("municipalities", "0004_submit_and_two_eyes"),
    ("municipalities", "0006_company_numbers"),
    ("personalisation", "0003_drafts_versions_tests_and_ends"),
    ("personalisation", "0004_stamped_by_the_database"),
    ("rights", "0001_consents_looks_and_civil_numbers"),
}


def test_the_products_own_only_add_or_answer_for_it() -> None:
    own = {one.label for one in apps.get_app_configs() if one.name.startswith(OURS)}
    loader = MigrationLoader(None)
    looked_at = {name for name in loader.graph.nodes if name[0] in own}
    assert len(looked_at) > 40
    found = {one.migration: one for one in findings(loader, looked_at)}
    wrong = [
        str(one)
        for name, one in found.items()
        if not one.is_answered_for and name not in BEFORE_THE_RULE
    ]
    assert not wrong, "docs/operations/running.md says what to do:\n" + "\n".join(wrong)
    assert set(found) >= BEFORE_THE_RULE, "the list has names that it needn't"


MAY = [
    migrations.AddField("before", "more", models.TextField(null=True)),
    migrations.AddField("before", "at", models.DateTimeField(db_default=Now())),
    migrations.AddField("before", "others", models.ManyToManyField("before.Before")),
    migrations.AddIndex("before", models.Index(fields=["name"], name="by_name")),
    migrations.AlterField("before", "name", models.CharField("Navn", max_length=40)),
    migrations.AlterField("before", "name", models.CharField(max_length=20, null=True)),
    migrations.CreateModel("After", [("id", models.AutoField(primary_key=True))]),
]
MAY_NOT = [
    (migrations.AddField("before", "more", models.TextField(default="")), "db_default"),
    (migrations.RemoveField("before", "name"), "RemoveField"),
    (migrations.RenameField("before", "name", "title"), "RenameField"),
    (migrations.RenameModel("Before", "After"), "RenameModel"),
    (migrations.DeleteModel("Before"), "DeleteModel"),
    (migrations.AlterField("before", "name", models.CharField(max_length=10)), "less room"),
    (migrations.AlterField("before", "name", models.IntegerField()), "another kind"),
    (migrations.AlterUniqueTogether("before", {("name",)}), "AlterUniqueTogether"),
    (migrations.RunSQL("DROP TABLE before"), "RunSQL"),
    (migrations.RunPython(migrations.RunPython.noop), "RunPython"),
]  # fmt: skip


def test_what_was_allowed_twice_must_not_become_unique() -> None:
    unique = models.CharField(max_length=20, unique=True)
    (found,) = found_in(migrations.AlterField("before", "name", unique))
    assert "must be unique" in found.reason


def found_in(*operations: Operation, **answers: str) -> list[Finding]:
    """What is found in a migration that does this to a table that is there."""
    first = type("First", (migrations.Migration,), {"operations": [_made()]})
    second = type("Second", (migrations.Migration,), {"operations": operations, **answers})
    loader = MigrationLoader(None)
    loader.graph.add_node(("before", "0001"), first("0001", "before"))
    loader.graph.add_node(("before", "0002"), second("0002", "before"))
    loader.graph.add_dependency(None, ("before", "0002"), ("before", "0001"))
    return list(findings(loader, {("before", "0002")}))


def _made() -> Operation:
    fields = [("id", models.AutoField(primary_key=True)), ("name", models.CharField(max_length=20))]
    return migrations.CreateModel("Before", fields)


@pytest.mark.parametrize("operation", MAY, ids=lambda one: one.describe())
def test_what_only_adds_is_fine(operation: Operation) -> None:
    assert found_in(operation) == []


@pytest.mark.parametrize(("operation", "word"), MAY_NOT, ids=lambda one: str(one)[:40])
def test_what_does_more_is_found_and_can_be_answered_for(operation: Operation, word: str) -> None:
    (found,) = found_in(operation)
    assert word in found.reason
    assert not found.is_answered_for
    (safe,) = found_in(operation, is_safe_because="nobody reads it")
    (stop,) = found_in(operation, needs_a_stop="some seconds")
    assert safe.is_answered_for
    assert str(stop) == "before.0002: some seconds"


def test_a_new_tables_own_rules_are_nobody_elses() -> None:
    unique = models.UniqueConstraint(fields=["name"], name="one_name")
    fields = [("id", models.AutoField(primary_key=True)), ("name", models.TextField())]
    created = migrations.CreateModel("After", fields)
    assert found_in(created, migrations.AddConstraint("after", unique)) == []
    assert found_in(migrations.AddConstraint("before", unique))


@pytest.mark.django_db
def test_an_operator_asks_before_migrating(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_migrations")
    assert "the portal may go on serving" in capsys.readouterr().out
    MigrationRecorder.Migration.objects.filter(app="library", name="0002_listed_title").delete()
    with pytest.raises(CommandError, match=r"Stop the portal.*\n  library.0002_listed_title: "):
        call_command("check_migrations")
