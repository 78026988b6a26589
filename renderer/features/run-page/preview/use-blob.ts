import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

const names = { given: 0 };
const nameOfBlob = new WeakMap<Blob, number>();

/** Bytes have no name of their own that a query could go by. */
function nameOf(blob: Blob): number {
  const known = nameOfBlob.get(blob);
  if (known !== undefined) return known;
  names.given += 1;
  nameOfBlob.set(blob, names.given);
  return names.given;
}

/**
 * What a function makes of a file's bytes; undefined until it is there.
 * @throws what the function throws, for the boundary around the preview
 */
export function useParsed<T>(blob: Blob, what: string, parse: (blob: Blob) => Promise<T>): T | undefined {
  const { data } = useQuery({
    queryKey: ['parsed-file', nameOf(blob), what],
    queryFn: () => parse(blob),
    retry: false,
    gcTime: 0,
    staleTime: Infinity,
    throwOnError: true,
  });
  return data;
}

/** Shows the bytes as a picture, at an address that lives as long as they are shown. */
export function useBlobPicture(blob: Blob, type: string): RefObject<HTMLImageElement | null> {
  const picture = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(new Blob([blob], { type }));
    if (picture.current !== null) picture.current.src = url;
    return () => URL.revokeObjectURL(url);
  }, [blob, type]);
  return picture;
}
