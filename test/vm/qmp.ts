import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';

/** Sends one command of QEMU's machine protocol to its socket. @throws when QEMU refuses it, or is gone. */
export async function qmp(socket: string, command: object): Promise<void> {
  const connection = createConnection(socket);
  for (const message of [{ execute: 'qmp_capabilities' }, command])
    connection.write(`${JSON.stringify(message)}\n`);
  try {
    let answers = 0;
    for await (const line of createInterface({ input: connection })) {
      if (line.includes('"error"')) throw new Error(`${JSON.stringify(command)}: ${line}`);
      if (line.startsWith('{"return"') && ++answers === 2) return;
    }
    throw new Error('QEMU closed the connection');
  } finally {
    connection.destroy();
  }
}
