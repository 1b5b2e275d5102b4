import { realMachine } from '../machine.ts';
import { pause } from '../pause.ts';
import { ended } from './failure.ts';
import { setUp } from './platform/gluster/setup.ts';
import { readPlatform } from './platform/read-cluster.ts';

const DEADLINE_SECONDS = 15 * 60;

process.exitCode = await ended('cos-gluster-setup', async () => {
  const { cluster, self } = await readPlatform(realMachine);
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const elapsed = () => performance.now() / 1000;
  await setUp({
    cluster,
    self: self.name,
    machine: realMachine,
    pause,
    print,
    elapsed,
    deadlineSeconds: DEADLINE_SECONDS,
  });
  return 0;
});
