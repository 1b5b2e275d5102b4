import { writtenSchema } from '../json-schema.ts';
import { tableOf } from '../reference.ts';
import { type ReferenceRow, rowsOf } from '../reference-rows.ts';
import { fleetFileSchema } from './schema.ts';

/** Every key that only a fleet file has; the others are those of an answer file. */
export function fleetRows(): ReferenceRow[] {
  const { properties = {} } = writtenSchema(fleetFileSchema, '');
  const { defaults, nodes, ...first } = properties;
  const { additionalProperties: node } = nodes ?? {};
  const [block] = typeof node === 'object' ? (node.anyOf ?? []) : [];
  const rows = [
    ...Object.entries(first).flatMap(([key, schema]) => rowsOf(key, schema, true)),
    ...(defaults ? rowsOf('defaults', defaults, false) : []),
    ...(nodes ? rowsOf('nodes', nodes, true) : []),
    ...(block ? rowsOf('nodes.NAME', block, false) : []),
  ];
  return rows.filter(({ description }) => description !== '');
}

/** The reference page of the fleet file, in Markdown. Pure: equal schemas and examples give equal pages. */
export function fleetPage(example: string): string {
  const block = `\`\`\`yaml\n${example.trimEnd()}\n\`\`\``;
  return [INTRODUCTION, block, RULES, '## Keys', tableOf(fleetRows()), AFTERWARDS].join('\n\n').concat('\n');
}

const INTRODUCTION = `# Fleet file

<!-- Made by \`npm run docs\` from the schema in src/installer/fleet/schema.ts: change it there. -->

A fleet file is the answer files of many nodes in one: what they have in common is written once, and each node has a
block with what is its own. Controllers, agents and nodes of role \`platform\` may stand in one file. Wherever the
installer takes an answer file it takes a fleet file too, and knows it by its keys. How a rack is installed with one is
in the [operator's guide](operators-guide.md#one-stick-installs-the-rack).`;

const RULES = `## How a node is made

Each node stands for an ordinary [answer file](answer-file.md), which \`cos-install explain --node NAME FILE\` prints:

- The \`defaults\` with the node's block laid over them. Groups merge key by key; lists and single values replace;
  \`null\` takes away what the defaults say.
- \`system.hostname\` is the name of the node.
- \`network.address\` is \`address\` with the prefix length. A node with DHCP, with several addresses, or with another
  way to its address writes \`network: { address: … }\` instead.
- \`network.interface\` is the card of \`match.mac\` where none is given. Without both, the installation takes the machine's
  only card, or the only one that has a link.
- In role \`platform\`, \`platform.nodes\` is all nodes of that role in the file's order, and \`platform.name\` the name of the
  fleet where none is given.

A name is written once; names, addresses, cards and matches are each node's own. \`cos-install validate FILE\` checks the
file and every node without a machine, and says what several nodes have in common once. Anchors and aliases of YAML work;
a key that is written twice is an error. \`schemas/fleet.schema.json\` is the JSON Schema for editors.`;

const AFTERWARDS = `## Which node a machine is

\`match\` is compared with the machine: \`mac\` with the permanent addresses of its cards, \`serial\` and \`uuid\` with what the
firmware says. All that is given must agree.

| Nodes that fit | What happens |
| --- | --- |
| one | The machine becomes this node. |
| none | The console asks which node it is. Without a person the installer ends with exit code 3, and shows what this machine could be known by, as lines to copy into the file. |
| two or more | It ends with exit code 3 and their names. |

\`install FILE --node NAME\` names the node by hand. \`plan\`, \`render\` and \`disks --explain\` take \`--node\` too; without it
they choose as the installation does, also for a recorded machine (\`--machine\`).`;
