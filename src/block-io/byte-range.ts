import { open } from 'node:fs/promises';

/** Reads a short range of a file or block device into memory. @throws when it ends before. */
export async function readAt(path: string, offset: number, bytes: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const data = Buffer.alloc(bytes);
    for (let done = 0; done < bytes; ) {
      const { bytesRead } = await file.read(data, done, bytes - done, offset + done);
      if (bytesRead === 0)
        throw new Error(`${path} ends at byte ${offset + done}, ${bytes - done} bytes missing`);
      done += bytesRead;
    }
    return data;
  } finally {
    await file.close();
  }
}

/** Writes a short range of a file or block device that is there, and flushes it (fsync(2): also the disk's cache). */
export async function writeAt(path: string, offset: number, data: Uint8Array): Promise<void> {
  const file = await open(path, 'r+');
  try {
    for (let done = 0; done < data.length; ) {
      const { bytesWritten } = await file.write(data, done, data.length - done, offset + done);
      done += bytesWritten;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}
