import { z } from 'zod';
import { parseAddress } from '../network/address.ts';
import { isHostName, textOrList } from '../network/fields.ts';
import { refuse, says } from '../says.ts';
import { Secret } from '../secret.ts';

/** Where a controller is reached. */
export type Endpoint = { readonly host: string; readonly port: number };

/** Reads `host:port`, `[2001:db8::1]:port`, with or without `http://` before and `/` behind. */
export function parseEndpoint(written: string): Endpoint | undefined {
  const match = /^(?:https?:\/\/)?(?:\[([0-9a-f:.]+)\]|([^\s:/[\]]+)):(\d{1,5})\/?$/i.exec(written.trim());
  if (!match) return undefined;
  const port = Number(match[3]);
  const host = match[1] === undefined ? (match[2] ?? '') : parseAddress(match[1])?.text;
  if (host === undefined || port < 1 || port > 65535) return undefined;
  return isHostName(host) || parseAddress(host) ? { host, port } : undefined;
}

/** `host:port`, an IPv6 address in brackets. */
export function formatEndpoint(endpoint: Endpoint): string {
  return endpoint.host.includes(':')
    ? `[${endpoint.host}]:${endpoint.port}`
    : `${endpoint.host}:${endpoint.port}`;
}

const controllers = textOrList(parseEndpoint, 'agent.not-endpoint', (text) => text.split(',')).transform(
  (list, context): readonly [Endpoint, ...Endpoint[]] => {
    const [first, ...others] = list;
    if (first) return [first, ...others];
    refuse(context, 'answers.empty');
    return z.NEVER;
  },
);

/** YAML reads an unquoted 8070 as a number; only a leading zero is lost on that way. */
const installCode = z.union([z.string(), z.int()], says('agent.code')).transform((written, context) => {
  const code = String(written);
  if (/^\d{4}$/.test(code)) return new Secret(code);
  const lostZero = typeof written === 'number' && written >= 0 && written < 1000;
  refuse(context, lostZero ? 'agent.code-unquoted' : 'agent.code');
  return z.NEVER;
});

/** The `agent` section: which controllers it belongs to, and how its containers reach the network. */
export const agentSchema = z.strictObject({
  controllers: controllers.meta({
    description:
      'Controllers as `host:port`, the current main controller first; a list, or one text with commas. `http://` in front is accepted.',
    examples: [['192.168.122.170:80', '192.168.122.171:80'], '192.168.122.170:80,192.168.122.171:80'],
  }),
  install_code: installCode.meta({
    description:
      "Four digits from the controller's web page. Write it in quotes: YAML takes `0070` for the number 70.",
    examples: ['8070'],
  }),
  network_mode: z
    .enum(['bridge', 'ipvlan'])
    .default('bridge')
    .meta({
      description:
        "How containers reach the node's network: `bridge` (over `br0`) or `ipvlan` (the node then also takes its address + 1, for its DNS). Cannot be changed later.",
      examples: ['bridge'],
    }),
});
export type AgentAnswers = z.output<typeof agentSchema>;
