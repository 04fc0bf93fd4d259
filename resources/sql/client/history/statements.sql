-- Every statement of the history, by name. "-- :name" begins one; it ends at the next.

-- :self
SELECT user_id, name, avatar, role FROM self

-- :forget-self
DELETE FROM self

-- :keep-self
INSERT INTO self (user_id, name, avatar, role) VALUES (?, ?, ?, ?)

-- :list
SELECT room_id, title, topic, kind, epoch, head_seq, member_count, online_count, is_joined,
       read_seq
FROM list

-- :forget-list
DELETE FROM list

-- :keep-list-row
INSERT INTO list (room_id, title, topic, kind, epoch, head_seq, member_count, online_count,
                  is_joined, read_seq)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- :rooms
SELECT id, title, topic, epoch, have_seq, read_seq, keep, keep_amount, shows_receipts
FROM rooms ORDER BY id

-- :keep-room
INSERT INTO rooms (id, title, topic, epoch, have_seq, read_seq, keep, keep_amount, shows_receipts)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET title = excluded.title, topic = excluded.topic,
    epoch = excluded.epoch, have_seq = excluded.have_seq, read_seq = excluded.read_seq,
    keep = excluded.keep, keep_amount = excluded.keep_amount,
    shows_receipts = excluded.shows_receipts

-- :forget-room
DELETE FROM rooms WHERE id = ?

-- :forget-room-of-other-log
DELETE FROM rooms WHERE id = ? AND epoch <> ?

-- :known
SELECT first, last FROM known WHERE room_id = ? ORDER BY first

-- :forget-known
DELETE FROM known WHERE room_id = ?

-- :keep-known
INSERT INTO known (room_id, first, last) VALUES (?, ?, ?)

-- :keep-message
INSERT INTO lines (room_id, seq, id, user_id, user_name, avatar, content, at_ms, tag, reply_to)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (room_id, seq) DO NOTHING

-- :lines-before
SELECT seq, id, user_id, user_name, avatar, content, at_ms, tag, reply_to
FROM lines WHERE room_id = ? AND seq < ? AND seq >= ? ORDER BY seq DESC LIMIT ?
