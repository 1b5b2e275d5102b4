import { parseEnv } from 'node:util';
import type { Machine } from '../machine.ts';
import { isShellSafe } from '../roles/inst-opts.ts';
import { NodeFailure } from './failure.ts';

/** Values of a file of `KEY=value` lines; a key that is not there is empty. */
export type EnvFile = { readonly value: (key: string) => string; readonly refuse: Refuse };
/** Ends with a sentence about a key's value; the value itself is not shown, it may be a secret. */
export type Refuse = (key: string, why: string) => never;

/**
 * Reads a file that shells source and that this program takes values from: none may mean anything to a shell.
 * @param remedy what to do where there is no such file
 * @throws NodeFailure naming the file, or the first key with such a value
 */
export async function readEnvFile(
  machine: Pick<Machine, 'readText'>,
  path: string,
  remedy: string,
): Promise<EnvFile> {
  const text = await machine.readText(path);
  if (text === undefined) throw new NodeFailure(`there is no ${path}: ${remedy}`);
  const values = new Map(Object.entries(parseEnv(text)).map(([key, value]) => [key, value ?? '']));
  const refuse: Refuse = (key, why) => {
    throw new NodeFailure(`${path}: ${key} ${why}`);
  };
  for (const [key, value] of values)
    if (!isShellSafe(value)) refuse(key, 'has characters that mean something to a shell');
  return { value: (key) => values.get(key) ?? '', refuse };
}
