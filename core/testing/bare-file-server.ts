// The least that takes and gives files over HTTP and keeps its promise: node:http, a write stream, a sync. What an
// upload or download through the engine is measured against. argv[2] is the folder; says its port.
import { createReadStream, createWriteStream, fsync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import process from 'node:process';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const [folder = ''] = process.argv.slice(2);
const highWaterMark = 1024 * 1024;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const file = join(folder, 'bare.bin');
  if (request.method === 'PUT') {
    const out = createWriteStream(file, { autoClose: false, highWaterMark });
    const opened = new Promise<number>((resolve) => out.once('open', resolve));
    await pipeline(request, out);
    await promisify(fsync)(await opened);
    out.close();
    response.end('{}');
  } else {
    response.setHeader('content-length', statSync(file).size);
    await pipeline(createReadStream(file, { highWaterMark }), response);
  }
}

const server = createServer((request, response) => void answer(request, response));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' ? (address?.port ?? 0) : 0}\n`);
});
process.stdin.once('end', () => process.exit()).resume();
