import { once } from 'node:events';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { dirname } from 'node:path';
import type { DriverReply } from './driver.ts';

/** Where docker looks for the driver called `csphere`. */
export const PLUGIN_SOCKET = '/run/docker/plugins/csphere.sock';

/** Docker's plugin API ("Docker Plugin API", version 1.1). */
const TYPE = 'application/vnd.docker.plugins.v1.1+json';
/** Bytes of a request: they have a few hundred. */
const LARGEST = 1 << 20;

/** Answers a method of the protocol; undefined for one that there is not. */
export type Answer = (method: string, body: unknown) => Promise<DriverReply | undefined>;

/**
 * Serves docker's plugin protocol on a socket that only root may use. A socket that a killed server left is
 * replaced. @returns the server, which listens.
 */
export async function servePlugin(path: string, answer: Answer): Promise<Server> {
  const server = createServer(async (request, response) => {
    const reply = await replyTo(request, answer);
    response.writeHead(reply ? 200 : 404, { 'content-type': TYPE });
    response.end(JSON.stringify(reply ?? { Error: 'no such method' }));
  });
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  const before = process.umask(0o117);
  try {
    server.listen(path);
    await once(server, 'listening');
  } finally {
    process.umask(before);
  }
  await chmod(path, 0o660);
  return server;
}

/** A failure is an answer too: docker shows the sentence in `Error` to the person. */
async function replyTo(request: IncomingMessage, answer: Answer): Promise<DriverReply | undefined> {
  const method = (request.url ?? '').slice(1);
  try {
    return await answer(method, JSON.parse((await bodyOf(request)) || '{}'));
  } catch (cause) {
    const sentence = cause instanceof Error ? cause.message : String(cause);
    process.stderr.write(`${method}: ${sentence}\n`);
    return { Error: sentence };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    bytes += piece.length;
    if (bytes > LARGEST) throw new Error('a request of more than 1 MiB');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}
