import { realMachine } from '../../../src/machine.ts';
import { monitorCommand } from '../../../src/node/monitor/command.ts';
import { PAYLOAD_PROGRAMS } from '../../../src/node/monitor/mongo.ts';
import { pause } from '../../../src/pause.ts';

// csphere-monitor inside of a network namespace: the node's files and its payload lie elsewhere, systemd is not there.
const [address = '', virtualIp = '', members = '', payload = '', ...args] = process.argv.slice(2);
const FILES: Record<string, string> = {
  '/etc/csphere/inst-opts.env': `COS_ROLE=controller
COS_HA_MEMBERS=${members}
CONTROLLER_FLOAT_IP=${virtualIp}
COS_MONGOREPL=YES
`,
  '/etc/csphere/csphere-public.env': `LOCAL_IP=${address}
NET_MASK=24
DEFAULT_GW=
NETWORK=10.95.0.0
`,
};
const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
const print = (line: string) => console.log(line);
process.exitCode = await monitorCommand(args, {
  machine: {
    ...realMachine,
    readText: async (path) => FILES[path],
    writeFile: async () => {},
    run: async ([program, ...args], options) => {
      if (program === 'systemctl') print(`systemctl ${args.join(' ')}`);
      if (program === 'systemctl') return { stdout: '', stderr: '' };
      const here = [program, ...args].map((word) => word.replace(PAYLOAD_PROGRAMS, payload));
      return realMachine.run([here[0] ?? '', ...here.slice(1)], options);
    },
  },
  pause,
  now: () => performance.now() / 1000,
  signal: stop.signal,
  print,
});
