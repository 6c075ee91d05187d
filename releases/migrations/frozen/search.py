"""The table of the search index, which no model describes, as 0001 makes it.

Its triggers are put in place after every migrate, since SQLite loses them when a table is made anew.
"""

SQLITE = (
    """CREATE VIRTUAL TABLE releases_searchentry USING fts5(title, body, tokenize = "ascii tokenchars '~^_'")""",
)
POSTGRESQL = (
    "CREATE TABLE releases_searchentry (rowid bigint PRIMARY KEY, terms tsvector NOT NULL)",
    "ALTER TABLE releases_searchentry ALTER COLUMN terms SET STATISTICS 1000",
    "CREATE INDEX releases_searchentry_terms ON releases_searchentry USING gin (terms)",
    """CREATE FUNCTION releases_searchentry_packed(query tsquery) RETURNS bytea LANGUAGE sql STABLE
    SET enable_seqscan = off AS $$
        SELECT coalesce(string_agg(int4send(rowid::int4), ''), '') FROM releases_searchentry WHERE terms @@ query
    $$""",
    """CREATE FUNCTION releases_searchentry_forget() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE releases_searchentry;
        ELSE
            DELETE FROM releases_searchentry WHERE rowid = old.id;
        END IF;
        RETURN NULL;
    END $$""",
)
REMOVED_FROM_SQLITE = (
    "DROP TRIGGER IF EXISTS releases_searchentry_deleted",
    "DROP TRIGGER IF EXISTS releases_searchentry_changed",
    "DROP TABLE releases_searchentry",
)
REMOVED_FROM_POSTGRESQL = (
    "DROP FUNCTION releases_searchentry_packed(tsquery)",
    "DROP FUNCTION releases_searchentry_forget() CASCADE",
    "DROP TABLE releases_searchentry",
)


def make_index(_apps, schema_editor):
    """The table is there, and what searches and triggers call."""
    _execute(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def remove_index(_apps, schema_editor):
    """Neither table nor functions nor triggers are there."""
    _execute(schema_editor, {"sqlite": REMOVED_FROM_SQLITE, "postgresql": REMOVED_FROM_POSTGRESQL})


def _execute(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements[schema_editor.connection.vendor]:
            cursor.execute(statement)
