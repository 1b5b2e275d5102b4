import { createHash } from 'node:crypto';
import { httpProblem, isBusy, mayPass } from '../http-problem.ts';
import { HttpFailure, type Machine } from '../machine.ts';
import { backOff, type Pause, pause } from '../pause.ts';
import { error, type Problem, ProblemError, sentence } from '../problem.ts';
import { shownUrl } from '../shown-url.ts';
import type { UrlOptions } from './url-options.ts';

/** Largest answer file. */
const MAX_BYTES = 1024 * 1024;
/** Seconds of one attempt. */
const ATTEMPT = 30;

export type Fetching = {
  readonly machine: Pick<Machine, 'request'>;
  /** What is said of each attempt. */
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
  readonly wait?: Pause;
  /** Milliseconds, for the deadline. */
  readonly now?: () => number;
};

export type Fetched = { readonly name: string; readonly text: string };

/** One attempt: the file, or why not, and whether asking again may help. */
type Attempt = Fetched | { readonly problem: Problem; readonly again: boolean };

/**
 * Gets an answer file. What may pass (no network yet, a server that is busy or not up) is tried again, until the
 * deadline; of several addresses the first one that has a file counts.
 * @param word what named the address: `cos.answers`, or the path on the command line.
 * @throws ProblemError with what the last attempt said.
 */
export async function fetchAnswers(
  candidates: readonly URL[],
  options: UrlOptions,
  word: string,
  { machine, say, signal, wait = pause, now = Date.now }: Fetching,
): Promise<Fetched> {
  const end = now() + options.wait * 1000;
  const stop = signal ?? new AbortController().signal;
  for (let attempt = 1; ; attempt++) {
    const left = Math.max((end - now()) / 1000, 1);
    const result = await oneRound(candidates, { ...options, wait: Math.min(left, ATTEMPT) }, word, {
      machine,
      say,
      signal,
    });
    if ('text' in result) return result;
    const seconds = backOff(attempt);
    if (!result.again || now() + seconds * 1000 > end) throw new ProblemError(result.problem);
    say(`answers: attempt ${attempt}: ${sentence(result.problem)}; again in ${seconds} s`);
    await wait(seconds, stop);
    stop.throwIfAborted();
  }
}

/** An address without a file leads to the next one; what ends the round otherwise ends it at once. */
async function oneRound(
  candidates: readonly URL[],
  options: UrlOptions,
  word: string,
  tools: Omit<Fetching, 'wait' | 'now'>,
): Promise<Attempt> {
  let last: Attempt | undefined;
  for (const url of candidates) {
    last = await oneAttempt(url, options, word, tools);
    const isMissing = 'problem' in last && last.problem.args.status === 404;
    if ('text' in last || isMissing)
      tools.say(`answers: ${shownUrl(url)}: ${isMissing ? 'not there' : 'found'}`);
    if (!isMissing) return last;
  }
  if (!last) throw new TypeError('no address');
  return last;
}

async function oneAttempt(
  url: URL,
  { wait, ca, sha256 }: UrlOptions,
  word: string,
  { machine, signal }: Pick<Fetching, 'machine' | 'signal'>,
): Promise<Attempt> {
  const request = { url: url.href, deadlineSeconds: wait, maxBytes: MAX_BYTES, ...(ca ? { ca } : {}) };
  try {
    const { status, body } = await machine.request(request, { signal });
    const name = shownUrl(url);
    if (status !== 200)
      return { problem: error('http.status', word, { url: name, status }), again: isBusy(status) };
    const found = createHash('sha256').update(body).digest('hex');
    if (sha256 !== undefined && sha256 !== found)
      return { problem: error('http.pin', word, { url: name, found }), again: false };
    return { name, text: body.toString() };
  } catch (cause) {
    if (!(cause instanceof HttpFailure)) throw cause;
    return { problem: httpProblem(cause, word), again: mayPass(cause) };
  }
}
