-- What a room promises to its members: what it keeps, and whether it shows who has read.

ALTER TABLE rooms ADD COLUMN keep TEXT NOT NULL DEFAULT 'all';
ALTER TABLE rooms ADD COLUMN keep_amount INTEGER;
ALTER TABLE rooms ADD COLUMN shows_receipts INTEGER NOT NULL DEFAULT 0;
