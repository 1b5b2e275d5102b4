import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import type { Identity } from './certificates.ts';

const running: { readonly server: Server; readonly sockets: Set<Socket> }[] = [];

afterEach(async () => {
  for (const { server, sockets } of running.splice(0)) {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** Listens on a port of this machine, a free one unless given, until the test ends. @returns the port. */
export async function listening(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  });
  running.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return (server.address() as AddressInfo).port;
}

/** @returns the address of a web server. */
export async function web(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(listener))}`;
}

/** @returns the address of a web server with a certificate. */
export async function secureWeb(identity: Identity, listener: RequestListener): Promise<string> {
  return `https://127.0.0.1:${await listening(createTlsServer(identity, listener))}`;
}

/** @returns `127.0.0.1:PORT` of a server that speaks by itself. */
export async function raw(onSocket: (socket: Socket) => void): Promise<string> {
  return `127.0.0.1:${await listening(createTcpServer(onSocket))}`;
}
