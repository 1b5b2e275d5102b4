import { afterEach, expect, test, vi } from 'vitest';
import { controllers, NUMBERS, overlaps } from './controllers.ts';

const WAIT = { timeout: 60_000, interval: 50 };
type Number = (typeof NUMBERS)[number];

let site: Awaited<ReturnType<typeof controllers>> | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

async function started() {
  const one = await controllers();
  site = one;
  await one.build();
  for (const n of NUMBERS) one.etcd(n);
  for (const n of NUMBERS) one.monitor(n);
  const holder = (not?: Number) =>
    vi.waitFor(() => {
      const now = one.holder();
      if (now === undefined || now === not) throw new Error(`held by ${now}`);
      return now;
    }, WAIT);
  const says = (n: Number, line: string) => vi.waitFor(() => expect(one.said(n)).toContain(line), WAIT);
  return { ...one, holder, says };
}

const STARTED = 'systemctl --no-block start csphere-prometheus.service csphere-controller.service';
const STOPPED = 'systemctl --no-block stop csphere-prometheus.service csphere-controller.service';

test('the virtual IP is on one controller at most, whatever is cut', async () => {
  const all = await started();
  const first = await all.holder();
  await all.says(first, STARTED);

  // Power: nothing of it runs any more; what the kernel does there is what another machine's would.
  await all.end('monitor', first, 'SIGKILL');
  await all.end('etcd', first, 'SIGKILL');
  const second = await all.holder(first);
  all.etcd(first);
  all.monitor(first);
  await all.says(first, `standby: 10.95.0.${second} leads`);
  expect(all.said(first).at(-1)).not.toBe(STARTED);

  // A cable: it drops the address before another one takes it, and stays without when the cable is back.
  await all.cable(second, 'down');
  const third = await all.holder(second);
  await all.says(second, STOPPED);
  await all.cable(second, 'up');
  await all.says(second, `standby: 10.95.0.${third} leads`);

  // Stopped in order: gone at once, and taken at once.
  await all.end('monitor', third, 'SIGTERM');
  expect(all.said(third)).toContain(STOPPED);
  const last = await all.holder(third);
  const before = all.held.filter(({ by }) => by === third).at(-1);
  expect(before?.to).toBeLessThan(all.held.at(-1)?.from ?? 0);

  expect(overlaps(all.held)).toEqual([]);
  expect(all.held.filter(({ to }) => to === Number.POSITIVE_INFINITY).map(({ by }) => by)).toEqual([last]);
});
