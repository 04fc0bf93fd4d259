// A plain chat server on `ws`: JSON objects {type, data}, in the words of Confab's protocol.

import { WebSocketServer, WebSocket } from 'ws';
import { Rooms, isText, newUser, person, sayReady } from './rooms.js';

const rooms = new Rooms();

// Made once for a whole room, which ws does not do by itself when it is given text.
const frameOf = (type, data, id) => Buffer.from(JSON.stringify({ type, id, data }));
const send = (socket, frame) => socket.send(frame, { binary: false });

function toRoom(room, frame, except) {
    for (const socket of room.members.keys()) {
        if (socket !== except && socket.readyState === WebSocket.OPEN)
            send(socket, frame);
    }
}

function refuse(socket, id, code, message) {
    send(socket, frameOf('error', { code, message }, id));
}

function leave(socket, roomId) {
    const room = rooms.leave(roomId, socket);
    if (room)
        toRoom(room, frameOf('user-presence', Rooms.presence(roomId, room, 'left', socket.user)));
}

const requests = {
    'authenticate'(socket, id, { name }) {
        if (!isText(name, 48))
            return refuse(socket, id, 'invalid-message', 'Invalid message format');
        socket.user = newUser(name);
        send(socket, frameOf('authenticated', person(socket.user), id));
    },
    'join-room'(socket, id, { roomId }) {
        if (!isText(roomId, 50))
            return refuse(socket, id, 'invalid-message', 'Invalid message format');
        const room = rooms.join(roomId, socket);
        send(socket, frameOf('room-history', Rooms.history(roomId, room), id));
        const joined = Rooms.presence(roomId, room, 'joined', socket.user);
        toRoom(room, frameOf('user-presence', joined), socket);
    },
    'leave-room'(socket, id, { roomId }) {
        leave(socket, roomId);
    },
    'send-message'(socket, id, { roomId, content }) {
        const room = rooms.of(roomId, socket);
        if (!room)
            return refuse(socket, id, 'not-a-member', 'Not a member of this room');
        if (!isText(content, 5000))
            return refuse(socket, id, 'too-long', 'Message too long');
        toRoom(room, frameOf('new-message', rooms.say(roomId, room, socket.user, content)));
    },
    'typing'(socket, id, { roomId }) {
        const room = rooms.of(roomId, socket);
        if (room)
            toRoom(room, frameOf('user-typing', { roomId, userId: socket.user.id }), socket);
    },
};

function onMessage(socket, bytes) {
    let request;
    try {
        request = JSON.parse(bytes);
    } catch {
        return refuse(socket, undefined, 'invalid-message', 'Invalid message format');
    }
    const { type, id, data = {} } = request;
    if (!Object.hasOwn(requests, type))
        return refuse(socket, id, 'invalid-message', 'Invalid message format');
    if (!socket.user && type !== 'authenticate')
        return refuse(socket, id, 'not-authenticated', 'Not authenticated');
    requests[type](socket, id, data);
}

const server = new WebSocketServer({ host: '127.0.0.1', port: 0, maxPayload: 1e6, backlog: 4096 });
server.on('connection', (socket) => {
    send(socket, frameOf('welcome', { message: 'Connected to WebSocket server!' }));
    socket.on('message', (bytes) => onMessage(socket, bytes));
    socket.on('error', () => {});
    socket.on('close', () => {
        for (const roomId of socket.user?.rooms ?? [])
            leave(socket, roomId);
    });
});
server.on('listening', () => sayReady(server.address().port));
