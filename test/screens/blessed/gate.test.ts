import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openGate } from '../../../src/screens/blessed/gate.ts';
import type { Input } from '../../../src/screens/blessed/split.ts';
import { manualTimers } from './manual-timers.ts';

const ESC = '\u001b';

function gate() {
  const { timers, elapse, running, pauses } = manualTimers();
  const told: Input[] = [];
  const opened = openGate(timers, (input) => told.push(input));
  const push = (...pieces: (string | Uint8Array)[]) => {
    for (const piece of pieces) opened.push(Buffer.from(piece));
  };
  return { push, elapse, running, pauses, told, close: opened.close };
}

test('ESC alone is told after a pause, not before', () => {
  const { push, elapse, running, told } = gate();
  push(ESC);
  expect(told).toEqual([]);
  elapse();
  expect(told).toEqual([{ sequence: ESC }]);
  expect(running()).toBe(0);
});

test('the pauses are longer than the gaps of a serial line over a network, and shorter than a person waits', () => {
  const { push, pauses } = gate();
  push(ESC);
  push('[200~');
  const [forKey = 0, forPaste = 0] = pauses;
  expect(forKey).toBeGreaterThanOrEqual(300);
  expect(forKey).toBeLessThanOrEqual(1000);
  expect(forPaste).toBeGreaterThan(forKey);
  expect(forPaste).toBeLessThanOrEqual(5000);
});

test('a sequence that comes slowly is one key', () => {
  const { push, running, told } = gate();
  push(ESC, '[', '1', ';', '5', 'A');
  expect(told).toEqual([{ sequence: `${ESC}[1;5A` }]);
  expect(running()).toBe(0);
});

test('half a sequence that is never finished is nothing, and what follows is whole', () => {
  const { push, elapse, told } = gate();
  push(ESC, '[');
  elapse();
  push('a');
  expect(told).toEqual([{ text: 'a' }]);
});

test('two ESCs are two keys; ESC before Enter is a key of its own', () => {
  const { push, elapse, told } = gate();
  push(ESC, ESC);
  elapse();
  push(`${ESC}\r`);
  expect(told).toEqual([{ sequence: ESC }, { sequence: ESC }, { sequence: ESC }, { sequence: '\r' }]);
});

test('CR LF is one Enter, in one piece and in two', () => {
  const { push, told } = gate();
  push('\r\n', '\r', '\n', 'x', '\n');
  expect(told).toEqual([{ sequence: '\r' }, { sequence: '\r' }, { text: 'x' }, { sequence: '\n' }]);
});

test('LF some time after CR is a key of its own', () => {
  const { push, elapse, running, told } = gate();
  push('\r');
  elapse();
  push('\n', '\r', '\n');
  elapse();
  push('\n');
  const [CR, LF] = [{ sequence: '\r' }, { sequence: '\n' }];
  expect({ told, running: running() }).toEqual({ told: [CR, LF, CR, LF], running: 0 });
});

test('lines that are pasted without marks: each line break is one Enter, whatever it is made of', () => {
  const { push, told } = gate();
  push('a\r\nb\nc\rd\r\n\r\n');
  const keys = told.map((one) => ('text' in one ? one.text : 'enter'));
  expect(keys).toEqual(['a', 'enter', 'b', 'enter', 'c', 'enter', 'd', 'enter', 'enter']);
});

test('Esc in the middle of a sequence that comes slowly: the half is nothing, the Esc is a key', () => {
  const { push, elapse, told } = gate();
  push(`${ESC}[1;`, ESC);
  elapse();
  push(ESC, '[', ESC, '[', 'B', `${ESC}O`, `${ESC}${ESC}[A`);
  expect(told).toEqual([{ sequence: ESC }, { sequence: `${ESC}[B` }, { sequence: `${ESC}[A` }]);
});

test('a character in pieces, and bytes that are none', () => {
  const { push, told } = gate();
  const bytes = Buffer.from('装');
  push(bytes.subarray(0, 1), bytes.subarray(1), Uint8Array.of(0xff), 'b');
  expect(told).toEqual([{ text: '装' }, { text: 'b' }]);
});

test("a VT220's eight-bit CSI", () => {
  const { push, told } = gate();
  push(Uint8Array.of(0x9b, 0x41));
  expect(told).toEqual([{ sequence: `${ESC}[A` }]);
});

test('pasted text is one piece without control characters but its lines; its end may be missing', () => {
  const { push, elapse, told } = gate();
  push(`${ESC}[200~one`, '\r\ntwo\u0003', `${ESC}[201~`);
  push(`${ESC}[200~three`);
  expect(told).toEqual([{ text: 'one\ntwo' }]);
  elapse();
  expect(told).toEqual([{ text: 'one\ntwo' }, { text: 'three' }]);
});

test("a terminal's answer is nobody's key, whatever it holds", () => {
  const { push, running, told } = gate();
  push(`${ESC}]11;rgb:0/0/0\u0007`, `${ESC}P1+r${ESC}\\`, 'a');
  expect({ told, running: running() }).toEqual({ told: [{ text: 'a' }], running: 0 });
});

test('nothing is told after closing', () => {
  const { push, elapse, running, told, close } = gate();
  push(ESC);
  close();
  elapse();
  push('a');
  expect({ told, running: running() }).toEqual({ told: [], running: 0 });
});

const piece = fc.constantFrom(
  'a',
  'é装',
  '\r',
  '\t',
  '\u0003',
  `${ESC}[A`,
  `${ESC}OP`,
  `${ESC}[3~`,
  `${ESC}[200~p${ESC}[201~`,
);

test('however bytes are cut, the same is told', () => {
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(20), { maxLength: 30 }), (pieces, cuts) => {
      const bytes = Buffer.from(pieces.join(''));
      const whole = gate();
      whole.push(bytes);
      const cut = gate();
      let start = 0;
      for (const length of cuts) {
        cut.push(bytes.subarray(start, start + length));
        start += length;
      }
      cut.push(bytes.subarray(start));
      expect(spelled(cut.told)).toEqual(spelled(whole.told));
    }),
    { numRuns: 300 },
  );
});

/** Typed text in single characters: how much of it is told at once may differ. */
function spelled(inputs: readonly Input[]): Input[] {
  return inputs.flatMap((input): Input[] =>
    'text' in input ? Array.from(input.text, (text) => ({ text })) : [input],
  );
}
