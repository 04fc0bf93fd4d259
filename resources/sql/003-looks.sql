-- What a name looks like, so that nobody takes one that cannot be told from another's. Computed
-- from the name by names::claims; NULL in rows of the former schema until the file is opened.

ALTER TABLE users ADD COLUMN look TEXT;
ALTER TABLE users ADD COLUMN folded_look TEXT; -- of the name in lower case
CREATE INDEX users_by_look ON users (look);
CREATE INDEX users_by_folded_look ON users (folded_look);
