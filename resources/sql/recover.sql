-- What was saved of a damaged database becomes a sound one. Blocks as in statements.sql.

-- :stage
-- As it was read, in tables that end with the connection.
CREATE TEMP TABLE saved_users AS SELECT * FROM users WHERE 0;
CREATE UNIQUE INDEX temp.saved_users_by_id ON saved_users (id);
CREATE TEMP TABLE saved_tokens AS SELECT * FROM tokens WHERE 0;
CREATE UNIQUE INDEX temp.saved_tokens_by_hash ON saved_tokens (hash);
CREATE TEMP TABLE saved_passwords AS SELECT * FROM passwords WHERE 0;
CREATE UNIQUE INDEX temp.saved_passwords_by_user ON saved_passwords (user_id);
CREATE TEMP TABLE saved_subjects AS SELECT * FROM subjects WHERE 0;
CREATE UNIQUE INDEX temp.saved_subjects_by_subject ON saved_subjects (subject);
CREATE TEMP TABLE saved_rooms AS SELECT * FROM rooms WHERE 0;
CREATE UNIQUE INDEX temp.saved_rooms_by_id ON saved_rooms (id);
CREATE TEMP TABLE saved_members AS SELECT * FROM members WHERE 0;
CREATE UNIQUE INDEX temp.saved_members_by_key ON saved_members (room_id, user_id);
CREATE TEMP TABLE saved_roles AS SELECT * FROM roles WHERE 0;
CREATE UNIQUE INDEX temp.saved_roles_by_key ON saved_roles (room_id, user_id);
CREATE TEMP TABLE saved_audit AS SELECT * FROM audit WHERE 0;
CREATE UNIQUE INDEX temp.saved_audit_by_seq ON saved_audit (seq);
CREATE TEMP TABLE saved_bans AS SELECT * FROM bans WHERE 0;
CREATE UNIQUE INDEX temp.saved_bans_by_key ON saved_bans (kind, target);
CREATE TEMP TABLE saved_invitations AS SELECT * FROM invitations WHERE 0;
CREATE UNIQUE INDEX temp.saved_invitations_by_key ON saved_invitations (room_id, user_id);
CREATE TEMP TABLE saved_log AS SELECT * FROM log WHERE 0;
CREATE UNIQUE INDEX temp.saved_log_by_seq ON saved_log (room_id, seq);
CREATE TEMP TABLE saved_messages AS SELECT * FROM messages WHERE 0;
CREATE UNIQUE INDEX temp.saved_messages_by_seq ON saved_messages (room_id, seq);
CREATE UNIQUE INDEX temp.saved_messages_by_tag ON saved_messages (user_id, tag);

-- :number
-- A line is its text and its author; what the log adds can be computed. That a forgotten line's
-- tag was used is not kept.
CREATE TEMP TABLE lines AS
SELECT messages.*, log.digest,
       row_number() OVER (PARTITION BY messages.room_id ORDER BY messages.seq) AS new_seq
FROM saved_messages AS messages
LEFT JOIN saved_log AS log ON log.room_id = messages.room_id AND log.seq = messages.seq
                          AND log.event_id = messages.id
WHERE messages.seq >= coalesce((SELECT first_seq FROM saved_rooms WHERE id = messages.room_id), 1);
CREATE UNIQUE INDEX temp.lines_by_seq ON lines (room_id, seq);

-- :rooms
INSERT OR IGNORE INTO rooms (id, title, topic, kind, epoch, last_seq, created_ms, keep, keep_amount,
                             shows_receipts, slow_seconds)
SELECT id, title, topic, kind, '', 0, created_ms, coalesce(keep, 'all'), keep_amount,
       coalesce(shows_receipts, 0), coalesce(slow_seconds, 0)
FROM saved_rooms;
-- Rooms that are known by their messages only are shown to nobody but who was there.
CREATE TEMP TABLE lost_rooms AS
SELECT room_id AS id, min(at_ms) AS created_ms FROM lines
WHERE room_id NOT IN (SELECT id FROM rooms) GROUP BY room_id;
INSERT INTO rooms (id, title, topic, kind, epoch, last_seq, created_ms)
SELECT id, '', '', CASE id WHEN 'general' THEN 'public' ELSE 'private' END, '', 0, created_ms
FROM lost_rooms;

-- :people
INSERT OR IGNORE INTO users (id, name, name_key, avatar, created_ms, role)
SELECT id, name, name_key, avatar, created_ms,
       CASE WHEN role IN ('member', 'moderator', 'owner') THEN role ELSE 'guest' END
FROM saved_users;
CREATE TEMP TABLE lost_users AS
SELECT user_id AS id, min(at_ms) AS created_ms FROM (
    SELECT user_id, at_ms FROM lines
    UNION ALL SELECT user_id, created_ms FROM saved_tokens
    UNION ALL SELECT user_id, changed_ms FROM saved_passwords
    UNION ALL SELECT user_id, created_ms FROM saved_subjects
    UNION ALL SELECT user_id, joined_ms FROM saved_members)
WHERE user_id NOT IN (SELECT id FROM users) GROUP BY user_id;

-- :rest
INSERT OR IGNORE INTO tokens (hash, user_id, created_ms, used_ms, device, ends_ms)
SELECT hash, user_id, created_ms, coalesce(used_ms, 0), coalesce(device, ''), ends_ms
FROM saved_tokens;
INSERT OR IGNORE INTO passwords (user_id, hash, changed_ms)
SELECT user_id, hash, changed_ms FROM saved_passwords;
UPDATE users SET role = 'member'
WHERE role = 'guest' AND id IN (SELECT user_id FROM passwords);
INSERT OR IGNORE INTO subjects (subject, user_id, created_ms)
SELECT subject, user_id, created_ms FROM saved_subjects;
INSERT INTO log (room_id, seq, kind, event_id, user_id, tag, at_ms, digest)
SELECT room_id, new_seq, 'message', id, user_id, tag, at_ms, digest FROM lines;
INSERT INTO messages (room_id, seq, id, user_id, tag, content, reply_to, at_ms)
SELECT room_id, new_seq, id, user_id, tag, content,
       (SELECT asked.new_seq FROM lines AS asked
        WHERE asked.room_id = lines.room_id AND asked.seq = lines.reply_to
          AND asked.seq < lines.seq), at_ms
FROM lines;
UPDATE rooms SET last_seq =
    coalesce((SELECT max(new_seq) FROM lines WHERE lines.room_id = rooms.id), 0);
INSERT OR IGNORE INTO members (room_id, user_id, read_seq, joined_ms)
SELECT room_id, user_id,
       coalesce((SELECT new_seq FROM lines WHERE lines.room_id = saved_members.room_id
                 AND lines.seq <= saved_members.read_seq ORDER BY lines.seq DESC LIMIT 1), 0),
       joined_ms
FROM saved_members WHERE room_id IN (SELECT id FROM rooms);
INSERT OR IGNORE INTO members (room_id, user_id, read_seq, joined_ms)
SELECT room_id, user_id, max(new_seq), min(at_ms) FROM lines
WHERE room_id IN (SELECT id FROM lost_rooms) GROUP BY room_id, user_id;
-- Whether it was read, or only there before one came, is not known any more.
UPDATE members SET joined_seq = read_seq;
INSERT OR IGNORE INTO roles (room_id, user_id, role, until_ms)
SELECT room_id, user_id, role, until_ms FROM saved_roles
WHERE role IN ('banned', 'muted', 'moderator', 'owner')
  AND room_id IN (SELECT id FROM rooms) AND user_id IN (SELECT id FROM users);
DELETE FROM members WHERE EXISTS
    (SELECT 1 FROM roles WHERE roles.room_id = members.room_id AND roles.user_id = members.user_id
     AND roles.role = 'banned');
INSERT OR IGNORE INTO bans (kind, target, user_id, by_id, reason, at_ms, until_ms)
SELECT kind, target, user_id, by_id, reason, at_ms, until_ms FROM saved_bans;
INSERT OR IGNORE INTO invitations (room_id, user_id, by_id, at_ms, until_ms)
SELECT room_id, user_id, by_id, at_ms, until_ms FROM saved_invitations
WHERE room_id IN (SELECT id FROM rooms) AND user_id IN (SELECT id FROM users);
INSERT OR IGNORE INTO audit (seq, at_ms, action, actor_id, room_id, user_id, value, reason, removed,
                             until_ms)
SELECT seq, at_ms, action, actor_id, room_id, user_id, value, reason, removed, until_ms
FROM saved_audit;

-- :lost-messages
SELECT coalesce(sum(max(0, rooms.last_seq - coalesce(rooms.first_seq, 1) + 1
    - (SELECT count(*) FROM lines WHERE lines.room_id = rooms.id))), 0)
FROM saved_rooms AS rooms
