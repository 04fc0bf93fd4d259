-- Who may not come in, who was invited, and how slow a room is.

ALTER TABLE rooms ADD COLUMN slow_seconds INTEGER NOT NULL DEFAULT 0; -- between lines of a person

CREATE TABLE bans (
    kind     TEXT NOT NULL,
    target   TEXT NOT NULL, -- the id of a person or device, an address, a network
    user_id  TEXT NOT NULL, -- who was meant; empty: nobody in particular
    by_id    TEXT NOT NULL, -- empty: the operator
    reason   TEXT NOT NULL,
    at_ms    INTEGER NOT NULL,
    until_ms INTEGER, -- NULL: for ever
    PRIMARY KEY (kind, target)
) WITHOUT ROWID;

CREATE TABLE invitations (
    room_id  TEXT NOT NULL REFERENCES rooms (id),
    user_id  TEXT NOT NULL REFERENCES users (id),
    by_id    TEXT NOT NULL,
    at_ms    INTEGER NOT NULL,
    until_ms INTEGER NOT NULL,
    PRIMARY KEY (room_id, user_id)
) WITHOUT ROWID;
CREATE INDEX invitations_by_user ON invitations (user_id);
