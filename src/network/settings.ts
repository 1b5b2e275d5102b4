/** A section of a systemd settings file; a key may come more than once. */
export type Section = { readonly name: string; readonly lines: readonly (readonly [string, string])[] };

/** systemd.syntax(7): sections of `Key=value` lines, those without a line left out. */
export function settings(sections: readonly Section[]): string {
  const blocks = sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => `[${name}]\n${lines.map(([key, value]) => `${key}=${value}\n`).join('')}`);
  return blocks.join('\n');
}

/** A section of those lines that are there. */
export function section(name: string, ...lines: (readonly [string, string] | undefined)[]): Section {
  return { name, lines: lines.filter((line) => line !== undefined) };
}
