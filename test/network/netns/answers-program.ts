import { answersAt } from '../../../src/installer/answer-source.ts';
import { type Machine, realMachine } from '../../../src/machine.ts';
import { recordedMachine } from '../../machines.ts';

const [commandLine = '', address = ''] = process.argv.slice(2);

// A cable between namespaces is no Ethernet card to networkd, and the kernel's command line is that of this machine.
const machine: Machine = {
  ...realMachine,
  readText: async (path) => (path === '/proc/cmdline' ? commandLine : realMachine.readText(path)),
  writeFile: (path, content, mode) =>
    realMachine.writeFile(path, content.replace('Type=ether\nKind=!*', 'Name=enp1s0'), mode),
};

/** The answer file by its URL, inside of namespaces: each attempt and the text. */
const inventory = { ...recordedMachine('virtio-vm'), medium: undefined };
const say = (line: string) => console.log(line);
const { text } = await answersAt(address, 'cos.answers', { machine, inventory, say });
console.log(`text: ${text}`);
