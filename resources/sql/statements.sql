-- Every statement of the server, by name. "-- :name" begins one; it ends at the next.

-- :begin-writing
BEGIN IMMEDIATE

-- :begin-reading
BEGIN

-- :begin-job
SAVEPOINT job

-- :undo-job
ROLLBACK TO job

-- :end-job
RELEASE job

-- :commit
COMMIT

-- :roll-back
ROLLBACK

-- Of a person: id, name, avatar, role, whether there is a password, whether somebody vouches.
-- :user-by-token
SELECT users.id, users.name, users.avatar, users.role,
       EXISTS (SELECT 1 FROM passwords WHERE passwords.user_id = users.id),
       EXISTS (SELECT 1 FROM subjects WHERE subjects.user_id = users.id),
       tokens.created_ms, tokens.used_ms, tokens.ends_ms
FROM tokens JOIN users ON users.id = tokens.user_id WHERE tokens.hash = ?

-- :user-by-password
SELECT users.id, users.name, users.avatar, users.role, 1,
       EXISTS (SELECT 1 FROM subjects WHERE subjects.user_id = users.id)
FROM passwords JOIN users ON users.id = passwords.user_id
WHERE passwords.user_id = ? AND passwords.hash = ?

-- :user-by-subject
SELECT users.id, users.name, users.avatar, users.role,
       EXISTS (SELECT 1 FROM passwords WHERE passwords.user_id = users.id), 1
FROM subjects JOIN users ON users.id = subjects.user_id WHERE subjects.subject = ?

-- :user
SELECT users.id, users.name, users.avatar, users.role,
       EXISTS (SELECT 1 FROM passwords WHERE passwords.user_id = users.id),
       EXISTS (SELECT 1 FROM subjects WHERE subjects.user_id = users.id)
FROM users WHERE users.id = ?

-- :claimants
SELECT id FROM users WHERE name_key = ? OR look = ? OR folded_look = ?

-- :insert-user
INSERT INTO users (id, name, name_key, look, folded_look, avatar, role, created_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- :update-user
UPDATE users SET name = ?, name_key = ?, look = ?, folded_look = ?, avatar = ? WHERE id = ?

-- :users-without-look
SELECT id, name FROM users WHERE look IS NULL

-- :set-look
UPDATE users SET look = ?, folded_look = ? WHERE id = ?

-- :set-role
UPDATE users SET role = ? WHERE id = ?

-- :insert-token
INSERT INTO tokens (hash, user_id, created_ms, used_ms, device, ends_ms) VALUES (?, ?, ?, ?, ?, ?)

-- :use-token
UPDATE tokens SET used_ms = ? WHERE hash = ?

-- :renew-token
UPDATE tokens SET created_ms = ?, used_ms = ?, device = ?, ends_ms = ? WHERE hash = ?

-- :begin-token
UPDATE tokens SET created_ms = ?, used_ms = ? WHERE hash = ?

-- :end-surplus-tokens
DELETE FROM tokens WHERE user_id = ? AND hash NOT IN
    (SELECT hash FROM tokens WHERE user_id = ? ORDER BY used_ms DESC LIMIT ?)

-- :end-other-tokens
DELETE FROM tokens WHERE user_id = ? AND hash != ?

-- :end-token
DELETE FROM tokens WHERE user_id = ? AND hash = ?

-- :tokens
SELECT hash, device, created_ms, used_ms FROM tokens WHERE user_id = ? ORDER BY used_ms DESC

-- :credential-of-name
SELECT users.id, passwords.hash FROM users
LEFT JOIN passwords ON passwords.user_id = users.id WHERE users.name_key = ?

-- :credential-of-user
SELECT users.id, passwords.hash FROM users
LEFT JOIN passwords ON passwords.user_id = users.id WHERE users.id = ?

-- :set-password
INSERT INTO passwords (user_id, hash, changed_ms) VALUES (?, ?, ?)
ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, changed_ms = excluded.changed_ms

-- :insert-subject
INSERT INTO subjects (subject, user_id, created_ms) VALUES (?, ?, ?)

-- :rooms
SELECT id, title, topic, kind, epoch, last_seq, keep, keep_amount, first_seq, shows_receipts,
       (SELECT count(*) FROM members WHERE members.room_id = rooms.id), slow_seconds
FROM rooms

-- :room-head
SELECT epoch, last_seq, kind, first_seq FROM rooms WHERE id = ?

-- :insert-room
INSERT INTO rooms (id, title, topic, kind, epoch, keep, keep_amount, shows_receipts, created_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING

-- :memberships
SELECT room_id, read_seq FROM members WHERE user_id = ?

-- :entry
SELECT rooms.last_seq, rooms.kind, members.read_seq FROM rooms
LEFT JOIN members ON members.room_id = rooms.id AND members.user_id = ? WHERE rooms.id = ?

-- What somebody is in a room, unless the time of it is over.
-- :role
SELECT role FROM roles WHERE room_id = ? AND user_id = ? AND (until_ms IS NULL OR until_ms > ?)

-- :roles
SELECT roles.room_id, roles.user_id, users.name, roles.role, roles.until_ms
FROM roles JOIN users ON users.id = roles.user_id
WHERE roles.until_ms IS NULL OR roles.until_ms > ?

-- :people
SELECT id, name, role FROM users ORDER BY name

-- :staff
SELECT id, role FROM users WHERE role IN ('moderator', 'owner')

-- :put-role
INSERT INTO roles (room_id, user_id, role, until_ms) VALUES (?, ?, ?, ?)
ON CONFLICT (room_id, user_id) DO UPDATE SET role = excluded.role, until_ms = excluded.until_ms

-- :delete-role
DELETE FROM roles WHERE room_id = ? AND user_id = ?

-- :delete-office
DELETE FROM roles WHERE room_id = ? AND user_id = ? AND role IN ('moderator', 'owner')

-- :insert-act
INSERT INTO audit (seq, at_ms, action, actor_id, room_id, user_id, value, reason, removed, until_ms)
VALUES ((SELECT coalesce(max(seq), 0) + 1 FROM audit), ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq

-- :purge-acts
DELETE FROM audit WHERE seq <= ?

-- Of an act, with the present names of whom and who.
-- :acts-of-room
SELECT seq, at_ms, action, actor_id, room_id, user_id, value, reason, removed, until_ms,
       (SELECT name FROM users WHERE id = user_id), (SELECT name FROM users WHERE id = actor_id)
FROM audit WHERE room_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?

-- :acts-of-operator
SELECT seq, at_ms, action, actor_id, room_id, user_id, value, reason, removed, until_ms,
       (SELECT name FROM users WHERE id = user_id), NULL
FROM audit WHERE seq > ? AND actor_id = '' ORDER BY seq LIMIT ?

-- :last-act
SELECT coalesce(max(seq), 0) FROM audit

-- :put-ban
INSERT INTO bans (kind, target, user_id, by_id, reason, at_ms, until_ms)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, target) DO UPDATE SET user_id = excluded.user_id, by_id = excluded.by_id,
    reason = excluded.reason, at_ms = excluded.at_ms, until_ms = excluded.until_ms

-- :delete-ban
DELETE FROM bans WHERE kind = ? AND target = ?

-- :bans
SELECT kind, target, reason, at_ms, until_ms,
       (SELECT name FROM users WHERE id = user_id), (SELECT name FROM users WHERE id = by_id)
FROM bans WHERE until_ms IS NULL OR until_ms > ? ORDER BY at_ms DESC

-- :set-slow-mode
UPDATE rooms SET slow_seconds = ? WHERE id = ?

-- :put-invitation
INSERT INTO invitations (room_id, user_id, by_id, at_ms, until_ms) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (room_id, user_id) DO UPDATE SET by_id = excluded.by_id, at_ms = excluded.at_ms,
    until_ms = excluded.until_ms

-- :delete-invitation
DELETE FROM invitations WHERE room_id = ? AND user_id = ?

-- :is-invited
SELECT 1 FROM invitations WHERE room_id = ? AND user_id = ? AND until_ms > ?

-- :invitations
SELECT invitations.room_id, rooms.title, (SELECT name FROM users WHERE id = by_id),
       invitations.until_ms
FROM invitations JOIN rooms ON rooms.id = invitations.room_id
WHERE invitations.user_id = ? AND invitations.until_ms > ? ORDER BY at_ms DESC LIMIT ?

-- :end-all-tokens
DELETE FROM tokens WHERE user_id = ?

-- :end-named-token
DELETE FROM tokens WHERE user_id = ? AND substr(lower(hex(hash)), 1, 32) = ?

-- :names-of
SELECT (SELECT name FROM users WHERE id = ?), (SELECT name FROM users WHERE id = ?)

-- :members
SELECT users.id, users.name, users.avatar,
       CASE WHEN members.read_seq > members.joined_seq THEN members.read_seq END
FROM members
JOIN users ON users.id = members.user_id WHERE members.room_id = ?

-- :member-count
SELECT count(*) FROM members WHERE room_id = ?

-- :insert-member
INSERT INTO members (room_id, user_id, read_seq, joined_seq, joined_ms)
SELECT id, ?, last_seq, last_seq, ? FROM rooms WHERE id = ?
AND (SELECT count(*) FROM members WHERE user_id = ?) < ?

-- :delete-member
DELETE FROM members WHERE room_id = ? AND user_id = ?

-- :mark-read
UPDATE members
SET read_seq = max(read_seq, min(?, (SELECT last_seq FROM rooms WHERE id = members.room_id)))
WHERE room_id = ? AND user_id = ? RETURNING read_seq

-- :log-by-tag
SELECT room_id, seq, event_id, at_ms, digest FROM log WHERE user_id = ? AND tag = ?

-- :next-seq
UPDATE rooms SET last_seq = last_seq + 1 WHERE id = ? RETURNING last_seq

-- :insert-log
INSERT INTO log (room_id, seq, kind, event_id, user_id, tag, at_ms, digest)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- :insert-message
INSERT INTO messages (room_id, seq, id, user_id, tag, content, reply_to, at_ms)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)

-- :messages-before
SELECT messages.id, messages.seq, messages.user_id, users.name, users.avatar, messages.content,
       messages.at_ms, messages.tag, messages.reply_to
FROM messages JOIN users ON users.id = messages.user_id
WHERE messages.room_id = ? AND messages.seq < ? ORDER BY messages.seq DESC LIMIT ?

-- :messages-after
SELECT messages.id, messages.seq, messages.user_id, users.name, users.avatar, messages.content,
       messages.at_ms, messages.tag, messages.reply_to
FROM messages JOIN users ON users.id = messages.user_id
WHERE messages.room_id = ? AND messages.seq > ? ORDER BY messages.seq LIMIT ?

-- :first-since
SELECT seq FROM messages WHERE room_id = ? AND at_ms >= ? ORDER BY seq LIMIT 1

-- :purge-messages
DELETE FROM messages WHERE room_id = ? AND seq < ?

-- :purge-log
DELETE FROM log WHERE room_id = ? AND seq < ? AND at_ms < ?

-- :move-first
UPDATE rooms SET first_seq = max(first_seq, min(?, last_seq + 1)) WHERE id = ? RETURNING first_seq
