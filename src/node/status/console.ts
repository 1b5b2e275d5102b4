import type { Machine } from '../../machine.ts';
import { headline } from './headline.ts';
import type { NodeStatus } from './node-status.ts';
import { wrapped } from './wrap.ts';

/** agetty(8) shows it below /etc/issue on every console, pam_motd(8) after the login. */
export const ISSUE = '/run/issue.d/50-cos.issue';
export const BANNER = '/run/motd.d/50-cos';
/** What they say now, without the time: that alone is no reason to draw a console anew. */
const SHOWN = '/run/cos/console.json';
const COLUMNS = 79;

/**
 * Puts the headline on every console where nobody is logged in, and into the login's banner. Only when it says
 * something else than before: a serial console is often a log.
 */
export async function showOnConsoles(machine: Machine, status: NodeStatus, now = new Date()): Promise<void> {
  const says = headline({ ...status, rows: status.rows.map(({ since: _, ...row }) => row) }, now);
  const kept = JSON.stringify({ says });
  if ((await machine.readText(SHOWN)) === kept) return;
  const text = `${wrapped(headline(status, now), COLUMNS).join('\n')}\n`;
  await machine.writeFile(BANNER, text, 0o644);
  // agetty takes a backslash for the start of an escape sequence.
  await machine.writeFile(ISSUE, `${text.replaceAll('\\', '\\\\')}\n`, 0o644);
  await machine.run(['agetty', '--reload'], { timeoutSeconds: 10 });
  await machine.writeFile(SHOWN, kept, 0o644);
}
