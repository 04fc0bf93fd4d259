// What a plain chat server keeps in memory: who is in which room, and what was said there last.

const KEPT = 100;
const ON_JOIN = 50;

const newId = () => Math.random().toString(36).slice(2, 11);

export function newUser(name) {
    return { id: newId(), name, avatar: '', rooms: new Set() };
}

export class Rooms {
    #rooms = new Map();

    // Makes the room when it does not exist. `connection` is whatever the library sends to.
    join(roomId, connection) {
        let room = this.#rooms.get(roomId);
        if (!room)
            this.#rooms.set(roomId, room = { messages: [], seq: 0, members: new Map() });
        room.members.set(connection, connection.user);
        connection.user.rooms.add(roomId);
        return room;
    }

    leave(roomId, connection) {
        const room = this.#rooms.get(roomId);
        if (!room || !room.members.delete(connection))
            return undefined;
        connection.user.rooms.delete(roomId);
        if (room.members.size === 0)
            this.#rooms.delete(roomId);
        return room;
    }

    // The room, if the connection is in it.
    of(roomId, connection) {
        const room = this.#rooms.get(roomId);
        return room?.members.has(connection) ? room : undefined;
    }

    say(roomId, room, user, content) {
        const message = {
            id: newId(), seq: ++room.seq, roomId, userId: user.id, userName: user.name,
            avatar: user.avatar, content, timestamp: new Date().toISOString(),
        };
        room.messages.push(message);
        if (room.messages.length > KEPT)
            room.messages.shift();
        return message;
    }

    static history(roomId, room) {
        return {
            roomId,
            messages: room.messages.slice(-ON_JOIN),
            members: [...room.members.values()].map(person),
            onlineCount: room.members.size,
        };
    }

    static presence(roomId, room, type, user) {
        return { roomId, type, user: person(user), onlineCount: room.members.size };
    }
}

export function person(user) {
    return { id: user.id, name: user.name, avatar: user.avatar };
}

export function isText(value, longest) {
    return typeof value === 'string' && value.length > 0 && value.length <= longest;
}

// The line that says that connections are accepted, as confabd has it.
export function sayReady(port) {
    console.log(`READY ${JSON.stringify({ port })}`);
}
