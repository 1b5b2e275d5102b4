/** The name that a mount unit must have (systemd.unit(5), "String escaping for inclusion in unit names"). */
export function mountUnitName(path: string): string {
  const escaped = path
    .slice(1)
    .replace(/^\.|[^A-Za-z0-9_./]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16)}`)
    .replaceAll('/', '-');
  return `${escaped}.mount`;
}
