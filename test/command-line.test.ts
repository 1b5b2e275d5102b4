import { expect, test } from 'vitest';
import { readCommandLine } from '../src/command-line.ts';
import { exitCodeOf, ProblemError } from '../src/problem.ts';

const common = { output: 'text' };

test.each([
  ['install', { name: 'install', common }],
  [
    'install a.yaml --output json --log l',
    { name: 'install', answers: 'a.yaml', common: { output: 'json', log: 'l' } },
  ],
  ['validate a.yaml', { name: 'validate', answers: 'a.yaml', fleet: false, common }],
  ['validate --fleet a.yaml', { name: 'validate', answers: 'a.yaml', fleet: true, common }],
  ['plan a.yaml --node n1', { name: 'plan', answers: 'a.yaml', common: { output: 'text', node: 'n1' } }],
  [
    'explain --node n1 a.yaml',
    { name: 'explain-node', answers: 'a.yaml', common: { output: 'text', node: 'n1' } },
  ],
  [
    'plan --machine m.json a.yaml',
    { name: 'plan', answers: 'a.yaml', common: { output: 'text', machine: 'm.json' } },
  ],
  ['render a.yaml --dialect coreos', { name: 'render', answers: 'a.yaml', dialect: 'coreos', common }],
  ['disks', { name: 'disks', common }],
  ['disks --explain a.yaml', { name: 'disks', answers: 'a.yaml', common }],
  ['probe --sysroot /x', { name: 'probe', sysroot: '/x', common }],
  ['schema', { name: 'schema', fleet: false, common }],
  ['schema --fleet', { name: 'schema', fleet: true, common }],
  ['explain E140', { name: 'explain', number: 'E140', common }],
  ['report', { name: 'report', common }],
  ['report a.tar.gz', { name: 'report', file: 'a.tar.gz', common }],
  ['restore-table', { name: 'restore-table', yes: false, common }],
  ['restore-table /dev/sda --yes', { name: 'restore-table', from: '/dev/sda', yes: true, common }],
  ['new a.yaml', { name: 'new', answers: 'a.yaml', common }],
  [
    'edit a.yaml --machine m.json',
    { name: 'edit', answers: 'a.yaml', common: { output: 'text', machine: 'm.json' } },
  ],
  ['wizard --machine m.json', { name: 'wizard', common: { output: 'text', machine: 'm.json' } }],
  ['--version', { name: 'version' }],
])('%s', (line, command) => {
  expect(readCommandLine(line.split(' '))).toEqual(command);
});

test.each([
  ['instal', 'there is no command "instal"'],
  ['validate', 'validate needs an answer file'],
  ['validate a b', 'validate takes one answer file, not 2'],
  ['plan a --dialect coreos', '--dialect belongs to render'],
  ['render a', '--dialect is cloud-init or coreos'],
  ['render a --dialect yaml', '--dialect is cloud-init or coreos, not yaml'],
  ['plan a --output xml', '--output is text or json, not xml'],
  ['install a --machine m.json', 'install writes to this machine alone'],
  ['install --machine m.json', 'plan --machine shows what it would do'],
  ['report --machine m.json', 'report tells of this machine alone'],
  ['report a b', 'report takes one file, not 2'],
  ['restore-table a b', 'restore-table takes one disk or file, not 2'],
  ['restore-table --machine m.json', 'restore-table writes to disks of this machine alone'],
  ['install --yes', '--yes belongs to restore-table'],
  ['new', 'new needs an answer file'],
  ['new a b', 'new takes one answer file, not 2'],
  ['edit a --output json', 'edit asks a person and has no --output json'],
  ['wizard --output json', 'wizard asks a person and has no --output json'],
  ['validate a --node n1', '--node belongs to explain, plan'],
  ['plan a --fleet', '--fleet belongs to validate, schema'],
  ['explain --node n1', 'explain --node needs an answer file'],
  ['disks --node n1', 'disks takes --node with --explain ANSWERS'],
  ['probe x', 'probe takes no "x"'],
  ['explain', 'explain needs a number'],
  ['explain E140 E141', 'explain takes one number, not 2'],
  ['plan --nonsense a', "Unknown option '--nonsense'"],
])('%s is refused with exit code 2', (line, text) => {
  const refuse = () => readCommandLine(line.split(' '));
  expect(refuse).toThrow(text);
  try {
    refuse();
  } catch (cause) {
    expect(cause instanceof ProblemError && exitCodeOf(cause.problems)).toBe(2);
  }
});

test.each([[[]], [['--help']], [['install', '-h']], [['help']]])(
  '%j shows the help, at most 80 columns wide',
  (argv) => {
    const command = readCommandLine(argv);
    if (command.name !== 'help') throw new Error('not the help');
    expect(Math.max(...command.text.split('\n').map((l) => l.length))).toBeLessThanOrEqual(80);
    for (const name of [
      'wizard',
      'install',
      'new',
      'edit',
      'validate',
      'plan',
      'render',
      'probe',
      'disks',
      'schema',
    ]) {
      expect(command.text).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  },
);
