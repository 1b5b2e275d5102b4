import { type Machine, type RunOptions, realMachine } from '../../src/machine.ts';

// The image's own programs are asked, in the root that the image is made from: what is tested is what ships.
export const ROOT = new URL('../../build/cache/packages/root', import.meta.url).pathname;
const IN_ROOT = `root=$1; shift
mount --bind "$root" "$root"; mount -o remount,bind,ro "$root"
mount -t proc proc "$root/proc"; mount --rbind /sys "$root/sys"; mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
exec chroot "$root" "$@"`;

/** A network namespace as a machine whose dhcpcd is the image's; `onLine` hears what it prints. */
export function clientMachine(client: string, onLine?: RunOptions['onLine']): Machine {
  const inside = ['ip', 'netns', 'exec', client] as const;
  const inRoot = ['unshare', '--mount', 'sh', '-euc', IN_ROOT, 'sh', ROOT];
  return {
    ...realMachine,
    run: (argv, options) =>
      argv[0] === 'dhcpcd'
        ? realMachine.run([...inside, ...inRoot, ...argv], { ...options, ...(onLine ? { onLine } : {}) })
        : realMachine.run([...inside, ...argv], options),
    readText: async (path) => (await realMachine.run([...inside, 'cat', path])).stdout,
  };
}
