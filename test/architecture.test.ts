import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** Who may import whom below src/, by the first folder (or the file itself for the leaves). */
const LEAVES = [
  'bytes',
  'deadline',
  'pause',
  'http-failure',
  'http-problem',
  'secret',
  'secret-yaml',
  'problem',
  'problems',
  'redact',
  'step',
  'says',
  'shown-url',
  'sysfs',
];
const ALLOWED: Record<string, readonly string[]> = {
  disk: [...LEAVES, 'disk', 'machine'],
  network: [...LEAVES, 'network', 'machine'],
  roles: [...LEAVES, 'roles', 'network', 'disk', 'machine'],
  'cloud-config': [...LEAVES, 'cloud-config', 'roles', 'network', 'installer'],
  installer: [...LEAVES, 'installer', 'roles', 'network', 'disk', 'cloud-config', 'machine'],
  screens: [...LEAVES, 'screens', 'installer', 'network', 'disk'],
  commands: [
    ...LEAVES,
    'commands',
    'command-line',
    'screens',
    'installer',
    'roles',
    'network',
    'disk',
    'cloud-config',
    'machine',
  ],
  node: [...LEAVES, 'node', 'network', 'roles', 'machine', 'http-request'],
  main: ['commands', 'command-line', 'machine', 'problem'],
  'command-line': ['problem', 'help-text'],
  'help-text': [],
  machine: ['block-io', 'http-request', 'http-failure'],
  'http-request': ['http-failure'],
  'http-failure': ['shown-url'],
  'http-problem': ['http-failure', 'problem'],
  'shown-url': [],
  'block-io': ['bytes'],
  says: LEAVES,
  sysfs: ['machine'],
  'secret-yaml': ['secret'],
  problem: ['problems'],
  problems: ['problems'],
  step: ['secret'],
  bytes: [],
  deadline: [],
  pause: [],
  redact: [],
  secret: [],
};

/** Packages with one home each. */
const HOMES: Record<string, RegExp> = {
  execa: /^machine\.ts$/,
  'node:child_process': /^never$/,
  'node:http': /^(http-request|node\/ipam\/plugin-server|node\/docker\/socket)\.ts$/,
  'node:https': /^http-request\.ts$/,
  'ip-address': /^network\/address\.ts$/,
  systeminformation: /^installer\/systeminformation-cpu\.d\.ts$/,
  'systeminformation/lib/cpu.js': /^installer\/capacity\.ts$/,
  ink: /^screens\/ink\//,
  react: /^screens\/ink\//,
  blessed: /^never$/,
  'blessed/lib/program.js': /^screens\/blessed\//,
};

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(['"]([^'"]+)['"]\)/g;

const files = globSync('src/**/*.{ts,tsx}').map((path) => ({
  path: relative('src', path),
  text: readFileSync(path, 'utf8'),
}));

function importsOf({ path, text }: { path: string; text: string }): string[] {
  return [...text.matchAll(IMPORT)]
    .map((m) => m[1] ?? m[2] ?? '')
    .map((name) => (name.startsWith('.') ? `./${join(dirname(path), name)}` : name));
}

function room(path: string): string {
  return path.split('/')[0]?.replace(/\.tsx?$/, '') ?? path;
}

test('the scanner sees the imports', () => {
  expect(files.length).toBeGreaterThan(40);
  const main = files.find((f) => f.path === 'main.ts');
  expect(main && importsOf(main)).toContain('./commands/install.ts');
});

test.each(files.map((f) => f.path))('%s imports only what its folder may', (path) => {
  const file = files.find((f) => f.path === path);
  const wrong = (file ? importsOf(file) : []).filter((name) => {
    if (name.startsWith('./'))
      return !(ALLOWED[room(path)] ?? []).includes(room(name.slice(2))) && room(name.slice(2)) !== room(path);
    return HOMES[name] ? !HOMES[name].test(path) : false;
  });
  expect(wrong).toEqual([]);
});

test('renderers do not know each other', () => {
  const wrong = files.filter(
    (f) => f.path.startsWith('screens/ink/') && importsOf(f).some((n) => n.startsWith('./screens/blessed')),
  );
  expect(wrong).toEqual([]);
});

test('only main and the programs of a node end the process, and no file is a heap', () => {
  const exits = files
    .filter((f) => !/^(main|node\/[^/]+)\.ts$/.test(f.path) && /process\.exit\(/.test(f.text))
    .map((f) => f.path);
  const long = files.filter((f) => f.text.split('\n').length > 300).map((f) => f.path);
  expect({ exits, long }).toEqual({ exits: [], long: [] });
});
