#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { type Command, type Output, readCommandLine } from './command-line.ts';
import { shown } from './commands/shown.ts';
import type { Tools } from './commands/tools.ts';
import { realMachine } from './machine.ts';
import { EXIT, exitCodeOf, ProblemError, problemLine } from './problem.ts';

const aborted = new AbortController();
const tools: Tools = {
  machine: realMachine,
  stdin: process.stdin,
  stdout: process.stdout,
  print: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
  signal: aborted.signal,
};

async function run(command: Command): Promise<number> {
  if (command.name === 'help') return say(command.text.trimEnd());
  if (command.name === 'version') return say(`cos-install ${version()}`);
  if (command.name === 'install') {
    const { install } = await import('./commands/install.ts');
    return install(command.answers, command.common, tools);
  }
  if (command.name === 'wizard') {
    const { wizard } = await import('./commands/wizard.ts');
    return wizard(command.common, tools);
  }
  const desk = await import('./commands/desk.ts');
  switch (command.name) {
    case 'validate':
      return desk.validate(command.answers, command.common, tools);
    case 'plan':
      return desk.plan(command.answers, command.common, tools);
    case 'render':
      return desk.render(command.answers, command.dialect, command.common, tools);
    case 'probe':
      return desk.probe(command.sysroot, command.common, tools);
    case 'disks':
      return desk.disks(command.answers, command.common, tools);
    case 'schema':
      return desk.schema(tools);
  }
}

function say(text: string): number {
  tools.print(text);
  return EXIT.ok;
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return String((JSON.parse(text) as { version: unknown }).version);
}

/** The one place where a failure becomes lines and an exit code. */
function exitCodeFor(cause: unknown, output: Output): number {
  if (cause instanceof ProblemError) {
    if (output === 'json') tools.print(JSON.stringify({ problems: cause.problems.map(shown) }, null, 2));
    else for (const problem of cause.problems) tools.complain(problemLine(problem));
    return exitCodeOf(cause.problems);
  }
  if (aborted.signal.aborted) {
    tools.complain('Aborted.');
    return EXIT.aborted;
  }
  tools.complain(`Unexpected: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`);
  return EXIT.unexpected;
}

async function main(argv: readonly string[]): Promise<number> {
  let output: Output = 'text';
  try {
    const command = readCommandLine(argv);
    if ('common' in command) output = command.common.output;
    return await run(command);
  } catch (cause) {
    return exitCodeFor(cause, output);
  }
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => aborted.abort(signal));
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    // The reader (`| head`) or the terminal went away: not our failure. An installation is stopped as by a hangup.
    if (cause.code !== 'EPIPE' && cause.code !== 'EIO') throw cause;
    aborted.abort('SIGHUP');
  });

process.exit(await main(process.argv.slice(2)));
