// A plain chat server on Socket.IO 4: the same words as events, rooms by the library's own means.

import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { Rooms, isText, newUser, person, sayReady } from './rooms.js';

const rooms = new Rooms();
const http = createServer();
const io = new Server(http, { maxHttpBufferSize: 1e6, pingInterval: 25000, pingTimeout: 60000 });

function leave(socket, roomId) {
    const room = rooms.leave(roomId, socket);
    if (!room)
        return;
    socket.leave(roomId);
    io.to(roomId).emit('user-presence', Rooms.presence(roomId, room, 'left', socket.user));
}

io.on('connection', (socket) => {
    const refuse = (message) => socket.emit('error', { message });
    // Only for who has authenticated.
    const on = (name, handler) => socket.on(name, (argument) =>
        socket.user ? handler(argument) : refuse('Not authenticated'));

    socket.on('authenticate', (data) => {
        if (!isText(data?.name, 48))
            return refuse('Invalid message format');
        socket.user = newUser(data.name);
        socket.emit('authenticated', person(socket.user));
    });
    on('join-room', (roomId) => {
        if (!isText(roomId, 50))
            return refuse('Invalid message format');
        const room = rooms.join(roomId, socket);
        socket.join(roomId);
        socket.emit('room-history', Rooms.history(roomId, room));
        socket.to(roomId).emit('user-presence',
                               Rooms.presence(roomId, room, 'joined', socket.user));
    });
    on('leave-room', (roomId) => leave(socket, roomId));
    on('send-message', (data) => {
        const room = rooms.of(data?.roomId, socket);
        if (!room)
            return refuse('Not a member of this room');
        if (!isText(data.content, 5000))
            return refuse('Message too long');
        io.to(data.roomId).emit('new-message',
                                rooms.say(data.roomId, room, socket.user, data.content));
    });
    on('typing', (roomId) => {
        if (rooms.of(roomId, socket))
            socket.to(roomId).emit('user-typing', { roomId, userId: socket.user.id });
    });
    socket.on('disconnect', () => {
        for (const roomId of socket.user?.rooms ?? [])
            leave(socket, roomId);
    });
});

http.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => sayReady(http.address().port));
