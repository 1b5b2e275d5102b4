/** Bytes that dialog 1.3 and whiptail send for the same on 80x24, counted in a pseudo-terminal. */
export const REFERENCE = {
  vt100: {
    list: [1444, 705],
    move: [98, 30],
    select: [34, 34],
    form: [1807, 674],
    type: [280, 20],
    gauge: [2020, 2527],
    scroll: [188, 126],
  },
  vt220: {
    list: [1618, 716],
    move: [104, 30],
    select: [38, 36],
    form: [1971, 695],
    type: [360, 20],
    gauge: [2224, 2639],
    scroll: [205, 101],
  },
  linux: {
    list: [2825, 3696],
    move: [239, 45],
    select: [65, 36],
    form: [3186, 3692],
    type: [660, 34],
    gauge: [5355, 2245],
    scroll: [254, 180],
  },
  'xterm-256color': {
    list: [2700, 1619],
    move: [236, 41],
    select: [66, 36],
    form: [3469, 1611],
    type: [680, 30],
    gauge: [5429, 2245],
    scroll: [275, 161],
  },
} as const;

export type Term = keyof typeof REFERENCE;
export type Compared = keyof (typeof REFERENCE)['vt100'];
export const TERMS = ['vt100', 'vt220', 'linux', 'xterm-256color'] as const satisfies readonly Term[];

/** On these whiptail is the bar too, with a fifth more. */
const AGAINST_WHIPTAIL: readonly Compared[] = ['move', 'type', 'gauge'];

/** The bytes that an action may cost. */
export function limitOf(term: Term, action: Compared): number {
  const [dialog, whiptail] = REFERENCE[term][action];
  return AGAINST_WHIPTAIL.includes(action) ? Math.min(dialog, whiptail * 1.2) : dialog;
}
