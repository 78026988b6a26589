import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

type RowLinkProps = {
  /** The parts of the address, as they are: they are encoded here. */
  readonly path: readonly string[];
  readonly className?: string | undefined;
  readonly title?: string;
  readonly children: ReactNode;
};

/**
 * The link of a row in a long table. It does what the router's own does, but does not follow where the window is: some
 * eight of them come into view with each frame of a scroll.
 */
export function RowLink({ path, className, title, children }: RowLinkProps) {
  const router = useRouter();
  const href = `/${path.map(encodeURIComponent).join('/')}`;
  function follow(event: MouseEvent): void {
    event.stopPropagation();
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.history.push(href);
  }
  return (
    <a href={href} tabIndex={-1} className={className} title={title} translate="no" onClick={follow}>
      {children}
    </a>
  );
}
