import type { IncomingHttpHeaders } from 'node:http';
import { showValue } from '#core/kernel/errors.ts';
import type { Refusal } from '#core/kernel/loopback-rules.ts';

/** Bytes of one body: above the largest call that the contract allows, so that its own limits word the error. */
export const maxBodyBytes = 64 * 1024 * 1024;

/** Calls come as JSON, or as a form when they carry a file; a body's length is said beforehand. */
export function checkCallBody(headers: IncomingHttpHeaders): Refusal | null {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json' && type !== 'multipart/form-data') {
    const message = `A call's content type is application/json, or multipart/form-data with files, not "${showValue(type ?? '')}".`;
    return { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message };
  }
  const length = headers['content-length'];
  if (length === undefined) {
    return {
      status: 411,
      code: 'LENGTH_REQUIRED',
      message: 'A call says its length: send it with Content-Length.',
    };
  }
  if (Number(length) <= maxBodyBytes) return null;
  const message = `The call has ${length} bytes, at most ${maxBodyBytes} are taken. Send it in several calls.`;
  return { status: 413, code: 'PAYLOAD_TOO_LARGE', message };
}
