import type { ProblemRow } from './row.ts';

/** What is wrong with the programs that a site brings on its medium. */
export const payloadProblems = {
  'payload.manifest': {
    number: 460,
    exit: 'medium',
    en: '/cos/payload/manifest.json of the medium is damaged or not of version 1: {reason}',
    zh: '介质的 /cos/payload/manifest.json 已损坏，或不是版本 1：{reason}',
  },
  'payload.absent': {
    number: 461,
    exit: 'medium',
    en: '{name} is listed in the payload and not on the medium; make the medium anew',
    zh: '载荷清单中的 {name} 不在介质上；请重新制作介质',
  },
  'payload.size': {
    number: 462,
    exit: 'medium',
    en: '{name} of the medium has {size}, and the payload lists {needed}; make the list or the medium anew',
    zh: '介质上的 {name} 为 {size}，载荷清单中为 {needed}；请重新制作清单或介质',
  },
  'payload.not-program': {
    number: 463,
    exit: 'medium',
    en: '{name} of the medium is neither a program for x86-64 nor a script; put the right file into the payload',
    zh: '介质上的 {name} 既不是 x86-64 程序也不是脚本；请在载荷中放入正确的文件',
  },
} as const satisfies Record<string, ProblemRow>;
