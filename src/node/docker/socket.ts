import { once } from 'node:events';
import { type IncomingMessage, request as sendHttp } from 'node:http';
import { NodeFailure } from '../failure.ts';

/** Where dockerd listens. */
export const DOCKER_SOCKET = '/var/run/docker.sock';

/** What docker answered. */
export type DockerReply = { readonly status: number; readonly body: string };

/** The daemon's HTTP API on its own socket. */
export interface DockerSocket {
  /** @throws DockerFailure when nobody listens, or no answer came within `seconds`. */
  ask(method: 'GET' | 'POST' | 'DELETE', path: string, options?: AskOptions): Promise<DockerReply>;
  /** The pieces of an answer that does not end, as they come. @throws DockerFailure when the daemon is killed */
  pieces(path: string, signal: AbortSignal): AsyncIterable<string>;
}
export type AskOptions = { readonly body?: object; readonly seconds?: number };

/** Docker does not answer, or refuses; a sentence. */
export class DockerFailure extends NodeFailure {}

/** @param socketPath of a daemon, or of what stands in for it in a test. */
export function dockerSocket(socketPath = DOCKER_SOCKET): DockerSocket {
  return {
    async ask(method, path, { body, seconds = 60 } = {}) {
      const signal = AbortSignal.timeout(seconds * 1000);
      const response = await answerOf(socketPath, { method, path, body, signal });
      const pieces: Buffer[] = [];
      try {
        for await (const piece of response) pieces.push(piece);
      } catch (cause) {
        throw silence(cause);
      }
      return { status: response.statusCode ?? 0, body: Buffer.concat(pieces).toString('utf8') };
    },
    async *pieces(path, signal) {
      const response = await answerOf(socketPath, { method: 'GET', path, body: undefined, signal });
      try {
        for await (const piece of response) yield String(piece);
      } catch (cause) {
        // A daemon that is killed ends the answer in its middle.
        throw silence(cause);
      }
    },
  };
}

type Asked = { method: string; path: string; body: object | undefined; signal: AbortSignal };

async function answerOf(socketPath: string, { method, path, body, signal }: Asked): Promise<IncomingMessage> {
  const headers = { host: 'docker', ...(body ? { 'content-type': 'application/json' } : {}) };
  try {
    const outgoing = sendHttp({ socketPath, method, path, headers, signal, agent: false });
    outgoing.on('error', () => {});
    outgoing.end(body && JSON.stringify(body));
    const [response]: IncomingMessage[] = await once(outgoing, 'response');
    if (response) return response;
    throw new Error('no answer');
  } catch (cause) {
    throw silence(cause);
  }
}

function silence(cause: unknown): DockerFailure {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new DockerFailure(`docker does not answer (${why}): systemctl status csphere-docker-agent`);
}
