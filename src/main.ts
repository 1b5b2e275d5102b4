#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { type Command, type Output, readCommandLine } from './command-line.ts';
import { processTools } from './commands/process-tools.ts';
import { shown } from './commands/shown.ts';
import { realMachine } from './machine.ts';
import { EXIT, error, exitCodeOf, ProblemError, problemLine, whereExplained } from './problem.ts';

const tools = processTools(realMachine);

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
  if (command.name === 'new') {
    const { newAnswers } = await import('./commands/new.ts');
    return newAnswers(command.answers, command.common, tools);
  }
  if (command.name === 'edit') {
    const { editAnswers } = await import('./commands/edit.ts');
    return editAnswers(command.answers, command.common, tools);
  }
  if (command.name === 'explain') {
    const { explain } = await import('./commands/explain.ts');
    return explain(command.number, command.common, tools);
  }
  if (command.name === 'explain-node') {
    const { explainNode } = await import('./commands/fleet.ts');
    return explainNode(command.answers, command.common, tools);
  }
  if (command.name === 'report') {
    const { report } = await import('./commands/report.ts');
    return report(command.file, command.common, tools, version());
  }
  if (command.name === 'disks') {
    const { disks } = await import('./commands/disks.ts');
    return disks(command.answers, command.common, tools);
  }
  if (command.name === 'restore-table') {
    const { restoreTable } = await import('./commands/restore-table.ts');
    return restoreTable(command, tools);
  }
  const desk = await import('./commands/desk.ts');
  switch (command.name) {
    case 'validate':
      return desk.validate(command.answers, command, tools);
    case 'plan':
      return desk.plan(command.answers, command.common, tools);
    case 'render':
      return desk.render(command.answers, command.dialect, command.common, tools);
    case 'probe':
      return desk.probe(command.sysroot, command.common, tools);
    case 'schema':
      return desk.schema(command.fleet, tools);
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
  if (tools.signal.aborted) {
    tools.complain('Aborted.');
    return EXIT.aborted;
  }
  const reason = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  const problem = error('program.unexpected', '', { reason });
  for (const line of [problemLine(problem), ...whereExplained([problem])]) tools.complain(line);
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

// A bug in a callback ends as one in a command does. It is said last, on the terminal that was given back.
process.on('uncaughtException', (cause) => {
  process.on('exit', () => {
    process.exitCode = exitCodeFor(cause, 'text');
  });
  process.exit();
});

process.exit(await main(process.argv.slice(2)));
