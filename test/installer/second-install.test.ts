import { expect, test } from 'vitest';
import { execute } from '../../src/installer/execute.ts';
import { previewInstall } from '../../src/installer/preview.ts';
import type { Machine } from '../../src/machine.ts';
import { EXIT } from '../../src/problem.ts';
import type { Plan } from '../../src/step.ts';
import { lsblkOutput } from '../disk/lsblk-output.ts';
import { recordedMachine } from '../machines.ts';
import { recordingMachine } from '../recording-machine.ts';

const inventory = recordedMachine('virtio-vm');
const target = inventory.disks.find(({ path }) => path === '/dev/vda');
if (!target) throw new Error('no /dev/vda');

async function planned(): Promise<Plan> {
  const document = {
    version: 1,
    role: 'controller',
    controller: {},
    system: { hostname: 'node1', password_hash: `$6$saltsalt$${'h'.repeat(86)}` },
    network: { interface: { name: 'enp1s0' }, address: 'dhcp' },
    disk: { target: { serial: 'target' } },
  };
  const { ready } = await previewInstall(document, { inventory, machine: recordingMachine() });
  if (!ready) throw new Error('no plan');
  return ready.plan;
}

/** A machine that knows what is mounted and mapped, as the kernel does; `before` sees each effect. */
function kernel(before: () => void) {
  const held = new Set<string>();
  const follow = (argv: readonly string[]) => {
    const last = argv.at(-1) ?? '';
    if (argv[0] === 'mount') held.add(last);
    if (argv[0] === 'umount') held.delete(last);
    if (argv[0] === 'veritysetup' && argv[1] === 'open') held.add(argv[3] ?? '');
    if (argv[0] === 'veritysetup' && argv[1] === 'close') held.delete(argv[2] ?? '');
  };
  const lsblk = () =>
    lsblkOutput([{ kname: 'vda', size: target?.bytes, serial: target?.serial, mountpoints: [...held] }]);
  const recording = recordingMachine();
  const machine: Machine = {
    ...recording,
    run: async (argv, options) => {
      before();
      if (argv[0] === 'lsblk') return { stdout: lsblk(), stderr: '' };
      // The worst case: a command that is killed had just done its work.
      follow(argv);
      return recording.run(argv, options);
    },
    copy: async (request, options) => {
      before();
      await recording.copy(request, options);
    },
  };
  return { machine, held };
}

/** The number of effects of a plan that is carried out, and the outcome; aborted at one of them, if one is given. */
async function carriedOut(plan: Plan, abortAt = Number.POSITIVE_INFINITY) {
  const abort = new AbortController();
  let effects = 0;
  const { machine, held } = kernel(() => {
    if (effects++ === abortAt) abort.abort('SIGINT');
  });
  const outcome = await execute(plan, { machine, emit: () => {}, signal: abort.signal });
  const again = () => execute(plan, { machine, emit: () => {}, signal: new AbortController().signal });
  return { effects, outcome, held, again };
}

test('aborted at any of its effects, nothing stays mounted or mapped, and the same disk is installed at once', async () => {
  const plan = await planned();
  const { effects, outcome } = await carriedOut(plan);
  expect(outcome).toEqual({ ok: true });
  expect(effects).toBeGreaterThan(40);
  for (let at = 0; at < effects; at += 1) {
    const aborted = await carriedOut(plan, at);
    if (at < effects - 1)
      expect(aborted.outcome).toMatchObject({ ok: false, failure: { exit_code: EXIT.aborted } });
    expect([...aborted.held], `aborted at effect ${at}`).toEqual([]);
    expect(await aborted.again(), `aborted at effect ${at}`).toEqual({ ok: true });
  }
});
