import { parseArgs } from 'node:util';
import { USAGE } from './help-text.ts';
import { error, ProblemError } from './problem.ts';

export type Dialect = 'cloud-init' | 'coreos';
export type Output = 'text' | 'json';

/** What was asked for. Options that every command knows are in `common`. */
export type Common = {
  readonly output: Output;
  /** A recorded machine that stands in for this one. */
  readonly machine?: string;
  /** A file that gets every event as a JSON line. */
  readonly log?: string;
  /** Of a fleet file: which node. */
  readonly node?: string;
};
export type Command =
  | { readonly name: 'install'; readonly answers?: string; readonly common: Common }
  | {
      readonly name: 'validate';
      readonly answers: string;
      /** It must be a fleet file. */
      readonly fleet: boolean;
      readonly common: Common;
    }
  | { readonly name: 'explain-node'; readonly answers: string; readonly common: Common }
  | { readonly name: 'new' | 'edit' | 'plan'; readonly answers: string; readonly common: Common }
  | { readonly name: 'render'; readonly answers: string; readonly dialect: Dialect; readonly common: Common }
  | { readonly name: 'disks'; readonly answers?: string; readonly common: Common }
  | { readonly name: 'explain'; readonly number: string; readonly common: Common }
  | { readonly name: 'probe'; readonly sysroot?: string; readonly common: Common }
  | { readonly name: 'report'; readonly file?: string; readonly common: Common }
  | {
      readonly name: 'restore-table';
      /** A disk, or a file with undo data. */
      readonly from?: string;
      /** Nobody is asked. */
      readonly yes: boolean;
      readonly common: Common;
    }
  | { readonly name: 'schema'; readonly fleet: boolean; readonly common: Common }
  | { readonly name: 'wizard'; readonly common: Common }
  | { readonly name: 'help'; readonly text: string }
  | { readonly name: 'version' };

const OPTIONS = {
  machine: { type: 'string' },
  output: { type: 'string' },
  log: { type: 'string' },
  dialect: { type: 'string' },
  sysroot: { type: 'string' },
  explain: { type: 'string' },
  yes: { type: 'boolean' },
  node: { type: 'string' },
  fleet: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Options that only some commands know. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  dialect: ['render'],
  sysroot: ['probe'],
  explain: ['disks'],
  yes: ['restore-table'],
  node: ['explain', 'plan', 'render', 'disks', 'install'],
  fleet: ['validate', 'schema'],
};

/** Reads the command line. @throws ProblemError for what is not allowed; exit code 2. Pure. */
export function readCommandLine(argv: readonly string[]): Command {
  const { values, positionals } = parse(argv);
  if (values.version) return { name: 'version' };
  const [name, ...rest] = positionals;
  if (values.help || name === undefined || name === 'help') return { name: 'help', text: USAGE };
  for (const [option, commands] of Object.entries(ONLY)) {
    if (option in values && !commands.includes(name))
      throw bad(`--${option} belongs to ${commands.join(', ')}`);
  }
  return command(name, rest, values, common(values));
}

type Values = ReturnType<typeof parse>['values'];

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (cause) {
    throw bad(cause instanceof Error ? cause.message : String(cause));
  }
}

function command(name: string, rest: readonly string[], values: Values, common: Common): Command {
  switch (name) {
    case 'install': {
      const answers = atMostOne(name, rest);
      if (common.machine !== undefined)
        throw bad('install writes to this machine alone; plan --machine shows what it would do elsewhere');
      return { name, common, ...(answers === undefined ? {} : { answers }) };
    }
    case 'new':
    case 'edit':
      return { name, answers: exactlyOne(name, rest), common: forPerson(name, common) };
    case 'validate':
      return { name, answers: exactlyOne(name, rest), fleet: values.fleet ?? false, common };
    case 'plan':
      return { name, answers: exactlyOne(name, rest), common };
    case 'render':
      return { name, answers: exactlyOne(name, rest), dialect: dialect(values.dialect), common };
    case 'disks':
      none(name, rest);
      if (values.node !== undefined && values.explain === undefined)
        throw bad('disks takes --node with --explain ANSWERS');
      return { name, common, ...(values.explain === undefined ? {} : { answers: values.explain }) };
    case 'probe':
      none(name, rest);
      if (values.sysroot !== undefined && values.machine !== undefined)
        throw bad('probe takes --sysroot or --machine, not both');
      return { name, common, ...(values.sysroot === undefined ? {} : { sysroot: values.sysroot }) };
    case 'explain':
      return common.node === undefined
        ? { name, number: exactlyOne(name, rest, 'number'), common }
        : { name: 'explain-node', answers: exactlyOne(`${name} --node`, rest), common };
    case 'report': {
      const file = atMostOne(name, rest, 'file');
      if (common.machine !== undefined) throw bad('report tells of this machine alone');
      return { name, common, ...(file === undefined ? {} : { file }) };
    }
    case 'restore-table': {
      const from = atMostOne(name, rest, 'disk or file');
      if (common.machine !== undefined) throw bad('restore-table writes to disks of this machine alone');
      return { name, yes: values.yes ?? false, common, ...(from === undefined ? {} : { from }) };
    }
    case 'wizard':
      none(name, rest);
      return { name, common: forPerson(name, common) };
    case 'schema':
      none(name, rest);
      return { name, fleet: values.fleet ?? false, common };
    default:
      throw new ProblemError(error('usage.unknown-command', '', { command: name }));
  }
}

function common(values: Values): Common {
  const { output = 'text', machine, log, node } = values;
  if (output !== 'text' && output !== 'json') throw bad(`--output is text or json, not ${output}`);
  return {
    output,
    ...(machine === undefined ? {} : { machine }),
    ...(log === undefined ? {} : { log }),
    ...(node === undefined ? {} : { node }),
  };
}

/** A person reads no JSON. */
function forPerson(name: string, common: Common): Common {
  if (common.output === 'json') throw bad(`${name} asks a person and has no --output json`);
  return common;
}

function dialect(value: string | undefined): Dialect {
  if (value === 'cloud-init' || value === 'coreos') return value;
  throw bad(`--dialect is cloud-init or coreos${value === undefined ? '' : `, not ${value}`}`);
}

/** What a command takes one of. */
const A = {
  'answer file': 'an answer file',
  'disk or file': 'a disk or a file',
  file: 'a file',
  number: 'a number',
} as const;

function exactlyOne(name: string, rest: readonly string[], what: keyof typeof A = 'answer file'): string {
  const one = atMostOne(name, rest, what);
  if (one === undefined) throw bad(`${name} needs ${A[what]}`);
  return one;
}

function atMostOne(
  name: string,
  rest: readonly string[],
  what: keyof typeof A = 'answer file',
): string | undefined {
  if (rest.length > 1) throw bad(`${name} takes one ${what}, not ${rest.length}`);
  return rest[0];
}

function none(name: string, rest: readonly string[]): void {
  if (rest.length > 0) throw bad(`${name} takes no "${rest[0]}"`);
}

function bad(reason: string): ProblemError {
  return new ProblemError(error('usage.bad-arguments', '', { reason }));
}
