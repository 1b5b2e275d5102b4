import { expect, test } from 'vitest';
import { cellsOf, withoutTabs, wrap } from '../../src/screens/width.ts';

test.each([
  [
    'Ctrl+P and Ctrl+N for up and down, Ctrl+B and Ctrl+F',
    40,
    ['Ctrl+P and Ctrl+N for up and down,', 'Ctrl+B and Ctrl+F'],
  ],
  [
    'Controller: 192.168.122.170:80, 192.168.122.171:80',
    40,
    ['Controller: 192.168.122.170:80,', '192.168.122.171:80'],
  ],
  ['choose /dev/mapper/mpatha instead', 20, ['choose', '/dev/mapper/mpatha', 'instead']],
  ['found:\n\n  /dev/sda', 20, ['found:', '', '  /dev/sda']],
  ['aaaaabbbbbccccc', 5, ['aaaaa', 'bbbbb', 'ccccc']],
])('%j within %i columns is broken at blanks', (text, columns, lines) => {
  expect(wrap(text, columns)).toEqual(lines);
});

test('Chinese is broken between words, and no line begins with a closing mark or ends with an opening one', () => {
  const text = '选择“是”之前不会写入磁盘。按 Esc 返回，已填写的内容（包括密码）不会丢失。';
  for (let columns = 12; columns < 80; columns++) {
    const lines = wrap(text, columns);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(lines.filter((line) => cellsOf(line) > columns)).toEqual([]);
    expect(lines.filter((line) => /^[。，）”]|[（“]$/.test(line))).toEqual([]);
  }
});

test('a tab goes on to the next eighth column, also behind wide characters', () => {
  expect(withoutTabs('a\tb')).toBe('a       b');
  expect(withoutTabs('装装装装\tb\t')).toBe('装装装装        b       ');
  expect(withoutTabs('no tab')).toBe('no tab');
});
