import { formatBinarySize, formatSize } from '../bytes.ts';
import { allContents } from '../disk/contents.ts';
import type { Content, Disk } from '../disk/disk.ts';
import type { Language } from '../problem.ts';
import type {
  Absent,
  Action,
  CompareAction,
  CopyAction,
  Destruction,
  Plan,
  ProveDisk,
  ReadAction,
  Step,
} from '../step.ts';
import { diskActionWords } from './describe-disk-action.ts';

/** What will be lost on a disk, in words: which disk it is and what is on it now. */
export function destructionOf(disk: Disk, language: Language = 'en'): Destruction {
  const say = WORDS[language];
  const identity = [
    formatSize(disk.bytes),
    disk.model,
    disk.serial === undefined ? undefined : `${say.serial} ${disk.serial}`,
  ].filter((part) => part !== undefined);
  const below = new Set(allContents(disk).map(describeContent));
  const found = [signatureOf(disk), ...below].filter((s) => s !== undefined);
  const contents = found.length === 0 ? say.nothing : `${say.found}${found.join('; ')}`;
  return { device: disk.path, sentence: say.lost(disk.path, identity.join(', '), contents) };
}

const WORDS = {
  en: {
    serial: 'serial',
    nothing: 'nothing was found on it',
    found: 'on it now: ',
    lost: (path: string, identity: string, contents: string) =>
      `All data on ${path} (${identity}) will be lost; ${contents}.`,
  },
  zh: {
    serial: '序列号',
    nothing: '其中未发现内容',
    found: '现有内容：',
    lost: (path: string, identity: string, contents: string) =>
      `${path}（${identity}）上的全部数据将丢失；${contents}。`,
  },
} as const;

/** Of a physical volume also the volume group that goes with it. */
function signatureOf({ signature, volume_group: group }: Pick<Content, 'signature' | 'volume_group'>) {
  return group && signature ? `${signature} (${group.name})` : signature;
}

function describeContent(content: Content): string {
  const label = content.label ?? content.partition_label;
  const kind = content.type === 'part' ? undefined : `(${content.type})`;
  const words = [content.path, kind, signatureOf(content), label === undefined ? undefined : `"${label}"`];
  return [...words.filter((w) => w !== undefined), formatSize(content.bytes)].join(' ');
}

/** A plan for people: every destructive action first, then the steps with their commands and sizes. */
export function describePlan(plan: Plan): string[] {
  return [
    'This will be destroyed:',
    ...plan.destroys.map((d) => `  ${d.sentence}`),
    ...absentLines(plan.not_installed ?? []),
    '',
    'Steps:',
    ...plan.steps.flatMap((step, index) => describeStep(step, index + 1)),
  ];
}

function absentLines(absent: readonly Absent[]): string[] {
  return absent.length === 0
    ? []
    : [
        '',
        "Not installed, for the medium's payload does not have it:",
        ...absent.map((one) => `  ${absentWords(one)}`),
      ];
}

/** What the node goes without, in words that need no language. */
export function absentWords({ program, units }: Absent): string {
  return `${program} (${units.join(', ')})`;
}

function describeStep(step: Step, number: number): string[] {
  const touches = step.touches.length === 0 ? '' : `  [writes ${step.touches.join(', ')}]`;
  const head = `${String(number).padStart(3)}. ${step.title}${touches}`;
  return [head, ...step.run.flatMap((action) => describeAction(action, 7))];
}

function describeAction(action: Action, indent: number): string[] {
  const pad = ' '.repeat(indent);
  switch (action.do) {
    case 'run':
      return [`${pad}$ ${action.argv.join(' ')}`, ...stdinLines(String(action.stdin ?? ''), `${pad}  | `)];
    case 'write-file':
      return [`${pad}write ${action.path}, mode ${action.mode.toString(8).padStart(4, '0')}`];
    case 'copy':
      return [
        `${pad}copy ${formatSize(action.bytes)} from ${action.from} to ${action.to} at ${action.toOffset}`,
        ...readBackLines(action.read_back, pad),
      ];
    case 'read':
      return [`${pad}read ${formatSize(action.bytes)} of ${action.from}${ofDigest(action)}`];
    case 'compare':
      return [`${pad}read ${action.path}${at(action.offset)} back, compare it with ${wantedWords(action)}`];
    case 'unpack':
      return [
        `${pad}unpack ${formatSize(action.bytes)} to ${action.device}, read back; its first ${formatBinarySize(action.head.bytes)} to ${action.head.path}`,
        `${pad}$ ${action.argv.join(' ')}`,
      ];
    case 'prove-disk':
      return [
        `${pad}prove that ${action.disk.path} is the same disk, not the medium, and ${idleWords(action)}`,
      ];
    case 'prove-wiped':
      return [`${pad}prove that nothing is left on ${action.device}`];
    case 'prove-size':
      return [`${pad}prove that ${action.device} is as large as it says, in places all over it`];
    case 'write-table':
      return [`${pad}$ fdisk --protect-boot ${action.device}`, ...stdinLines(action.script, `${pad}  | `)];
    case 'wipe-ends':
    case 'keep-undo':
    case 'mark':
    case 'store-undo':
    case 'end-undo':
    case 'reread-table':
      return [`${pad}${diskActionWords(action)}`];
    case 'within':
      return [
        `${pad}$ ${action.enter.join(' ')}`,
        ...action.run.flatMap((inner) => describeAction(inner, indent + 2)),
        `${pad}$ ${action.leave.join(' ')}`,
      ];
  }
}

function readBackLines(readBack: CopyAction['read_back'], pad: string): string[] {
  return readBack ? [`${pad}  and read it back from ${readBack.from}${ofDigest(readBack)}`] : [];
}

function ofDigest({ sha256, sha1, sha512 }: Omit<ReadAction, 'do' | 'from' | 'bytes'>): string {
  if (sha256 !== undefined) return `, SHA-256 ${sha256}`;
  if (sha1 !== undefined) return `, SHA-1 ${sha1}`;
  return sha512 === undefined ? '' : `, SHA-512 ${sha512}`;
}

function wantedWords({ with: wanted, bytes }: CompareAction): string {
  if ('content' in wanted) return 'what was written';
  const size = bytes === undefined ? '' : `${formatSize(bytes)} of `;
  return `${size}${wanted.from}${at(wanted.offset)}`;
}

function at(offset: number): string {
  return offset === 0 ? '' : ` at ${offset}`;
}

function idleWords({ takes_apart: paths = [] }: Pick<ProveDisk, 'takes_apart'>): string {
  return paths.length === 0 ? 'idle' : `idle but for ${paths.join(', ')}`;
}

function stdinLines(stdin: string, prefix: string): string[] {
  return stdin === ''
    ? []
    : stdin
        .trimEnd()
        .split('\n')
        .map((line) => `${prefix}${line}`.trimEnd());
}
