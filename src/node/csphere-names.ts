import { realMachine } from '../machine.ts';
import { pause } from '../pause.ts';
import { dockerSocket } from './docker/socket.ts';
import { etcdAt } from './etcd/client.ts';
import { ended, USAGE } from './failure.ts';
import { readHere } from './ipam/here.ts';
import { followNames } from './names/follow.ts';

const HELP = `csphere-names: the names of the cluster's hosts and running containers

  csphere-names   writes those of this node to etcd and all of them to
                  /run/csphere/names.hosts, for the node's name server

Started by csphere-names.service. A container called web on any agent is
web.csphere.local on all of them.
`;

async function names(): Promise<number> {
  const [option] = process.argv.slice(2);
  if (option !== undefined) {
    const isHelp = ['help', '--help', '-h'].includes(option);
    (isHelp ? process.stdout : process.stderr).write(HELP);
    return isHelp ? 0 : USAGE;
  }
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
  const etcd = etcdAt(realMachine, ['http://127.0.0.1:2379'], { deadline: 5 });
  const here = await readHere(realMachine);
  await followNames({ machine: realMachine, etcd, docker: dockerSocket(), here, pause, signal: stop.signal });
  return 0;
}

process.exit(await ended('csphere-names', names));
