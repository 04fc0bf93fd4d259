-- Which rooms show how far everyone has read, and where one was when one joined: what is before
-- that one has not read by being let in.

ALTER TABLE rooms ADD COLUMN shows_receipts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN joined_seq INTEGER NOT NULL DEFAULT 0;
