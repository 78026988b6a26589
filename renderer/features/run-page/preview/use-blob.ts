import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

let names = 0;
const nameOfBlob = new WeakMap<Blob, number>();

/**
 * What a function makes of a file's bytes. Suspends nothing: undefined until it is there.
 * @throws what the function throws, for the boundary around the preview
 */
export function useParsed<T>(blob: Blob, what: string, parse: (blob: Blob) => Promise<T>): T | undefined {
  let name = nameOfBlob.get(blob);
  if (name === undefined) {
    names += 1;
    name = names;
    nameOfBlob.set(blob, name);
  }
  const { data } = useQuery({
    queryKey: ['parsed', name, what],
    queryFn: () => parse(blob),
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
    throwOnError: true,
  });
  return data;
}

/** An address of the bytes for as long as they are shown. */
export function useBlobUrl(blob: Blob, type: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([blob], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob, type]);
  return url;
}
