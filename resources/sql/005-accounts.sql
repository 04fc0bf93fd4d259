-- What makes a guest's name an account, and which devices know it.

ALTER TABLE users ADD COLUMN role TEXT NOT NULL DEFAULT 'guest';

ALTER TABLE tokens ADD COLUMN used_ms INTEGER NOT NULL DEFAULT 0; -- last, to the hour
ALTER TABLE tokens ADD COLUMN device TEXT NOT NULL DEFAULT ''; -- in words, for its owner
ALTER TABLE tokens ADD COLUMN ends_ms INTEGER; -- at the latest; NULL: as the server's rule says
CREATE INDEX tokens_by_user ON tokens (user_id);

CREATE TABLE passwords (
    user_id    TEXT PRIMARY KEY REFERENCES users (id),
    hash       TEXT NOT NULL, -- Argon2id, with its parameters and salt
    changed_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- People whom somebody that the server trusts knows.
CREATE TABLE subjects (
    subject    TEXT PRIMARY KEY, -- who says so, and what they call them, a line each
    user_id    TEXT NOT NULL REFERENCES users (id),
    created_ms INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX subjects_by_user ON subjects (user_id);
