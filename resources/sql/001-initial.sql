-- The first schema. Each migration is one transaction; its number is the database's user_version.

CREATE TABLE users (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL UNIQUE, -- the name without case, for comparison
    avatar     TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- What a person shows to be the same person again. Only the hash is kept.
CREATE TABLE tokens (
    hash       BLOB PRIMARY KEY, -- SHA-256
    user_id    TEXT NOT NULL REFERENCES users (id),
    created_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE rooms (
    id         TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    topic      TEXT NOT NULL,
    kind       TEXT NOT NULL,
    epoch      TEXT NOT NULL,
    last_seq   INTEGER NOT NULL DEFAULT 0,
    created_ms INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE members (
    room_id   TEXT NOT NULL REFERENCES rooms (id),
    user_id   TEXT NOT NULL REFERENCES users (id),
    read_seq  INTEGER NOT NULL DEFAULT 0,
    joined_ms INTEGER NOT NULL,
    PRIMARY KEY (room_id, user_id)
) WITHOUT ROWID;
CREATE INDEX members_by_user ON members (user_id);

-- What happened: each event that changed a room, once, in order, never changed.
CREATE TABLE log (
    room_id  TEXT NOT NULL REFERENCES rooms (id),
    seq      INTEGER NOT NULL,
    kind     TEXT NOT NULL,
    event_id TEXT NOT NULL,
    user_id  TEXT NOT NULL REFERENCES users (id),
    tag      TEXT NOT NULL,
    at_ms    INTEGER NOT NULL,
    digest   BLOB NOT NULL, -- SHA-256 of what was sent: tells a repetition from a reused tag
    PRIMARY KEY (room_id, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX log_by_tag ON log (user_id, tag);

-- What a line looks like now: the projection of the log that pages are read from.
CREATE TABLE messages (
    room_id  TEXT NOT NULL REFERENCES rooms (id),
    seq      INTEGER NOT NULL,
    id       TEXT NOT NULL,
    user_id  TEXT NOT NULL REFERENCES users (id),
    tag      TEXT NOT NULL,
    content  TEXT NOT NULL,
    reply_to INTEGER,
    at_ms    INTEGER NOT NULL,
    PRIMARY KEY (room_id, seq)
) WITHOUT ROWID;
