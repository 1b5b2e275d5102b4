import { type Host, hostPath } from '../sysfs.ts';

/**
 * Names of PCI devices by slot, from lspci(8) and its database.
 * @throws CommandFailed when lspci is missing or fails.
 */
export async function pciModels(host: Host, signal: AbortSignal): Promise<Map<string, string>> {
  const tree = ['-A', 'linux-sysfs', '-O', `sysfs.path=${hostPath(host, '/sys/bus/pci')}`];
  const where = host.sysroot === undefined ? [] : tree;
  const { stdout } = await host.machine.run(['lspci', '-D', '-vmm', ...where], { signal });
  const records = stdout.split('\n\n').map(
    (record) =>
      new Map(
        record.split('\n').map((line): [string, string] => {
          const [tag = '', value = ''] = line.split(':\t');
          return [tag, value.trim()];
        }),
      ),
  );
  return new Map(
    records.flatMap((record): [string, string][] => {
      const slot = record.get('Slot');
      const name = [record.get('Vendor'), record.get('Device')].filter((part) => part).join(' ');
      return slot && name ? [[slot, name]] : [];
    }),
  );
}
