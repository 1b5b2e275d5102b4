import { existsSync, globSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { formatBinarySize, GiB } from '../src/bytes.ts';
import { readCommandLine } from '../src/command-line.ts';
import { layoutDisk } from '../src/disk/layout.ts';
import { readAnswers } from '../src/installer/answer-file.ts';
import { EXIT } from '../src/problem.ts';
import { instOptsFile } from '../src/roles/inst-opts.ts';
import { cosInstall, ROOT } from './commands/program.ts';

const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pages = globSync('{*.md,docs/*.md,test/**/*.md}', { cwd: ROOT }).sort();
const readme = text('README.md');
const guide = text('docs/operators-guide.md');

/** The rows of the table below a heading, cells without back quotes. */
function tableUnder(page: string, heading: string): string[][] {
  const [, section = ''] = page.split(`# ${heading}\n`);
  const rows = section.split(/\n#/)[0]?.match(/^\|.*\|$/gm) ?? [];
  return rows.slice(2).map((row) => row.split('|').slice(1, -1).map(plain));
}

function plain(cell: string): string {
  return cell.trim().replaceAll('`', '');
}

/** What GitHub calls a heading in a link. */
function anchorOf(heading: string): string {
  const letters = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '');
  return letters.replaceAll(' ', '-');
}

function anchorsOf(path: string): string[] {
  const prose = text(path).replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
}

function linksOf(path: string): string[] {
  const prose = text(path).replace(/^```[\s\S]*?^```/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

describe.each(pages)('%s', (path) => {
  test('has no dead link', () => {
    const dead = linksOf(path).filter((link) => {
      if (/^https?:/.test(link)) return false;
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(target).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  test('names only targets that the Makefile has', () => {
    const targets = [...text('Makefile').matchAll(/^([a-z-]+):/gm)].map(([, name]) => name);
    const named = [...text(path).matchAll(/(?:`|^)make ([a-z][a-z-]*)/gm)].map(([, name]) => name);
    expect(named.filter((name) => !targets.includes(name))).toEqual([]);
  });

  test('speaks of the project alone', () => {
    expect(text(path)).not.toMatch(/\/work\/|\/home\/\w|npmjs|artifactory|registry\.\w+\.\w+/i);
  });
});

test('sources and the image know no path or registry of the machine they were written on', () => {
  const files = globSync('{src,iso,test/vm,.ci}/**/*', { cwd: ROOT }).filter((path) =>
    lstatSync(join(ROOT, path)).isFile(),
  );
  expect(files.length).toBeGreaterThan(150);
  expect(files.filter((path) => /\/work\/main|npmjs|artifactory/i.test(text(path)))).toEqual([]);
});

describe('the README', () => {
  test.each(['run', 'test'])('says what `make %s` does', (target) => {
    expect(readme).toMatch(new RegExp(`^make ${target} +# \\w`, 'm'));
    expect(text('Makefile')).toMatch(new RegExp(`^${target}:`, 'm'));
  });

  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cos-docs-'));
    const [, answers = ''] = /```yaml\n(version: 1[\s\S]*?)```/.exec(readme) ?? [];
    writeFileSync(join(folder, 'default.yaml'), answers);
    const wrong = answers
      .replace('cluster_size: 3', 'cluster_size: 4')
      .replace('gateway: 192.168.122.1', 'gateway: 192.168.123.1')
      .replace('wipe: target', 'wip: target');
    writeFileSync(join(folder, 'wrong.yaml'), wrong);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** The lines shown below the sentence about a command, without those that stand for left-out ones. */
  function shownFor(command: string): string[] {
    const [, block = ''] =
      new RegExp(`^\`cos-install ${command}\\b[\\s\\S]*?\n\`\`\`\n([\\s\\S]*?)\`\`\``, 'm').exec(readme) ??
      [];
    return block.split('\n').filter((line) => line !== '' && line.trim() !== '…');
  }

  const machine = ['--machine', resolve(ROOT, 'test/machines/nvme-server.json')];
  test.each([
    ['validate', ['validate', 'wrong.yaml']],
    ['plan', ['plan', 'default.yaml', ...machine]],
    ['render', ['render', 'default.yaml', '--dialect', 'cloud-init', ...machine]],
    ['disks', ['disks', '--explain', 'default.yaml', ...machine]],
    ['explain', ['explain', 'E216']],
    ['probe', ['probe', ...machine]],
  ])('shows what `cos-install %s` really prints', async (command, args) => {
    const shown = shownFor(command);
    const { stdout, stderr } = await cosInstall(args, { cwd: folder });
    expect(shown.length).toBeGreaterThan(2);
    expect((stdout + stderr).split('\n')).toEqual(expect.arrayContaining(shown));
  });
});

describe("the operator's guide", () => {
  const help = readCommandLine(['--help']);
  const usage = help.name === 'help' ? help.text : '';

  test('has every command and option of --help', () => {
    const [, commands = ''] = /\nCommands:\n([\s\S]*?)\n\n/.exec(usage) ?? [];
    const names = [...commands.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name = '']) => name);
    const options = [...new Set(usage.match(/--[a-z]+/g))];
    expect(names.length).toBeGreaterThan(6);
    const [rows, more] = [
      tableUnder(guide, 'Commands and options'),
      guide.split('# Commands and options')[1],
    ];
    expect(rows.map(([first = '']) => first.split(' ')[0])).toEqual(expect.arrayContaining(names));
    expect(options.filter((option) => !more?.includes(option))).toEqual([]);
  });

  test('has the exit codes of the program', () => {
    const rows = tableUnder(guide, 'Exit codes').map(([code, name = '']) => [name, Number(code)]);
    expect(Object.fromEntries(rows)).toEqual(EXIT);
  });

  test('has the partitions of the layout', () => {
    const rows = tableUnder(guide, 'Partitions').map((row) => row.slice(0, 3).join(' '));
    const layout = layoutDisk(100 * GiB).map(({ number, label, bytes, role }) => {
      return `${number} ${label} ${role === 'root' ? 'the rest' : formatBinarySize(bytes)}`;
    });
    expect(rows).toEqual(layout);
  });

  test('has every row of inst-opts.env', () => {
    const rows = tableUnder(guide, 'inst-opts.env').flatMap(([first = '']) => first.split(', '));
    const keys = [
      ...instOptsFile({})
        .reveal()
        .matchAll(/^(\w+)=/gm),
    ].map(([, key]) => key);
    expect(rows).toEqual(keys);
  });

  test('has every event', () => {
    const events = [...text('src/installer/events.ts').matchAll(/event: '([a-z-]+)'/g)].map(([, e]) => e);
    expect(
      tableUnder(guide, 'Events')
        .map(([first]) => first)
        .toSorted(),
    ).toEqual(events.toSorted());
  });

  test('has every entry of the boot menu', () => {
    const entries = [...text('iso/grub/grub.cfg').matchAll(/^menuentry "([^"]+)"/gm)];
    const titles = entries.map(([, title = '']) => title.replace(' @VERSION@', ''));
    expect(tableUnder(guide, 'Install a server').map(([first]) => first)).toEqual(titles);
  });
});

describe("the fleet of the operator's guide", () => {
  const section = guide.split('## One stick installs the rack\n')[1]?.split('\n## ')[0] ?? '';
  const [, fleet = ''] = /```yaml\n(version: 1[\s\S]*?)```/.exec(section) ?? [];
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'cos-docs-fleet-'));
    writeFileSync(join(folder, 'fleet.yaml'), fleet);
    const wrong = fleet
      .replace('172.0.0.254', '172.0.9.254')
      .replace(/(agent2: .*\}) \}/, '$1, system: { timezone: Asia/Shanghay } }');
    writeFileSync(join(folder, 'wrong.yaml'), wrong);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(['fleet.yaml', 'wrong.yaml'])('validate %s says what is shown', async (file) => {
    const [, shown = ''] = new RegExp(`\\$ cos-install validate ${file}\n([^$\`]+)`).exec(section) ?? [];
    const { stdout, stderr } = await cosInstall(['validate', file], { cwd: folder });
    expect(stdout + stderr).toBe(shown);
  });

  test.each([
    ['multipath', 'controller1'],
    ['nvme-server', 'agent1'],
    ['virtio-vm', 'agent2'],
  ])('the recorded machine %s is %s', async (machine, node) => {
    const recorded = ['--machine', resolve(ROOT, `test/machines/${machine}.json`)];
    const args = ['render', 'fleet.yaml', '--dialect', 'cloud-init', ...recorded];
    const { stdout } = await cosInstall(args, { cwd: folder });
    expect(stdout).toContain(`\nhostname: ${node}\n`);
  });
});

test('the architecture page has every folder and file of src/', () => {
  const page = text('docs/architecture.md');
  const files = globSync('src/**/*.{ts,tsx}', { cwd: ROOT });
  const rooms = files.map((path) => path.split('/')[1]?.replace(/\.ts$/, '') ?? '');
  expect(rooms.filter((room) => !page.includes(`\`${room}\``) && !page.includes(`\`${room}/\``))).toEqual([]);
});

test('the example of the fleet page is a good one', async () => {
  expect(await cosInstall(['validate', 'docs/fleet.example.yaml'])).toMatchObject({ code: 0 });
});

test('the answer files of the cluster are good ones, of one cluster', () => {
  const files = [...text('docs/cluster.md').matchAll(/^```yaml\n(version: 1[\s\S]*?)^```/gm)];
  const read = files.map(([, file = '']) => readAnswers(file, 'cluster.md'));
  expect(read).toMatchObject([
    { answers: { role: 'controller', controller: { registry: true } }, warnings: [] },
    { answers: { role: 'agent', container_network: {} }, warnings: [] },
  ]);
});
