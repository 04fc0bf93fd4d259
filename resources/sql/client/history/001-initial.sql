-- A copy of what the server has. All of it may be thrown away, and is when it is damaged. Each
-- migration is one transaction; its number is the database's user_version.

-- As whom this copy was made: one row or none.
CREATE TABLE self (
    user_id TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    avatar  TEXT NOT NULL,
    role    TEXT NOT NULL
) WITHOUT ROWID;

-- The rows of the room list as they were last told.
CREATE TABLE list (
    room_id      TEXT PRIMARY KEY,
    title        TEXT NOT NULL,
    topic        TEXT NOT NULL,
    kind         TEXT NOT NULL,
    epoch        TEXT NOT NULL,
    head_seq     INTEGER NOT NULL,
    member_count INTEGER NOT NULL,
    online_count INTEGER NOT NULL,
    is_joined    INTEGER,
    read_seq     INTEGER
) WITHOUT ROWID;

-- The rooms one belongs to: everything up to have_seq is in lines, or missing in known.
CREATE TABLE rooms (
    id       TEXT PRIMARY KEY,
    title    TEXT NOT NULL,
    topic    TEXT NOT NULL,
    epoch    TEXT NOT NULL,
    have_seq INTEGER NOT NULL,
    read_seq INTEGER NOT NULL
) WITHOUT ROWID;

-- The stretches of a room's log that are here, or are known to be kept nowhere any more.
CREATE TABLE known (
    room_id TEXT NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    first   INTEGER NOT NULL,
    last    INTEGER NOT NULL,
    PRIMARY KEY (room_id, first)
) WITHOUT ROWID;

CREATE TABLE lines (
    room_id   TEXT NOT NULL REFERENCES rooms (id) ON DELETE CASCADE,
    seq       INTEGER NOT NULL,
    id        TEXT NOT NULL,
    user_id   TEXT NOT NULL,
    user_name TEXT NOT NULL,
    avatar    TEXT NOT NULL,
    content   TEXT NOT NULL,
    at_ms     INTEGER NOT NULL,
    tag       TEXT,
    reply_to  INTEGER,
    PRIMARY KEY (room_id, seq)
) WITHOUT ROWID;
