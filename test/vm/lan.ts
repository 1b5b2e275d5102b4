import { type ChildProcess, execFileSync, spawn } from 'node:child_process';

type Argv = readonly [string, ...string[]];

/** What a machine's card is plugged into: a network of its own that leads to its SSH port, or a switch. */
export type Way =
  | { readonly sshPort: number; readonly guestAddress: string }
  | { readonly namespace: string; readonly tap: string };

/** The command for a process that has to reach a machine by its network. */
export function beside(network: Way, ...argv: Argv): Argv {
  return 'namespace' in network ? ['ip', 'netns', 'exec', network.namespace, ...argv] : argv;
}

/** A switch for several machines in a network namespace of its own; the namespace itself is one more host on it. */
export class Lan {
  readonly #namespace: string;
  readonly #servers: ChildProcess[] = [];

  /** @param host address of the namespace itself, with its prefix length */
  constructor(name: string, host: string) {
    this.#namespace = `cos-${name}`;
    this.close();
    ip('netns', 'add', this.#namespace);
    this.ip('link', 'add', 'switch', 'type', 'bridge');
    this.ip('address', 'add', host, 'dev', 'switch');
    for (const device of ['lo', 'switch']) this.ip('link', 'set', device, 'up');
  }

  /** A port of the switch. */
  port(number: number): Extract<Way, { tap: string }> {
    const tap = `tap${number}`;
    this.ip('tuntap', 'add', 'dev', tap, 'mode', 'tap');
    this.ip('link', 'set', tap, 'master', 'switch', 'up');
    return { namespace: this.#namespace, tap };
  }

  /** ip(8) in the namespace. */
  ip(...argv: readonly string[]): void {
    ip('-netns', this.#namespace, ...argv);
  }

  /** A program of this machine on the network. @throws when it fails. @returns what it printed */
  run(...argv: Argv): string {
    return execFileSync('ip', ['netns', 'exec', this.#namespace, ...argv], { encoding: 'utf8' });
  }

  /** Starts a server on the network, for as long as it is there. */
  serve(...argv: Argv): void {
    const inside = ['netns', 'exec', this.#namespace, ...argv];
    this.#servers.push(spawn('ip', inside, { stdio: ['ignore', 'ignore', 'inherit'] }));
  }

  close(): void {
    for (const server of this.#servers) server.kill('SIGKILL');
    try {
      ip('netns', 'del', this.#namespace);
    } catch {
      // There was none.
    }
  }
}

function ip(...argv: readonly string[]): void {
  execFileSync('ip', argv, { stdio: ['ignore', 'ignore', 'pipe'] });
}
