import { EXIT, type Language, problemLine, sentence } from '../problem.ts';
import type { Failure } from './events.ts';
import type { Recorded } from './recorder.ts';

type Facts = Omit<Failure, 'message' | 'advice'>;

/** What a failure is called and what to do about it. The device's sentence is the seed's, in every language. */
const WORDS = {
  aborted: { en: 'Aborted during "{title}".', zh: '在“{title}”时中止。' },
  early: { en: '{title}: {reason}', zh: '{title}：{reason}' },
  writing: {
    en: 'ERROR on Installing COS To Device {device}: {title}: {reason}',
    zh: 'ERROR on Installing COS To Device {device}：{title}：{reason}',
  },
  untouched: {
    en: 'Nothing was written to {device}. Mend the cause and start again.',
    zh: '没有向 {device} 写入任何数据。请排除原因后重新开始。',
  },
  lost: {
    en: '{device} does not boot and its former contents are lost.',
    zh: '{device} 无法启动，原有内容已丢失。',
  },
  lostToo: {
    en: 'The former contents of {device} are lost too.',
    zh: '{device} 的原有内容也已丢失。',
  },
  alsoUntouched: { en: 'Nothing was written to {device}.', zh: '没有向 {device} 写入任何数据。' },
  restorable: {
    en: '{device} does not boot now; what it was can still be put back: cos-install restore-table {device}.',
    zh: '{device} 现在无法启动；仍可还原原有内容：cos-install restore-table {device}。',
  },
  again: { en: 'Start the installation again.', zh: '请重新安装。' },
  suspect: {
    en: 'It did not give back what was written: check cable and controller, or replace the disk.',
    zh: '读回的内容与写入的不同：请检查线缆和控制器，或更换磁盘。',
  },
  replace: {
    en: 'Replace this disk, then start the installation again.',
    zh: '请更换此磁盘，然后重新安装。',
  },
  medium: {
    en: 'Mend or change the medium, then start the installation again.',
    zh: '请修复或更换介质，然后重新安装。',
  },
  recorded: {
    en: 'The log is in {folder} until the machine restarts{more}.',
    zh: '日志在 {folder}，机器重新启动后消失{more}。',
  },
  kept: { en: ', and on {device} as {folder}', zh: '；也保存在 {device} 的 {folder}' },
  notKept: { en: '; {reason}', zh: '；{reason}' },
  report: {
    en: '"cos-install report" makes one file of it, to send in.',
    zh: '用 "cos-install report" 生成一个可发送的文件。',
  },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

/** One sentence: what happened. `title`: that of the step, in the same language. */
export function failureMessage(facts: Facts, title: string, language: Language = 'en'): string {
  const { exit_code, disk_state, device, problems = [] } = facts;
  const reason = problems.map((problem) => problemLine(problem, language)).join('\n');
  const key = exit_code === EXIT.aborted ? 'aborted' : disk_state === 'untouched' ? 'early' : 'writing';
  return say(key, language, { title, device, reason });
}

/** The state of each disk, and what to do now. */
export function failureAdvice(facts: Facts, language: Language = 'en'): string {
  const { disk_state, device, data_disk: data } = facts;
  const words = SEPARATORS[language];
  if (disk_state === 'untouched') {
    const devices = [device, ...(data ? [data.device] : [])].join(words.list);
    return say('untouched', language, { device: devices });
  }
  const key =
    data?.disk_state === 'untouched' ? 'alsoUntouched' : data?.restorable ? 'restorable' : 'lostToo';
  const what = facts.restorable
    ? [say('restorable', language, { device })]
    : [say('lost', language, { device }), say(cureOf(facts), language, {})];
  const lost = [...what, ...(data ? [say(key, language, { device: data.device })] : [])];
  return lost.join(words.sentence);
}

const SEPARATORS = { en: { list: ', ', sentence: ' ' }, zh: { list: '、', sentence: '' } } as const;

function cureOf({ exit_code, problems = [] }: Facts): keyof typeof WORDS {
  if (problems.some(({ code }) => code.startsWith('step.disk-'))) return 'replace';
  if (exit_code === EXIT.verify) return 'suspect';
  return exit_code === EXIT.medium ? 'medium' : 'again';
}

/** Where the log of a failure is, and how to send it in: a line each. */
export function recordedLines(
  { folder, volume, problem }: Recorded,
  language: Language = 'en',
): readonly [string, string] {
  const why = problem ? say('notKept', language, { reason: sentence(problem, language) }) : '';
  const more = volume ? say('kept', language, volume) : why;
  return [say('recorded', language, { folder, more }), say('report', language, {})];
}

function say(key: keyof typeof WORDS, language: Language, args: Readonly<Record<string, string>>): string {
  return WORDS[key][language].replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? '');
}
