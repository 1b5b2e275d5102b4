import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { realMachine } from '../../../src/machine.ts';
import { hostsFile } from '../../../src/node/names/name.ts';

/** Asks the node's name server, in its namespace, before and after the names change; prints what it says. */

const resolver = new Resolver({ timeout: 200, tries: 100 });
resolver.setServers(['192.168.122.11']);
const asked = (name: string) =>
  resolver.resolve4(name).then(
    ([first]) => first,
    (cause: Error & { code?: string }) => cause.code,
  );
/** Until the name is as expected, or a minute has passed. */
async function until(name: string, expected: string): Promise<string | undefined> {
  for (let tries = 0; tries < 600 && (await asked(name)) !== expected; tries++)
    await new Promise((again) => setTimeout(again, 100));
  return asked(name);
}
const names = (...all: [string, string][]) =>
  realMachine.writeFile(
    '/run/csphere/names.hosts',
    hostsFile(all.map(([name, address]) => ({ name, address, node: 'n' }))),
    0o644,
  );
const hup = () => process.kill(Number(readFileSync('/run/skydns.pid', 'utf8')), 'SIGHUP');

const said: Record<string, string | undefined> = {};
said.elsewhere = await until('www.example.com', '203.0.113.7');
said.before = await asked('web.csphere.local');
await names(['web', '192.168.122.200'], ['shop_db-1', '192.168.122.201']);
hup();
said.web = await until('web.csphere.local', '192.168.122.200');
said.underscore = await asked('shop_db-1.csphere.local');
said.unknown = await asked('nobody.csphere.local');
said.reverse = (await resolver.reverse('192.168.122.200'))[0];
await names(['web', '192.168.122.209']);
hup();
said.moved = await until('web.csphere.local', '192.168.122.209');
said.removed = await asked('shop_db-1.csphere.local');
process.stdout.write(JSON.stringify(said));
for (const pid of ['/run/skydns.pid', '/run/site.pid']) process.kill(Number(readFileSync(pid, 'utf8')));
