import type { Behaviour } from '../../recording-machine.ts';
import { type FileMachine, fileMachine } from '../file-machine.ts';

/** The node started at 12:00; it is 12:10. */
export const NOW = new Date('2026-11-22T12:10:00Z');

const UNIT = {
  LoadState: 'loaded',
  ActiveState: 'active',
  SubState: 'running',
  Result: 'success',
  ExecMainStatus: '0',
  ConditionResult: 'yes',
  ConditionTimestampMonotonic: '30000000',
  Job: '',
  NRestarts: '0',
  MainPID: '812',
  StateChangeTimestampMonotonic: '180000000',
};
export type UnitProperties = Partial<typeof UNIT>;

export const SKIPPED: UnitProperties = {
  ActiveState: 'inactive',
  SubState: 'dead',
  ConditionResult: 'no',
  MainPID: '0',
};
export const NEVER: UnitProperties = {
  ActiveState: 'inactive',
  SubState: 'dead',
  ConditionResult: 'no',
  ConditionTimestampMonotonic: '0',
  MainPID: '0',
  StateChangeTimestampMonotonic: '0',
};
export const STOPPED: UnitProperties = { ActiveState: 'inactive', SubState: 'dead', MainPID: '0' };

export type Node = {
  readonly role?: 'agent' | 'controller' | 'both';
  readonly instOpts?: string;
  /** What differs from a unit that runs, by its name without `.service`. */
  readonly units?: Readonly<Record<string, UnitProperties>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Programs that are there. */
  readonly programs?: readonly string[];
  readonly more?: Behaviour;
};

/** A machine on which `systemctl show` answers as systemd 257 does: a block a unit, an empty line between them. */
export function node({
  role = 'agent',
  instOpts = '',
  units = {},
  files = {},
  programs = [],
  more,
}: Node): FileMachine {
  const machine = fileMachine(
    {
      '/etc/csphere/inst-opts.env': `COS_ROLE=${role}\nCOS_CONTROLLER=10.0.0.1:80\n${instOpts}`,
      '/proc/uptime': '600.00 500.00\n',
      '/proc/sys/kernel/hostname': 'cos-4\n',
      '/etc/machine-id': '0123456789abcdef0123456789abcdef\n',
      ...files,
    },
    more,
  );
  return {
    ...machine,
    run: async (argv, options) => {
      const answer = await machine.run(argv, options);
      if (argv[0] !== 'systemctl' || argv[1] !== 'show') return answer;
      const blocks = argv.slice(3).map((name) => block(name, units[name.replace('.service', '')]));
      return { stdout: blocks.join('\n\n'), stderr: '' };
    },
    readAt: async (path, offset, bytes) => {
      if (!programs.includes(path)) throw new Error(`ENOENT: ${path}`);
      return machine.readAt(path, offset, bytes);
    },
  };
}

function block(name: string, differs: UnitProperties | undefined): string {
  const lines = Object.entries({ ...UNIT, ...differs }).map(([key, value]) => `${key}=${value}`);
  return [`Id=${name}`, ...lines].join('\n');
}
