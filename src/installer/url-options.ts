import { join } from 'node:path';
import type { Machine } from '../machine.ts';
import { badWord, bootWord } from './boot-words.ts';
import { isCertificate } from './certificate.ts';
import { secondsOf } from './install-answers.ts';

/** How an answer file is got by its address. */
export type UrlOptions = {
  /** Seconds for all attempts together. */
  readonly wait: number;
  /** SHA-256 of the file, in small hexadecimal digits. */
  readonly sha256?: string;
  /** Certificates (PEM) that are trusted, in place of those of the system. */
  readonly ca?: string;
};

/** Where a CA lies on the medium, unless `cos.answers_ca=` says otherwise. */
const CA = '/answers/ca.pem';
const WAIT = '5min';

/**
 * The words beside `cos.answers=`: `cos.answers_wait=`, `cos.answers_sha256=`, `cos.answers_ca=`.
 * @param medium its mount point. @throws ProblemError for one that cannot be used.
 */
export async function urlOptions(
  machine: Pick<Machine, 'readText'>,
  commandLine: string,
  medium: string | undefined,
): Promise<UrlOptions> {
  const wait = secondsOf(bootWord(commandLine, 'cos.answers_wait') ?? WAIT);
  if (wait === undefined) throw badWord('cos.answers_wait', 'write a number with s, min or h');
  const sha256 = bootWord(commandLine, 'cos.answers_sha256')?.toLowerCase();
  if (sha256 !== undefined && !/^[0-9a-f]{64}$/.test(sha256))
    throw badWord('cos.answers_sha256', 'write the 64 hexadecimal digits that sha256sum prints');
  const ca = await caOf(machine, bootWord(commandLine, 'cos.answers_ca'), medium);
  return { wait, ...(sha256 === undefined ? {} : { sha256 }), ...(ca === undefined ? {} : { ca }) };
}

/** The CA of the medium, for servers that the kernel's command line names; one that is named there has to be there. */
export async function caOf(
  machine: Pick<Machine, 'readText'>,
  named: string | undefined,
  medium: string | undefined,
): Promise<string | undefined> {
  const path = join(medium ?? '/', named ?? CA);
  const text = medium === undefined && named === undefined ? undefined : await machine.readText(path);
  if (text === undefined) {
    if (named === undefined) return undefined;
    throw badWord('cos.answers_ca', `${path} is not there`);
  }
  if (!isCertificate(text)) throw badWord('cos.answers_ca', `${path} holds no certificate (PEM)`);
  return text;
}
