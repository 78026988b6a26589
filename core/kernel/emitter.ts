export type Listener<T> = (value: T) => void;

/** A list of listeners. What one listener throws goes to `onError` and never stops the others or the caller. */
export interface Emitter<T> {
  emit(value: T): void;
  /** Returns the function that takes the listener off again. */
  on(listener: Listener<T>): () => void;
  readonly size: number;
}

export function createEmitter<T>(onError: (error: unknown) => void): Emitter<T> {
  const listeners = new Set<Listener<T>>();
  return {
    emit(value) {
      for (const listener of [...listeners]) {
        try {
          listener(value);
        } catch (error) {
          onError(error);
        }
      }
    },
    on(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    get size() {
      return listeners.size;
    },
  };
}
