"""Of what browsers said of themselves, keep the names alone, in the rows and in the sessions."""

from django.db import migrations

from midad.accounts.devices import kept_name
from midad.accounts.sessions import DEVICE_KEY, SessionStore


def keep_names(apps, schema_editor):
    sessions = apps.get_model("accounts", "Session").objects.using(schema_editor.connection.alias)
    store = SessionStore()
    for row in list(sessions.exclude(device="").only("device", "session_data")):
        row.device = kept_name(row.device)
        data = store.decode(row.session_data)
        if DEVICE_KEY in data:
            row.session_data = store.encode({**data, DEVICE_KEY: row.device})
        row.save(update_fields=["device", "session_data"])


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sessions")]

    operations = [migrations.RunPython(keep_names, migrations.RunPython.noop, elidable=True)]
