import type { NetworkCheck } from '../../network/check.ts';
import { error, warning } from '../../problem.ts';
import { type Endpoint, formatEndpoint } from '../agent.ts';
import { type Answer, isAnswer, type Reply } from './reply.ts';

/** Seconds; the header has whole ones, and the answer takes some. */
const FINE = 10;
/** From here on certificates, logs and time-based codes go wrong; Kerberos draws the same line. */
const WRONG = 300;

/** Compares the clocks, by the Date header (RFC 9110, 6.6.1) of what answered. */
export function clockChecks(
  seen: readonly { readonly endpoint: Endpoint; readonly page: Reply }[],
  path: string,
): NetworkCheck[] {
  return seen.flatMap(({ endpoint, page }) => (isAnswer(page) ? [clockCheck(endpoint, page, path)] : []));
}

function clockCheck(endpoint: Endpoint, { date, at }: Answer, path: string): NetworkCheck {
  const subject = formatEndpoint(endpoint);
  const one = { check: 'time-server', subject } as const;
  if (!date) {
    const problem = error('join.clock-unknown', path, { endpoint: subject });
    return { ...one, result: 'not-possible', problem };
  }
  const seconds = Math.round(Math.abs(date.getTime() - at.getTime()) / 1000);
  if (seconds <= FINE)
    return { ...one, result: 'passed', evidence: { en: `${seconds} s apart`, zh: `相差 ${seconds} 秒` } };
  const args = { endpoint: subject, difference: spanOf(seconds), here: clock(at), there: clock(date) };
  const problem = (seconds > WRONG ? error : warning)('join.clock-off', path, args);
  return { ...one, result: 'failed', problem };
}

/** `2026-11-21 22:47:03Z`. */
function clock(date: Date): string {
  return date.toISOString().replace('T', ' ').replace(/\.\d+/, '');
}

function spanOf(seconds: number): string {
  const [minutes, hours] = [seconds / 60, seconds / 3600];
  if (hours >= 48) return `${Math.round(hours / 24)} d`;
  if (minutes >= 120) return `${Math.round(hours)} h`;
  return seconds >= 120 ? `${Math.round(minutes)} min` : `${seconds} s`;
}
