import { isDeepStrictEqual } from 'node:util';
import {
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { yamlInline, yamlText } from '../secret-yaml.ts';
import { readYaml, YAML_OPTIONS } from './yaml-document.ts';

/** Characters of the text, from the first up to the one before `to`, and what takes their place. */
type Splice = { readonly from: number; readonly to: number; readonly put: string };

/**
 * A YAML text that says `wanted`, with as little changed as that takes: every other character, comments
 * included, stays.
 * @returns undefined where that cannot be done (aliases, unusual layouts): the text must be written anew.
 */
export function editedYaml(text: string, wanted: unknown): string | undefined {
  const { data, readable } = readYaml(text, '');
  const { contents } = parseDocument(text, YAML_OPTIONS);
  if (!readable || !isNode(contents)) return undefined;
  let edited = text;
  for (const { from, to, put } of splices(text, contents, data, wanted).toSorted((a, b) => b.from - a.from))
    edited = edited.slice(0, from) + put + edited.slice(to);
  return isDeepStrictEqual(readYaml(edited, '').data, wanted) ? edited : undefined;
}

function splices(text: string, node: unknown, was: unknown, wanted: unknown): Splice[] {
  if (isDeepStrictEqual(was, wanted) || !isNode(node)) return [];
  if (isMap(node) && isGroup(was) && isGroup(wanted)) return inMap(text, node, was, wanted);
  if (isSeq(node) && Array.isArray(was) && Array.isArray(wanted)) return inList(text, node, was, wanted);
  return [replaced(text, node, wanted)];
}

type Group = Readonly<Record<string, unknown>>;

function inMap(text: string, map: YAMLMap, was: Group, wanted: Group): Splice[] {
  const pairs = map.items.map((pair) => ({ pair, key: isScalar(pair.key) ? String(pair.key.value) : '' }));
  const kept = pairs.filter(({ key }) => key in wanted);
  const added = Object.entries(wanted).filter(([key]) => !(key in was));
  const isSame = kept.length === pairs.length && added.length === 0;
  const last = map.items.at(-1);
  if (!isSame && (map.flow || kept.length === 0 || !last)) return [replaced(text, map, wanted)];
  const column = map.range ? map.range[0] - lineStart(text, map.range[0]) : 0;
  const removed = pairs.filter(({ key }) => !(key in wanted));
  return [
    ...kept.flatMap(({ pair, key }) => splices(text, pair.value, was[key], wanted[key])),
    ...removed.map(({ pair }) => ({ from: lineStart(text, startOf(pair)), to: endOf(text, pair), put: '' })),
    ...(added.length > 0 && last
      ? [lines(text, endOf(text, last), indented(yamlText(Object.fromEntries(added)), column))]
      : []),
  ];
}

/** Items that stand the same at both ends of the list are left alone. */
function inList(text: string, list: YAMLSeq, was: readonly unknown[], wanted: readonly unknown[]): Splice[] {
  const { items } = list;
  if (was.length === wanted.length)
    return items.flatMap((item, index) => splices(text, item, was[index], wanted[index]));
  if (list.flow || wanted.length === 0 || was.length === 0) return [replaced(text, list, wanted)];
  const differs = was.findIndex((item, index) => !isDeepStrictEqual(item, wanted[index]));
  const before = differs < 0 ? was.length : differs;
  const shorter = Math.min(was.length, wanted.length) - before;
  const fromEnd = was.toReversed().findIndex((item, i) => !isDeepStrictEqual(item, wanted.at(-1 - i)));
  const after = Math.min(fromEnd < 0 ? was.length : fromEnd, shorter);
  const gone = items.slice(before, was.length - after);
  const column = list.range ? list.range[0] - lineStart(text, list.range[0]) : 0;
  const previous = items[before - 1];
  const at = previous === undefined ? lineStart(text, list.range?.[0] ?? 0) : endOf(text, previous);
  const come = wanted.slice(before, wanted.length - after);
  return [
    ...gone.map((item) => ({ from: lineStart(text, startOf(item)), to: endOf(text, item), put: '' })),
    ...(come.length > 0 ? [lines(text, at, indented(yamlText(come), column))] : []),
  ];
}

/** A value in the place of another one, on one line. */
function replaced(text: string, { range }: Node, wanted: unknown): Splice {
  const [from = 0, end = 0] = range ?? [];
  const old = text.slice(from, end).trimEnd();
  const gap = old === '' && /\S$/.test(text.slice(0, from)) ? ' ' : '';
  return { from, to: from + old.length, put: gap + yamlInline(wanted, { spaced: !/^[[{]\S/.test(old) }) };
}

/** Whole lines put in at the start of a line, or behind an unfinished last one. */
function lines(text: string, at: number, put: string): Splice {
  return { from: at, to: at, put: at > 0 && text[at - 1] !== '\n' ? `\n${put}` : put };
}

function indented(block: string, columns: number): string {
  return block.replaceAll(/^(?=.)/gm, ' '.repeat(columns));
}

function startOf(part: unknown): number {
  const node = isPair(part) ? part.key : part;
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** Where the line behind a key with its value, or an item, begins. */
function endOf(text: string, part: unknown): number {
  const node = isPair(part) ? (part.value ?? part.key) : part;
  const end = isNode(node) ? (lastOf(node).range?.[1] ?? 0) : 0;
  if (text[end - 1] === '\n') return end;
  const newline = text.indexOf('\n', end);
  return newline < 0 ? text.length : newline + 1;
}

/** The innermost last value: the ranges around it take in the comments of what follows. */
function lastOf(node: Node): Node {
  if ((!isMap(node) && !isSeq(node)) || node.flow) return node;
  const last = node.items.at(-1);
  const inner = isPair(last) ? (last.value ?? last.key) : last;
  return isNode(inner) ? lastOf(inner) : node;
}

function isPair(part: unknown): part is Pair {
  return typeof part === 'object' && part !== null && 'key' in part && 'value' in part;
}

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}
