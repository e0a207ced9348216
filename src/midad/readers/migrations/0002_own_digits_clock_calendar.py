from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("readers", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="reader",
            name="calendar",
            field=models.CharField(
                blank=True,
                choices=[
                    ("gregorian", "Gregorian"),
                    ("hijri", "Hijri"),
                    ("both", "Gregorian with Hijri beside it"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="calendar",
            ),
        ),
        migrations.AddField(
            model_name="reader",
            name="clock",
            field=models.CharField(
                blank=True,
                choices=[
                    ("h24-period", "24 hours with period: 00:03 صباحا"),
                    ("h12-period", "12 hours with period: 12:03 صباحا"),
                    ("h24", "24 hours alone: 00:03"),
                ],
                db_default="",
                default="",
                max_length=20,
                verbose_name="clock",
            ),
        ),
        migrations.AddField(
            model_name="reader",
            name="digits",
            field=models.CharField(
                blank=True,
                choices=[
                    ("latin", "0123456789"),
                    ("arabic", "٠١٢٣٤٥٦٧٨٩"),
                    ("persian", "۰۱۲۳۴۵۶۷۸۹"),
                ],
                db_default="",
                default="",
                max_length=10,
                verbose_name="digits",
            ),
        ),
    ]
