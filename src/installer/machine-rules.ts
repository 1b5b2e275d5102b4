import { formatSize } from '../bytes.ts';
import { chooseCards, memberPath } from '../network/choose.ts';
import { type Problem, warning } from '../problem.ts';
import { clusterOf } from '../roles/platform/cluster-of.ts';
import { servicesOn } from '../roles/platform-node.ts';
import type { Answers } from './answers.ts';
import type { Inventory } from './inventory.ts';

/**
 * A node has 8 GB (COS guide 1.2). The kernel keeps some of it and firmware or graphics take more, so a
 * machine with 8 GB of modules shows a little less.
 */
const ENOUGH_MEMORY_BYTES = 7.5e9;

/** What a node takes before its services: kernel, systemd, cloud-init, sshd. */
const SYSTEM_MEMORY_BYTES = 256 * 2 ** 20;

/** What is doubtful about these answers on this machine, beside the choice of disk and card. Pure. */
export function checkMachine(answers: Answers, inventory: Inventory): Problem[] {
  return [...checkLink(answers, inventory), ...nodeMemory(answers, inventory), ...checkDataDisk(answers)];
}

function checkLink({ network }: Answers, { links }: Inventory): Problem[] {
  const cards = chooseCards(network, links);
  if ('problems' in cards) return [];
  const { link, members } = cards;
  const named = network.bond
    ? members.map((one, index) => ({ one, path: memberPath(index) }))
    : [{ one: link, path: 'network.interface' }];
  return named.flatMap(({ one: { name, link: state }, path }) =>
    state === 'down' ? [warning('network.card-no-link', path, { name })] : [],
  );
}

/** A warning where a machine has too little memory for these answers. */
export function nodeMemory(answers: Answers, memory: Pick<Inventory, 'memory_bytes'>): Problem[] {
  return answers.role === 'platform' ? platformMemory(answers, memory) : memoryProblems(memory);
}

/** A warning where a node has less memory than it is meant to have. */
export function memoryProblems({ memory_bytes }: Pick<Inventory, 'memory_bytes'>): Problem[] {
  if (memory_bytes === undefined || memory_bytes >= ENOUGH_MEMORY_BYTES) return [];
  return [warning('machine.little-memory', 'memory', { size: formatSize(memory_bytes) })];
}

/** A warning where a node has less memory than its services take together. */
function platformMemory(
  { platform, system }: Extract<Answers, { role: 'platform' }>,
  { memory_bytes }: Pick<Inventory, 'memory_bytes'>,
): Problem[] {
  const name = system.hostname;
  const here = servicesOn(clusterOf(platform), name);
  const needed = here.reduce((sum, one) => sum + one.memory, SYSTEM_MEMORY_BYTES);
  if (memory_bytes === undefined || memory_bytes >= needed) return [];
  const services = here.map((one) => one.title).join(', ');
  const args = { name, needed: formatSize(needed), size: formatSize(memory_bytes), services };
  return [warning('platform.little-memory', 'memory', args)];
}

/** Agents run the containers: the guide gives them a second group of disks for these. */
function checkDataDisk(answers: Answers): Problem[] {
  return answers.role === 'agent' && answers.disk.data === undefined
    ? [warning('machine.no-data-disk', 'disk.data')]
    : [];
}
