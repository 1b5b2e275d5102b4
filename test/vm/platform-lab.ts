import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandFailed, realMachine } from '../../src/machine.ts';
import type { PlatformAnswers } from '../../src/roles/platform.ts';
import { platformConfig } from '../../src/roles/platform-node.ts';
import type { Unit } from '../../src/roles/unit.ts';

const CACHE = new URL('../../build/cache/', import.meta.url).pathname;
const SCRIPT = new URL('./platform-lab.sh', import.meta.url).pathname;
const IMAGES = {
  usr: `${CACHE}usr/usr.img`,
  'cos-tools': `${CACHE}extensions/cos-tools.raw`,
  glusterfs: `${CACHE}extensions/glusterfs.raw`,
  zookeeper: `${CACHE}extensions/zookeeper.raw`,
};

/** A node of the lab: real programs of the image, in namespaces of their own, on a wire with the others. */
export type LabNode = {
  readonly name: string;
  readonly root: string;
  readonly units: readonly Unit[];
  /** Runs a program on it. @returns what it printed on both streams @throws CommandFailed */
  readonly run: (...argv: [string, ...string[]]) => Promise<string>;
  /** The same, with what it printed also where it failed. */
  readonly say: (...argv: [string, ...string[]]) => Promise<string>;
  /** Starts a program that goes on; its words go to a log in /run. */
  readonly spawn: (name: string, argv: readonly string[]) => void;
};

export type Lab = { readonly nodes: ReadonlyMap<string, LabNode>; readonly remove: () => Promise<void> };

const ip = (...args: string[]) => realMachine.run(['ip', ...args]);

/** Lays out a platform: a bridge, and a node each with the files that the installer writes for it. */
export async function layPlatform(platform: PlatformAnswers): Promise<Lab> {
  const at = mkdtempSync(join(tmpdir(), 'cos-lab-'));
  const wire = `cos-lab-${process.pid}`;
  const spaces = [wire, ...platform.nodes.map(({ name }) => `${wire}-${name}`)];
  for (const space of spaces) await ip('netns', 'add', space);
  await layWire(wire, platform);
  const processes: ChildProcess[] = [];
  const images = await start(processes, ['unshare', '--mount', 'bash', '--norc', '-euc', mountImages(at)]);
  const nodes = new Map<string, LabNode>();
  for (const { name } of platform.nodes) {
    const root = join(at, name);
    const space = ['nsenter', `--net=/run/netns/${wire}-${name}`, 'nsenter', `--target=${images}`, '--mount'];
    const own = ['unshare', '--mount', '--pid', '--uts', '--fork', '--kill-child', 'bash', SCRIPT];
    const outside = await start(processes, [...space, ...own, name, root, `${at}/images`]);
    nodes.set(name, nodeOf(platform, name, root, childOf(outside)));
  }
  const remove = async () => {
    for (const process of processes.toReversed()) {
      const gone = new Promise((resolve) => process.once('exit', resolve));
      process.stdin?.end();
      await gone;
    }
    for (const space of spaces) await ip('netns', 'delete', space);
    rmSync(at, { recursive: true, force: true });
  };
  return { nodes, remove };
}

async function layWire(wire: string, { nodes }: PlatformAnswers): Promise<void> {
  await ip('-n', wire, 'link', 'add', 'name', 'bridge0', 'type', 'bridge');
  await ip('-n', wire, 'link', 'set', 'dev', 'bridge0', 'up');
  for (const [index, { name, address }] of nodes.entries()) {
    const space = `${wire}-${name}`;
    const port = `p${index}`;
    await ip('link', 'add', 'card', 'netns', space, 'type', 'veth', 'peer', 'name', port, 'netns', wire);
    await ip('-n', wire, 'link', 'set', 'dev', port, 'master', 'bridge0', 'up');
    await ip('-n', space, 'address', 'add', `${address}/24`, 'dev', 'card');
    for (const device of ['lo', 'card']) await ip('-n', space, 'link', 'set', 'dev', device, 'up');
  }
}

/** All nodes share these mounts, which end with the process that made them. */
function mountImages(at: string): string {
  const mounts = Object.entries(IMAGES).map(
    ([name, image]) => `mkdir -p ${at}/images/${name}; mount -o loop,ro ${image} ${at}/images/${name}`,
  );
  return `${mounts.join('\n')}\necho ready\ncat >/dev/null`;
}

/** Starts a process that ends with its input. @returns its id, once it has said that it is ready */
async function start(processes: ChildProcess[], [file = '', ...args]: readonly string[]): Promise<number> {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  processes.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)));
  });
  return child.pid ?? 0;
}

function childOf(process: number): number {
  return Number(readFileSync(`/proc/${process}/task/${process}/children`, 'utf8').trim().split(' ')[0]);
}

function nodeOf(platform: PlatformAnswers, name: string, root: string, process: number): LabNode {
  const { files, units } = platformConfig(platform, name, 'card');
  const enter = [
    'nsenter',
    `--target=${process}`,
    '--mount',
    '--pid',
    '--net',
    '--uts',
    'chroot',
    root,
  ] as const;
  for (const { path, mode, content } of files) write(join(root, path), mode, content);
  for (const unit of units)
    if (unit.content !== undefined) write(join(root, 'etc/systemd/system', unit.name), 0o644, unit.content);
  const run = async (...argv: [string, ...string[]]) => {
    const { stdout, stderr } = await realMachine.run([...enter, ...argv]);
    return stdout + stderr;
  };
  const say = (...argv: [string, ...string[]]) =>
    run(...argv).catch((cause: unknown) => {
      if (!(cause instanceof CommandFailed)) throw cause;
      return cause.stdout + cause.stderr;
    });
  const background = (log: string, argv: readonly string[]) => {
    const line = 'exec "$@" >>"/run/$0.log" 2>&1';
    const [file, ...args] = enter;
    spawn(file, [...args, 'sh', '-c', line, log, ...argv], { stdio: 'ignore', detached: true }).unref();
  };
  return { name, root, units, run, say, spawn: background };
}

function write(path: string, mode: number, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
}
