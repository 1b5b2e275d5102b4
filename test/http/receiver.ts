import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { type ReportEvent, reportEventSchema } from '../../src/installer/report-event.ts';
import type { Identity } from './certificates.ts';
import { listening } from './servers.ts';

export type Post = {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: ReportEvent;
};

/** A server that takes events: each whole one is kept with the status that it got (200 unless `statuses` says another). */
export async function receiver(statuses: readonly number[] = [], identity?: Identity, port = 0) {
  const taken: Post[] = [];
  const refused: Post[] = [];
  const next = [...statuses];
  const listener: Parameters<typeof createServer>[1] = async (request, response) => {
    const body = await text(request);
    const { method, headers } = request;
    const status = next.shift() ?? 200;
    const post = { method, headers, body, event: reportEventSchema.parse(JSON.parse(body)) };
    (status < 300 ? taken : refused).push(post);
    response.writeHead(status).end();
  };
  const server = identity ? createTlsServer(identity, listener) : createServer(listener);
  const url = `http${identity ? 's' : ''}://127.0.0.1:${await listening(server, '127.0.0.1', port)}/events`;
  return { url, taken, refused, names: () => taken.map(({ event }) => nameOf(event)) };
}

/** `stage partition`, `failed write`: what a test compares. */
export function nameOf(event: ReportEvent): string {
  if (event.event === 'stage') return `stage ${event.stage.id}`;
  return event.event === 'failed' ? `failed ${event.reason}` : event.event;
}
