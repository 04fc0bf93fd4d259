-- Which messages a room keeps, and the oldest one that is left.

ALTER TABLE rooms ADD COLUMN keep TEXT NOT NULL DEFAULT 'all';
ALTER TABLE rooms ADD COLUMN keep_amount INTEGER; -- of messages or days; NULL where keep needs none
ALTER TABLE rooms ADD COLUMN first_seq INTEGER NOT NULL DEFAULT 1;
