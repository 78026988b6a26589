import { startProcess, type ProcessEnd, type ProcessOptions } from './start-process.ts';

export interface FinishedProcess extends ProcessEnd {
  stdout: string;
  stderr: string;
  /** It took too long and was ended. */
  isLate: boolean;
}

/** Bytes of stdout, and characters of stderr, that are kept; what is longer is no answer to a short question. */
const mostKept = 10_000_000;

/** Runs a short program to its end and gathers what it says. Never rejects. @param limitMs after which it is ended */
export async function runToEnd(
  options: Omit<ProcessOptions, 'onOutput' | 'onLine'>,
  limitMs: number,
): Promise<FinishedProcess> {
  const chunks: Buffer[] = [];
  let [kept, stderr, isLate] = [0, '', false];
  const running = startProcess({
    ...options,
    onOutput: (chunk) => {
      kept += chunk.length;
      if (kept <= mostKept) chunks.push(chunk);
    },
    onLine: (line) => {
      if (stderr.length < mostKept) stderr += `${line}\n`;
    },
  });
  running.closeInput();
  const timer = setTimeout(() => {
    isLate = true;
    void running.kill(0);
  }, limitMs);
  const end = await running.ended;
  clearTimeout(timer);
  return { ...end, stdout: Buffer.concat(chunks).toString(), stderr, isLate };
}
