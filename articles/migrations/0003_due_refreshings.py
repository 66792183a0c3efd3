from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_refreshing"),
    ]

    operations = [
        migrations.RenameField("refreshing", "asked_at", "due_at"),
    ]
