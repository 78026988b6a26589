/** The end of what a stream said. */
export interface Tail {
  text(): string;
}

const tailCharacters = 4000;

/** Passes a stream on to `say` and remembers its end, for the page that says why the engine stopped. */
export function keepTail(stream: NodeJS.ReadableStream | null, say: (text: string) => void): Tail {
  let kept = '';
  stream?.setEncoding('utf8').on('data', (chunk: string) => {
    say(chunk);
    kept = (kept + chunk).slice(-tailCharacters);
  });
  return { text: () => kept };
}
