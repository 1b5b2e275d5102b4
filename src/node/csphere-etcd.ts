import { realMachine } from '../machine.ts';
import { pause } from '../pause.ts';
import { etcdCommand } from './etcd/command.ts';
import { ended } from './failure.ts';

const print = (line: string) => void process.stdout.write(`${line}\n`);
process.exitCode = await ended('csphere-etcd', () =>
  etcdCommand(process.argv.slice(2), { machine: realMachine, pause, print }),
);
