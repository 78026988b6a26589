import type { ServerResponse } from 'node:http';
import type { OpenArtifact } from '#core/tracking/index.ts';

/** Two of these are the memory of a download, whatever the size of the file. */
const bufferBytes = 512 * 1024;

/**
 * Sends bytes `[start, end)` of a file as the body of an answer whose head is written, and closes the file. One buffer
 * is filled while the other is on its way, and both are used again and again: streams would leave the whole file behind
 * as garbage, whose collection holds up every other answer. When the reader is gone, or the file ends early, the
 * connection is cut.
 */
export async function pumpFile(
  file: OpenArtifact,
  start: number,
  end: number,
  out: ServerResponse,
): Promise<void> {
  try {
    await pump(file, start, end, out);
    out.end();
  } catch {
    out.destroy();
  } finally {
    await file.close();
  }
}

async function pump(file: OpenArtifact, start: number, end: number, out: ServerResponse): Promise<void> {
  const size = Math.min(bufferBytes, end - start);
  let [filling, sending] = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)];
  let sent = Promise.resolve();
  for (let at = start; at < end;) {
    const read = await file.read(filling.subarray(0, Math.min(size, end - at)), at);
    if (read === 0) throw new Error('the file is shorter than it was');
    await sent;
    [filling, sending] = [sending, filling];
    sent = send(out, sending.subarray(0, read));
    // Awaited one turn later: until then nobody else would hear of its failure.
    sent.catch(() => undefined);
    at += read;
  }
  await sent;
}

/** Resolves when the bytes have left, and may be overwritten. */
function send(out: ServerResponse, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = (): void => {
      reject(new Error('the reader is gone'));
    };
    out.once('close', onClose);
    out.write(bytes, (error) => {
      out.off('close', onClose);
      if (error) reject(error);
      else resolve();
    });
  });
}
