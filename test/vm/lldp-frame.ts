import { createSocket } from 'node:dgram';

/** The multicast address that switches do not pass on (IEEE 802.1AB 7.1). */
const NEAREST_BRIDGE = '0180c200000e';
const ETHERTYPE = '88cc';
const CHASSIS = '021122334455';

function tlv(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE((type << 9) | value.length);
  return Buffer.concat([head, value]);
}

/** What a switch says of itself on one of its ports (IEEE 802.1AB 8.4), as an Ethernet frame. */
export function lldpFrame({ system, port }: { readonly system: string; readonly port: string }): Buffer {
  return Buffer.concat([
    Buffer.from(`${NEAREST_BRIDGE}${CHASSIS}${ETHERTYPE}`, 'hex'),
    tlv(1, Buffer.from(`04${CHASSIS}`, 'hex')),
    tlv(2, Buffer.from(`\x05${port}`)),
    // Seconds that it holds.
    tlv(3, Buffer.from('0078', 'hex')),
    tlv(5, Buffer.from(system)),
    // Can be and is a bridge.
    tlv(7, Buffer.from('00040004', 'hex')),
    tlv(0, Buffer.alloc(0)),
  ]);
}

/** A switch at the end of QEMU's `-netdev dgram`: it says who it is every second. Returns how to switch it off. */
export function plugIntoSwitch(port: number, frame: Buffer): () => void {
  const socket = createSocket('udp4');
  // QEMU does not listen before it runs.
  socket.on('error', () => {});
  const speaking = setInterval(() => socket.send(frame, port, '127.0.0.1'), 1000);
  return () => {
    clearInterval(speaking);
    socket.close();
  };
}
