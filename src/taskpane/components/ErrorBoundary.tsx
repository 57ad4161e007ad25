import { Component } from 'react';
import type { ReactNode } from 'react';
import { frame, startProblems } from '../texts/frame';
import { Message } from './Message';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** A fault of ours must not leave an empty pane, or an old verdict. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { readonly hasFailed: boolean } {
    return { hasFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return <Message told={startProblems.unexpected} action={{ label: frame.tryAgain, act: () => this.setState({ hasFailed: false }) }} />;
  }
}
