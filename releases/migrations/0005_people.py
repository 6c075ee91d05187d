from django.db import migrations

from releases.migrations.frozen import groups


class Migration(migrations.Migration):

    dependencies = [
        ('releases', '0004_returned_and_comments'),
        ('institutes', '0004_accounts'),
    ]

    operations = [
        migrations.RunPython(groups.make_groups, migrations.RunPython.noop),
    ]
