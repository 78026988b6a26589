/** The end of what a stream said. */
export interface Tail {
  text(): string;
}

const tailCharacters = 4000;

/** Passes a child's stderr on to our own and remembers its end, for the page that says why the engine stopped. */
export function keepTail(stream: NodeJS.ReadableStream | null): Tail {
  let kept = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    process.stderr.write(chunk);
    kept = (kept + chunk).slice(-tailCharacters);
  });
  return { text: () => kept };
}
