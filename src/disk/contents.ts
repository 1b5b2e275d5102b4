import type { Content, Disk } from './disk.ts';

/** Everything below a disk, outermost first: partitions, members, mappings. */
export function allContents(disk: Disk): Content[] {
  return disk.children.flatMap(withInner);
}

function withInner(content: Content): Content[] {
  return [content, ...content.children.flatMap(withInner)];
}
