import { setTimeout as wait } from 'node:timers/promises';
import { controllers, NUMBERS } from '../test/node/monitor/controllers.ts';

/*
 * `make bench`: three controllers in network namespaces, each with its etcd and its monitor. The one that has the
 * virtual IP loses power (cable out, everything killed): how long until another one has it, beside the lease of the
 * lock, which is what has to run out.
 */
const RUNS = Number(process.argv[2] ?? 5);
const LEASE_SECONDS = 5;

const site = await controllers();
type Place = (typeof NUMBERS)[number];

async function holder(isIt: (n: Place) => boolean): Promise<Place> {
  for (;;) {
    const now = site.holder();
    if (now !== undefined && isIt(now)) return now;
    await wait(20);
  }
}

/** @returns seconds from the cut to the other one's address */
async function moved(from: Place): Promise<number> {
  const cut = Date.now();
  await site.cable(from, 'down');
  await Promise.all([site.end('monitor', from, 'SIGKILL'), site.end('etcd', from, 'SIGKILL')]);
  const others = () => site.held.filter(({ by, from: got }) => by !== from && got >= cut);
  while (others().length === 0) await wait(20);
  const seconds = ((others()[0]?.from ?? 0) - cut) / 1000;
  await site.cable(from, 'up');
  site.etcd(from);
  site.monitor(from);
  const standby = site.said(from).length;
  while (
    !site
      .said(from)
      .slice(standby)
      .some((line) => line.startsWith('standby:'))
  )
    await wait(50);
  return seconds;
}

try {
  await site.build();
  for (const n of NUMBERS) site.etcd(n);
  for (const n of NUMBERS) site.monitor(n);
  const all: number[] = [];
  for (let run = 0; run < RUNS; run++) all.push(await moved(await holder(() => true)));
  const [slowest, median] = [Math.max(...all), all.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0];
  const shown = (seconds: number) =>
    `${seconds.toFixed(1)} s (${(seconds / LEASE_SECONDS).toFixed(2)} leases)`;
  console.log(`virtual IP on another controller after a power cut, ${RUNS} cuts:`);
  console.log(`  median ${shown(median)}, slowest ${shown(slowest)}; goal 10 s`);
} finally {
  await site.close();
}
