import type { Machine } from '../../machine.ts';
import { INST_OPTS_PATH } from '../../roles/inst-opts.ts';
import { CLUSTER_JSON } from '../../roles/platform-node.ts';
import { takeOut } from '../cluster/invocations.ts';
import { readEnvFile } from '../env-file.ts';
import { NodeFailure, USAGE } from '../failure.ts';
import type { NodeKind } from './components.ts';
import { type Context, controlled, makeArchive, renewConsole, showLogs, showStatus } from './invocations.ts';
import { cosOnly, readKind } from './node-kind.ts';
import { aliasText, type CommandName, commandNamed, usageText } from './usage.ts';

/** Carries out one command line of cspherectl. @returns the exit code @throws NodeFailure */
export async function cspherectl(argv: readonly string[], context: Context): Promise<number> {
  const [word, ...rest] = argv;
  const name = word === '?' ? 'help' : commandNamed(word);
  if (!name) {
    context.err(`cspherectl: ${word} is no command\n\n${usageText()}`);
    return USAGE;
  }
  if (name === 'help') {
    context.out(word === '?' ? aliasText() : usageText());
    return 0;
  }
  if (!context.isRoot) throw new NodeFailure('root privilege required!');
  return RUN[name]({ ...context, kind: await kindOf(context.machine), rest });
}

const RUN: Record<
  Exclude<CommandName, 'help'>,
  (one: Parameters<typeof showStatus>[0]) => Promise<number>
> = {
  start: (one) => controlled(one, ['start']),
  stop: (one) => controlled(one, ['stop']),
  restart: (one) => controlled(one, ['stop', 'start']),
  status: showStatus,
  logs: showLogs,
  snap: makeArchive,
  remove: (one) => takeOut(cosOnly(one)),
  console: renewConsole,
};

/** @throws NodeFailure for a role that has no components, as in COS: before any other row is looked at */
async function kindOf(machine: Machine): Promise<NodeKind> {
  if ((await machine.readText(CLUSTER_JSON)) === undefined) {
    const env = await readEnvFile(machine, INST_OPTS_PATH, 'this is no node of COS');
    const role = env.value('COS_ROLE');
    if (role !== 'controller' && role !== 'agent') throw new NodeFailure(`unknown role: [${role}]`);
  }
  return readKind(machine);
}
