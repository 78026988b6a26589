import { CodeView } from '#renderer/parts/code/code-view.tsx';
import { StillBars } from '#renderer/parts/still-bars.tsx';
import { useParsed } from './use-blob.ts';

/** A text with its line numbers, in the colours of its language. */
export function TextView({ path, blob }: { path: string; blob: Blob }) {
  const text = useParsed(blob, 'text', (bytes) => bytes.text());
  if (text === undefined) return <StillBars />;
  return <CodeView text={text} path={path} />;
}
