import { checkDocument } from '../../../src/installer/check-document.ts';
import { runPreflight } from '../../../src/installer/preflight.ts';
import { resolveAnswers } from '../../../src/installer/resolved.ts';
import { type Machine, realMachine } from '../../../src/machine.ts';
import { recordedMachine } from '../../machines.ts';

// A cable between namespaces has no burnt-in address: the card is found by its name here.
const machine: Machine = {
  ...realMachine,
  writeFile: (path, content, mode) =>
    realMachine.writeFile(path, content.replace(/^PermanentMACAddress=.*$/m, 'Name=enp1s0'), mode),
};

/** The whole stage, inside of namespaces: answers in, events and what came of it out, a JSON line each. */
const checked = checkDocument(JSON.parse(process.argv[2] ?? ''));
if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());
const inventory = recordedMachine('virtio-vm');
const say = (value: object) => console.log(JSON.stringify(value));
try {
  const resolved = await resolveAnswers(checked.answers, { machine });
  const result = await runPreflight(resolved, inventory, { machine, emit: say, signal: stop.signal });
  say({ result });
} catch (cause) {
  if (!stop.signal.aborted) throw cause;
  say({ aborted: true });
}
