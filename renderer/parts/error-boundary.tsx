import { Component } from 'react';
import type { ReactNode } from 'react';

type Props = {
  readonly children: ReactNode;
  /** Another value means another page: the problem of the last one is forgotten. */
  readonly resetKey: string;
  readonly fallback: (error: unknown, retry: () => void) => ReactNode;
};
type State = { readonly failed: { readonly error: unknown } | null };

/** Keeps a problem of one page on that page: the frame and the others go on. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: null };

  static getDerivedStateFromError(error: unknown): State {
    return { failed: { error } };
  }

  override componentDidUpdate(previous: Props): void {
    if (previous.resetKey !== this.props.resetKey && this.state.failed !== null)
      this.setState({ failed: null });
  }

  override render(): ReactNode {
    if (this.state.failed === null) return this.props.children;
    return this.props.fallback(this.state.failed.error, () => this.setState({ failed: null }));
  }
}
