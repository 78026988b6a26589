// Run with TMPDIR set to the folder that shall receive the browser; the argument is the package's bin folder.
import { join } from 'node:path';
import process from 'node:process';
import { inflate } from '@sparticuz/chromium';

const archives = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
const folder = process.argv[2] ?? '';

await Promise.all(archives.map((name) => inflate(join(folder, name))));
