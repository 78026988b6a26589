import { readFileSync } from 'node:fs';

/** A JSON file that this repository or one of its tools wrote, so that its shape may be taken on trust. */
export function readJson<Shape>(file: string): Shape {
  return JSON.parse(readFileSync(file, 'utf8')) as Shape;
}
