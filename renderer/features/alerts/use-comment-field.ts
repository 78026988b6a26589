import { useRef } from 'react';
import type { RefCallback } from 'react';

export type CommentField = {
  readonly attach: RefCallback<HTMLTextAreaElement>;
  /** Goes to the field, at once or as soon as the details bring it. */
  readonly focus: () => void;
  /** Somebody types already for a field that is to come: letters are no commands then. */
  readonly isAwaited: () => boolean;
  /** Another alert is chosen, or it is given up. */
  readonly forget: () => void;
};

/** The field for a comment on the chosen alert, which is not there before its details are read. */
export function useCommentField(): CommentField {
  const field = useRef<HTMLTextAreaElement>(null);
  const awaited = useRef(false);
  return {
    attach: (element) => {
      field.current = element;
      if (element === null || !awaited.current) return;
      awaited.current = false;
      element.focus();
    },
    focus: () => {
      if (field.current === null) awaited.current = true;
      else field.current.focus();
    },
    isAwaited: () => awaited.current,
    forget: () => {
      awaited.current = false;
    },
  };
}
