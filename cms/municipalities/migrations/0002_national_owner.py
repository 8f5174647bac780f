"""The nation is an owner like any other, and always there."""

from django.db import migrations


def make_national_owner(apps, schema_editor):
    """Make the one owner that no editor makes."""
    owners = apps.get_model("municipalities", "Owner")
    owners.objects.get_or_create(
        slug="national", defaults={"kind": "national", "name": "Hele landet"}
    )


class Migration(migrations.Migration):
    """Adds the national owner."""

    dependencies = [("municipalities", "0001_initial")]
    operations = [migrations.RunPython(make_national_owner, migrations.RunPython.noop)]
