import type { CheckName, Evidence, NetworkCheck } from '../network/check.ts';
import { type Language, markOf, sentence } from '../problem.ts';

type Text = Readonly<Record<Language, string>>;

const NAMES: Readonly<Record<CheckName, Text>> = {
  settings: { en: 'settings', zh: '设置' },
  'address-free': { en: 'address is free', zh: '地址空闲' },
  'link-aggregation': { en: 'link aggregation', zh: '链路聚合' },
  gateway: { en: 'gateway', zh: '网关' },
  'name-server': { en: 'name server', zh: '域名服务器' },
  'time-server': { en: 'time server', zh: '时间服务器' },
  controller: { en: 'controller', zh: '控制器' },
  discovery: { en: 'discovery', zh: '发现服务' },
  'install-code': { en: 'install code', zh: '安装码' },
  'member-unique': { en: 'not in the cluster yet', zh: '尚未在集群中' },
};

/** What is told apart without colour too. */
const RESULTS: Readonly<Record<NetworkCheck['result'], Text>> = {
  passed: { en: '[ok]', zh: '[通过]' },
  failed: { en: '[failed]', zh: '[失败]' },
  'not-possible': { en: '[not possible]', zh: '[无法检查]' },
};

export function resultMark({ result }: NetworkCheck, language: Language = 'en'): string {
  return RESULTS[result][language];
}

/** What was asked: `gateway 192.0.2.1`. */
export function checkName({ check, subject }: NetworkCheck, language: Language = 'en'): string {
  return `${NAMES[check][language]} ${subject}`;
}

/** What was asked, and what came of it: `gateway 192.0.2.1: 52:54:00:12:34:56`. */
export function checkText(check: NetworkCheck, language: Language = 'en'): string {
  const about = checkName(check, language);
  if (check.result === 'passed')
    return check.evidence === undefined ? about : `${about}: ${seen(check.evidence, language)}`;
  const said = `${sentence(check.problem, language)} [${markOf(check.problem)}]`;
  return said.startsWith(about) ? said : `${about}: ${said}`;
}

function seen(evidence: Evidence, language: Language): string {
  return typeof evidence === 'string' ? evidence : evidence[language];
}

/** One line for a log: `[ok] gateway 192.0.2.1`. */
export function checkLine(check: NetworkCheck, language: Language = 'en'): string {
  return `${resultMark(check, language)} ${checkText(check, language)}`;
}

/** `waiting for 10.0.0.1:80, 2 min 10 s left`. */
export function waitingLine(
  subjects: readonly string[],
  secondsLeft: number,
  language: Language = 'en',
): string {
  const [minutes, seconds] = [Math.floor(secondsLeft / 60), secondsLeft % 60];
  const list = subjects.join(', ');
  if (language === 'zh') return `正在等待 ${list}，剩余 ${minutes > 0 ? `${minutes} 分 ` : ''}${seconds} 秒`;
  return `waiting for ${list}, ${minutes > 0 ? `${minutes} min ` : ''}${seconds} s left`;
}
