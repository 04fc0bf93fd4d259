-- What a person has written: the only thing on this disk that is nowhere else. Each migration is
-- one transaction; its number is the database's user_version.

CREATE TABLE lines (
    number     INTEGER PRIMARY KEY AUTOINCREMENT, -- the order in which they were written
    tag        TEXT NOT NULL UNIQUE,
    room_id    TEXT NOT NULL,
    content    TEXT NOT NULL,
    reply_to   INTEGER,
    written_ms INTEGER NOT NULL,
    failure    TEXT, -- the wire name of the error; null: still to be sent
    detail     TEXT
);

-- What was begun in a room and not sent.
CREATE TABLE drafts (
    room_id TEXT PRIMARY KEY,
    content TEXT NOT NULL
) WITHOUT ROWID;
