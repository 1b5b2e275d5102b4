import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type PlatformAnswers, platformSchema } from '../../../src/roles/platform.ts';

export const EXAMPLES = ['dc1', 'ha', 'cache'] as const;
export type Example = (typeof EXAMPLES)[number];

/** The answer file of an example, as it is written for its first node. */
export function exampleFile(example: Example): URL {
  return new URL(`../../platforms/${example}.yaml`, import.meta.url);
}

/** The `platform` section of an example. */
export function platformOf(example: Example): PlatformAnswers {
  const text = readFileSync(exampleFile(example), 'utf8');
  return z.object({ platform: platformSchema }).parse(parse(text)).platform;
}

/** A cluster of nodes a1, a2, … with addresses 10.0.0.1, 10.0.0.2, … */
export function nodes(count: number, services: object, more: object = {}): PlatformAnswers {
  const all = Array.from({ length: count }, (_, at) => ({ name: `a${at + 1}`, address: `10.0.0.${at + 1}` }));
  return platformSchema.parse({ nodes: all, services, ...more });
}
