/** Cuts a stream of UTF-8 bytes into lines; carriage returns, which progress bars write, end one as well. */
export interface LineSplitter {
  push(chunk: Uint8Array): void;
  /** Hands on what is left without an end of line. */
  end(): void;
}

/** UTF-16 units after which a line is cut, so that a program without line ends fills no memory. */
const mostChars = 10_000;

export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onLine(line.slice(0, mostChars));
    while (rest.length > mostChars) {
      onLine(rest.slice(0, mostChars));
      rest = rest.slice(mostChars);
    }
  };
  return {
    push: (chunk) => {
      take(decoder.decode(chunk, { stream: true }));
    },
    end: () => {
      take(decoder.decode());
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
