const LONGEST = 48;

/** Text of a stranger for people: one line of printable ASCII, the rest as `\u{1b}`, long ones cut. */
export function printable(text: string, longest = LONGEST): string {
  const line = text.replace(/[^\x20-\x7e]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
  return line.length > longest ? `${line.slice(0, longest)}...` : line;
}
