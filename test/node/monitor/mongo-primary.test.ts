import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { controllers, NUMBERS, overlaps } from './controllers.ts';

const WAIT = { timeout: 60_000, interval: 50 };
const STARTED = 'systemctl --no-block start csphere-prometheus.service csphere-controller.service';
const STOPPED = 'systemctl --no-block stop csphere-prometheus.service csphere-controller.service';

let payload = '';
let site: Awaited<ReturnType<typeof controllers>>;
beforeEach(async () => {
  payload = mkdtempSync(join(tmpdir(), 'cos-payload-'));
  for (const name of ['mongo', 'mongod'])
    copyFileSync(new URL('stand-in/mongo', import.meta.url), join(payload, name));
  site = await controllers();
  await site.build();
});
afterEach(async () => {
  await site.close();
  rmSync(payload, { recursive: true });
});

/** What mongo on each controller says of itself. */
function primaries(...who: number[]): void {
  for (const n of NUMBERS) writeFileSync(join(payload, `primary-${n}`), `${who.includes(n)}\n`);
}

const held = (by: number | undefined) => vi.waitFor(() => expect(site.holder()).toBe(by), WAIT);

test("services and virtual IP follow mongo's primary, and stay one of a kind with two of them", async () => {
  primaries();
  for (const n of NUMBERS) site.etcd(n);
  for (const n of NUMBERS) site.monitor(n, payload);
  const nobody = 'nobody leads: mongo has no primary that is known here';
  await vi.waitFor(() => expect(site.said(2)).toContain(nobody), WAIT);
  expect(site.held).toEqual([]);

  primaries(2);
  await held(2);
  await vi.waitFor(() => expect(site.said(2)).toContain(STARTED), WAIT);
  primaries(2, 3);
  await vi.waitFor(() => expect(site.said(3)).toContain('standby: 10.95.0.2 leads'), WAIT);
  primaries(3);
  await held(3);
  const told = site.said(2).filter((line) => line.startsWith('systemctl'));
  expect(told.at(-1)).toBe(STOPPED);
  primaries();
  await held(undefined);
  expect(site.held.map(({ by }) => by)).toEqual([2, 3]);
  expect(overlaps(site.held)).toEqual([]);
});
