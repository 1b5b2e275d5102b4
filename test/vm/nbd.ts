import type { Socket } from 'node:net';

/** Bytes from the start of the disk. */
export type NbdRequest =
  | { readonly kind: 'read'; readonly offset: number; readonly bytes: number }
  | { readonly kind: 'write'; readonly offset: number; readonly bytes: number; readonly data: Buffer }
  | { readonly kind: 'flush'; readonly offset: number; readonly bytes: number };
type Serve = (request: NbdRequest) => Buffer | 'written' | number | undefined;

const HAVE_OPTION = Buffer.from('IHAVEOPT');
const OPTION_REPLY = 0x3e889045565a9n;
const OPTION = { exportName: 1, abort: 2, info: 6, go: 7 } as const;
const REPLY = { ack: 1, info: 3, unsupported: 0x80000001 } as const;
const REQUEST = { magic: 0x25609513, bytes: 28, read: 0, write: 1, disconnect: 2, flush: 3 } as const;
const SIMPLE_REPLY = 0x67446698;
const EINVAL = 22;
/** NBD_FLAG_HAS_FLAGS, NBD_FLAG_SEND_FLUSH. */
const TRANSMISSION = 1 | 4;

/** The server's side of one NBD connection: fixed newstyle, simple replies (doc/proto.md of the nbd project). */
export class NbdConnection {
  #received = Buffer.alloc(0);
  #chunks: Buffer[] = [];
  #coming = 0;
  #needed = 0;
  #state: 'flags' | 'options' | 'requests' = 'flags';
  readonly #socket: Socket;
  readonly #bytes: number;
  readonly #serve: Serve;

  constructor(socket: Socket, bytes: number, serve: Serve) {
    this.#socket = socket;
    this.#bytes = bytes;
    this.#serve = serve;
    socket.write(Buffer.concat([Buffer.from('NBDMAGIC'), HAVE_OPTION, u16(1 | 2)]));
    socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#coming += chunk.length;
      // Put together once for each request: a write comes in many pieces.
      if (this.#received.length + this.#coming < this.#needed) return;
      this.#received = Buffer.concat([this.#received, ...this.#chunks.splice(0)]);
      this.#coming = 0;
      while (this.#step());
    });
  }

  /** @returns false when more has to come first. */
  #step(): boolean {
    if (this.#state === 'flags') {
      if (!this.#take(4)) return false;
      this.#state = 'options';
      return true;
    }
    return this.#state === 'options' ? this.#option() : this.#request();
  }

  #option(): boolean {
    if (this.#received.length < 16) return false;
    const option = this.#received.readUInt32BE(8);
    if (!this.#take(16 + this.#received.readUInt32BE(12))) return false;
    if (option === OPTION.exportName) {
      this.#socket.write(Buffer.concat([u64(this.#bytes), u16(TRANSMISSION)]));
      this.#state = 'requests';
    } else if (option === OPTION.go || option === OPTION.info) {
      this.#answer(option, REPLY.info, Buffer.concat([u16(0), u64(this.#bytes), u16(TRANSMISSION)]));
      this.#answer(option, REPLY.ack);
      if (option === OPTION.go) this.#state = 'requests';
    } else if (option === OPTION.abort) {
      this.#answer(option, REPLY.ack);
    } else this.#answer(option, REPLY.unsupported);
    return true;
  }

  #answer(option: number, type: number, data = Buffer.alloc(0)): void {
    const head = Buffer.alloc(20);
    head.writeBigUInt64BE(OPTION_REPLY, 0);
    head.writeUInt32BE(option, 8);
    head.writeUInt32BE(type, 12);
    head.writeUInt32BE(data.length, 16);
    this.#socket.write(Buffer.concat([head, data]));
  }

  #request(): boolean {
    if (this.#received.length < REQUEST.bytes) return false;
    const type = this.#received.readUInt16BE(6);
    const length = this.#received.readUInt32BE(24);
    const message = this.#take(REQUEST.bytes + (type === REQUEST.write ? length : 0));
    if (!message) return false;
    if (message.readUInt32BE(0) !== REQUEST.magic) throw new Error('not a request of NBD');
    if (type === REQUEST.disconnect) this.#socket.end();
    else this.#reply(message, type, length);
    return true;
  }

  #reply(message: Buffer, type: number, bytes: number): void {
    const offset = Number(message.readBigUInt64BE(16));
    const data = message.subarray(REQUEST.bytes);
    const known: Readonly<Record<number, NbdRequest>> = {
      [REQUEST.read]: { kind: 'read', offset, bytes },
      [REQUEST.write]: { kind: 'write', offset, bytes, data },
      [REQUEST.flush]: { kind: 'flush', offset, bytes },
    };
    const request = known[type];
    const result = request ? this.#serve(request) : EINVAL;
    if (result === undefined) return;
    const head = Buffer.alloc(16);
    head.writeUInt32BE(SIMPLE_REPLY, 0);
    head.writeUInt32BE(typeof result === 'number' ? result : 0, 4);
    message.copy(head, 8, 8, 16);
    this.#socket.write(Buffer.isBuffer(result) ? Buffer.concat([head, result]) : head);
  }

  #take(bytes: number): Buffer | undefined {
    this.#needed = bytes;
    if (this.#received.length < bytes) return undefined;
    this.#needed = 0;
    const taken = this.#received.subarray(0, bytes);
    this.#received = this.#received.subarray(bytes);
    return taken;
  }
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16BE(value);
  return buffer;
}

function u64(value: number): Buffer {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64BE(BigInt(value));
  return buffer;
}
