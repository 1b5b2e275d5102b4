import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type Answers, answerFileSchema } from '../../src/installer/answers.ts';
import { type ResolvedAnswers, resolveAnswers } from '../../src/installer/resolved.ts';
import type { ChosenCards } from '../../src/network/choose.ts';
import type { Link } from '../../src/network/link.ts';

export const SAMPLES = [
  'controller-static',
  'controller-dhcp',
  'controller-ha',
  'agent-bridge',
  'agent-ipvlan',
  'agent-ipv6',
  'agent-vlan',
  'agent-data-disk',
  'controller-data-xfs',
] as const;
export type Sample = (typeof SAMPLES)[number];

export const PASSWORD = 'correct horse battery';
export const PASSWORD_HASH = `$6$saltsaltsaltsalt$${'h'.repeat(86)}`;

/** The card that the samples name. */
export const LINK: Link = {
  name: 'enp1s0',
  mac: '52:54:00:00:00:01',
  kind: 'physical',
  link: 'up',
  addresses: [],
};

/** As it is chosen for a sample without a bond. */
export const CARDS: ChosenCards = { link: LINK, members: [] };

export function answersOf(sample: Sample): Answers {
  const text = readFileSync(new URL(`answers/${sample}.yaml`, import.meta.url), 'utf8');
  return answerFileSchema.parse(parse(text));
}

/** Bytes 0, 1, 2 … 61 over and over: every draw differs, every run is equal. */
export function countingBytes(): (bytes: number) => Uint8Array {
  let next = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 62);
}

/** A machine that only knows openssl, with what it was asked. */
export function opensslMachine() {
  const calls: { argv: readonly string[]; stdin: string | undefined }[] = [];
  const machine = {
    run: async (argv: readonly string[], options: { stdin?: string } = {}) => {
      calls.push({ argv, stdin: options.stdin });
      return { stdout: `${PASSWORD_HASH}\n`, stderr: '' };
    },
  };
  return { machine, calls };
}

export function resolvedSample(sample: Sample): Promise<ResolvedAnswers> {
  return resolveAnswers(answersOf(sample), { machine: opensslMachine().machine, random: countingBytes() });
}
