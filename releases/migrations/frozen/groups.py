"""The groups of a press office and their permissions: each migration grants what its models have."""


def _each(app, verbs, models):
    return [(app, model, f"{verb}_{model}") for model in models.split() for verb in verbs.split()]


# (app label, model, codename). Each group has what stands in its own row and in the rows before it.
PERMISSIONS = {
    "Press officers": (
        *_each("releases", "add change view", "release event eventname photo"),
        *_each("releases", "add change view delete", "mention jointsymbol releaselink releasephoto"),
        *_each("releases", "add change view", "series"),
        *_each("institutes", "add change view", "institute institutename"),
        *_each("institutes", "view", "institutelogo proposal"),
        ("releases", "release", "submit_release"),
    ),
    "Editors": (
        ("releases", "release", "approve_release"),
        *_each("releases", "delete", "release event eventname photo"),
        ("institutes", "proposal", "accept_proposal"),
        *_each("institutes", "add change", "institutelogo"),
        *_each("institutes", "delete", "institutename institutelogo"),
    ),
    "Chief editors": (
        ("releases", "release", "force_approve_release"),
        ("releases", "release", "withdraw_release"),
        *_each("releases", "delete", "series"),
        *_each("institutes", "delete", "institute"),
        *_each("institutes", "change view", "cataloguechange"),
        ("institutes", "accountlink", "manage_people"),
    ),
}


# What the migration “contacts” adds, in the same way.
CONTACT_PERMISSIONS = {
    "Press officers": (
        *_each("releases", "add change view", "contact"),
        *_each("releases", "add change view delete", "releasecontact"),
    ),
    "Editors": _each("releases", "delete", "contact"),
    "Chief editors": (),
}


# What the migration “attachments” adds.
ATTACHMENT_PERMISSIONS = {
    "Press officers": (
        *_each("releases", "view", "attachment"),
        *_each("releases", "add change view delete", "releaseattachment"),
    ),
    "Editors": (),
    "Chief editors": (),
}


# What the migration “publication sets” adds.
SET_PERMISSIONS = {
    "Press officers": _each("releases", "add change view", "publicationset"),
    "Editors": (),
    "Chief editors": (),
}


# What the migration “site pages” adds.
SITE_PAGE_PERMISSIONS = {
    "Press officers": (),
    "Editors": (),
    "Chief editors": _each("releases", "add change view delete", "sitepage"),
}


# What the migration “event texts” adds.
TEXT_PERMISSIONS = {
    "Press officers": (
        *_each("releases", "add change view", "eventtext"),
        *_each("institutes", "add change view", "institutetext"),
    ),
    "Editors": (
        *_each("releases", "delete", "eventtext"),
        *_each("institutes", "delete", "institutetext"),
    ),
    "Chief editors": (),
}


# All of the above, in the order of the migrations.
EVERY_GRANT = (
    *(PERMISSIONS, CONTACT_PERMISSIONS, ATTACHMENT_PERMISSIONS, SET_PERMISSIONS),
    *(SITE_PAGE_PERMISSIONS, TEXT_PERMISSIONS),
)


def grant_site_pages(apps, schema_editor):
    """The groups may do with pages about the site what stands in SITE_PAGE_PERMISSIONS."""
    make_groups(apps, schema_editor, SITE_PAGE_PERMISSIONS)


def grant_texts(apps, schema_editor):
    """The groups may do with texts of events and institutes what stands in TEXT_PERMISSIONS."""
    make_groups(apps, schema_editor, TEXT_PERMISSIONS)


def grant_sets(apps, schema_editor):
    """The groups may do with sets of releases what stands in SET_PERMISSIONS."""
    make_groups(apps, schema_editor, SET_PERMISSIONS)


def grant_attachments(apps, schema_editor):
    """The groups may do with attachments what stands in ATTACHMENT_PERMISSIONS."""
    make_groups(apps, schema_editor, ATTACHMENT_PERMISSIONS)


def grant_contacts(apps, schema_editor):
    """The groups may do with contacts what stands in CONTACT_PERMISSIONS."""
    make_groups(apps, schema_editor, CONTACT_PERMISSIONS)


def make_groups(apps, schema_editor, added=None):
    """The groups are there with their permissions, which Django makes only after the last migration otherwise."""
    using = schema_editor.connection.alias
    groups = apps.get_model("auth", "Group").objects.using(using)
    granted = []
    for name, permissions in (added or PERMISSIONS).items():
        granted += [_permission(apps, using, *each) for each in permissions if _is_there(apps, *each[:2])]
        group, _is_new = groups.get_or_create(name=name)
        group.permissions.add(*granted)


def _is_there(apps, app, model):
    """Whether the model is there yet: one that a later migration makes, it grants."""
    return model in apps.all_models[app]


def _permission(apps, using, app, model, codename):
    """The permission, made as Django would make it where it is not there yet."""
    options = apps.get_model(app, model)._meta
    content_type, _is_new = (
        apps.get_model("contenttypes", "ContentType").objects.using(using).get_or_create(app_label=app, model=model)
    )
    verb = codename.partition("_")[0]
    name = dict(options.permissions).get(codename, f"Can {verb} {options.verbose_name}")
    permission, _is_new = (
        apps.get_model("auth", "Permission")
        .objects.using(using)
        .get_or_create(content_type=content_type, codename=codename, defaults={"name": name})
    )
    return permission
