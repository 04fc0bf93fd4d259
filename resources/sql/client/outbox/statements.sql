-- Every statement of the outbox, by name. "-- :name" begins one; it ends at the next.

-- :lines
SELECT tag, room_id, content, reply_to, written_ms, failure, detail FROM lines ORDER BY number

-- :keep-line
INSERT INTO lines (tag, room_id, content, reply_to, written_ms, failure, detail)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (tag) DO UPDATE SET failure = excluded.failure, detail = excluded.detail

-- :forget-line
DELETE FROM lines WHERE tag = ?

-- :drafts
SELECT room_id, content FROM drafts

-- :keep-draft
INSERT INTO drafts (room_id, content) VALUES (?, ?)
ON CONFLICT (room_id) DO UPDATE SET content = excluded.content

-- :forget-draft
DELETE FROM drafts WHERE room_id = ?
