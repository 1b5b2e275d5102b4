import { z } from 'zod';
import { says } from '../../says.ts';

/**
 * A node's name: one RFC 1123 label with a letter in it. A name of digits only would be a number in YAML
 * and would be sorted first as a key in JavaScript.
 */
export const nodeName = z
  .string()
  .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/, says('platform.node-name'));

/** `all`, or the names of nodes. */
export const nodeSet = z.union([z.literal('all'), z.array(nodeName).min(1)], says('platform.node-set'));

export const absolutePath = z.string().regex(/^\/[^\s/]/, says('platform.path'));
