import { realMachine } from '../machine.ts';
import { pause } from '../pause.ts';
import { dockerSocket } from './docker/socket.ts';
import { etcdAt } from './etcd/client.ts';
import { ended, USAGE } from './failure.ts';
import { HELP, readArguments } from './ipam/arguments.ts';
import { runCommand } from './ipam/commands.ts';
import { readHere, WithoutIPv4 } from './ipam/here.ts';
import { PLUGIN_SOCKET } from './ipam/plugin-server.ts';
import { runServer } from './ipam/server.ts';
import { writeNote } from './note.ts';

const asked = readArguments(process.argv.slice(2));

async function netPlugin(): Promise<number> {
  if (!asked || asked.name === 'help') {
    (asked ? process.stdout : process.stderr).write(HELP);
    return asked ? 0 : USAGE;
  }
  const isOfDocker = asked.name === 'reconcile' || asked.name === 'networks';
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
  // Each program of an agent talks to etcd on the node itself, member or not.
  const etcd = etcdAt(realMachine, ['http://127.0.0.1:2379'], { deadline: 5 });
  const here = await readHere(realMachine).catch((cause: unknown) => {
    // Docker runs on such a node too.
    if (cause instanceof WithoutIPv4 && isOfDocker) return cause;
    throw cause;
  });
  if (here instanceof WithoutIPv4) {
    await writeNote(realMachine, 'networks', { state: 'skipped', text: here.message });
    return 0;
  }
  const parts = { machine: realMachine, etcd, docker: dockerSocket(), here, pause };
  if (asked.name === 'server') await runServer(parts, PLUGIN_SOCKET, stop.signal);
  else for (const line of await runCommand(asked, parts)) process.stdout.write(`${line}\n`);
  return 0;
}

process.exit(await ended('net-plugin', netPlugin));
