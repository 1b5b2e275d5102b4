/** The commands of cspherectl, each with the short names that it also has (COS's). */
export const COMMANDS = {
  help: { aliases: ['h', 'none'], shows: '', says: 'this text; `?` lists the short names' },
  start: { aliases: ['a'], shows: '[COMPONENT]', says: 'starts what does not run, in order' },
  stop: { aliases: ['kill', 'k', 'z'], shows: '[COMPONENT]', says: 'stops in the reverse order' },
  status: {
    aliases: ['s', 'watch', 'w'],
    shows: '[COMPONENT|--cluster] [--json]',
    says: 'what is up, what it waits for',
  },
  restart: { aliases: ['r'], shows: '[COMPONENT]', says: 'stop, then start' },
  logs: { aliases: ['l'], shows: 'COMPONENT [ARG...]', says: 'its journal; ARGs of journalctl' },
  snap: { aliases: [], shows: '[ARG...]', says: 'an archive for support, without secrets' },
  remove: { aliases: [], shows: 'NODE', says: 'takes out a node that is gone' },
  console: { aliases: [], shows: '', says: 'renews the line on the consoles' },
} as const satisfies Record<string, { aliases: readonly string[]; shows: string; says: string }>;
export type CommandName = keyof typeof COMMANDS;

function isCommand(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

const NAMES = Object.keys(COMMANDS).filter(isCommand);

/** The command that a word means; undefined for an unknown one. No word at all is `help`, as in COS. */
export function commandNamed(word = 'none'): CommandName | undefined {
  return NAMES.find((name) => name === word || COMMANDS[name].aliases.some((alias) => alias === word));
}

export function usageText(): string {
  const lines = NAMES.map((name) => {
    const { shows, says } = COMMANDS[name];
    return `  ${`${name} ${shows}`.trim().padEnd(38)}${says}`;
  });
  return `cspherectl COMMAND (as root)\n\n${lines.join('\n')}\n
status ends with 0 when all is up, on standby or not installed, else with 1;
of one component with 0 for these, 1 where it is down or failed, 2 in between.
`;
}

export function aliasText(): string {
  return NAMES.map((name) => `${name.padEnd(10)}${COMMANDS[name].aliases.join(' ')}`.trimEnd())
    .join('\n')
    .concat('\n');
}
