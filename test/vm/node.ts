import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Console } from './console.ts';
import { beside, type Way } from './lan.ts';

const run = promisify(execFile);
export const PASSWORD = 'only-for-this-test';

/** Whether the node has no etcd of its own alone: an agent, or one of several controllers. */
export const IS_OF_SEVERAL = "grep -Eq '^COS_ROLE=agent|^COS_HA_MEMBERS=.' /etc/csphere/inst-opts.env";

/** Prints `running`, or `starting` of a node whose etcd waits for the rest of its cluster. */
const STARTED = `
if ${IS_OF_SEVERAL}; then
  while systemctl list-jobs --no-legend --plain | awk '$4 == "running" && $2 !~ /^csphere-etcd2-/' | grep -q .; do sleep 1; done
  systemctl is-system-running || true
else
  systemctl is-system-running --wait || true
fi`;

export type KeyPair = { readonly file: string; readonly publicKey: string };

/** A key pair for one test. */
export function makeKey(folder: string): KeyPair {
  const file = join(folder, 'id_ed25519');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'vm-test', '-f', file]);
  return { file, publicKey: readFileSync(`${file}.pub`, 'utf8').trim() };
}

/** Logs in as `cos` on the serial console with the password, to prove that it works, and leaves again. */
export async function loginOnConsole(console: Console, hostname: string): Promise<void> {
  console.send('\r');
  await console.waitFor(new RegExp(`${hostname} login:`), 120);
  console.send('cos\r');
  await console.waitFor(/Password:/, 60);
  console.send(`${PASSWORD}\r`);
  await console.waitFor(/cos@\S+:~\$/, 120);
  console.send('id -un; exit\r');
  await console.waitFor(/\ncos\n/, 60);
}

/** The programs of a running node, over SSH with a key. */
export class Node {
  readonly #ssh: ReturnType<typeof beside>;

  constructor(network: Way, address: string, key: KeyPair) {
    const options = ['BatchMode=yes', 'ConnectTimeout=60', 'LogLevel=ERROR', 'StrictHostKeyChecking=no'];
    const guest =
      'sshPort' in network ? ['-p', String(network.sshPort), 'cos@127.0.0.1'] : [`cos@${address}`];
    this.#ssh = beside(
      network,
      'ssh',
      ...['-i', key.file, '-o', 'UserKnownHostsFile=/dev/null'],
      ...options.flatMap((option) => ['-o', option]),
      ...guest,
    );
  }

  /** Runs a script as root and returns what it printed. */
  async sh(script: string): Promise<string> {
    const [program, ...options] = this.#ssh;
    const child = run(program, [...options, `sudo sh -c ${quote(script)}`], { maxBuffer: 1 << 24 });
    return (await child).stdout.trimEnd();
  }

  /** Waits until a script, run again and again, ends well. @throws what it said last when it does not in time. */
  async until(script: string, seconds: number): Promise<string> {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      try {
        return await this.sh(script);
      } catch (cause) {
        if (Date.now() > deadline) throw cause;
        await wait(2000);
      }
    }
  }

  /** Waits until the node is up: systemd has no job left, but for an etcd that waits for its cluster. */
  async ready(seconds: number): Promise<string> {
    return this.until(STARTED, seconds);
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
