-- Who keeps order in which room, and what they have done.

-- Who is more or less than a member like others, there or not.
CREATE TABLE roles (
    room_id  TEXT NOT NULL REFERENCES rooms (id),
    user_id  TEXT NOT NULL REFERENCES users (id),
    role     TEXT NOT NULL,
    until_ms INTEGER, -- a member like others after that; NULL: for ever
    PRIMARY KEY (room_id, user_id)
) WITHOUT ROWID;

-- What was done, once, in order, never changed.
CREATE TABLE audit (
    seq      INTEGER PRIMARY KEY,
    at_ms    INTEGER NOT NULL,
    action   TEXT NOT NULL,
    actor_id TEXT NOT NULL, -- empty: the operator
    room_id  TEXT NOT NULL, -- this and the next: empty where there is none
    user_id  TEXT NOT NULL,
    value    TEXT NOT NULL, -- what the action says more
    reason   TEXT NOT NULL,
    removed  INTEGER NOT NULL, -- 1: it has ended a membership
    until_ms INTEGER
) WITHOUT ROWID;
CREATE INDEX audit_by_room ON audit (room_id, seq);
