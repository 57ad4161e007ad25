/** The two messages of a roll call among panes. */
export type RollCallMessage =
  | { readonly type: 'who'; readonly call: string }
  | { readonly type: 'here'; readonly call: string };

export interface RollCallOptions {
  readonly post: (message: RollCallMessage) => void;
  /** How many panes live, this one included. */
  readonly count: () => Promise<number>;
  readonly newCall: () => string;
}

export interface RollCall {
  /** Resolves when every other live pane has answered, or after two seconds: a frozen one never does. */
  call(): Promise<void>;
  hear(message: RollCallMessage): void;
}

const patience = 2000;

/**
 * A channel keeps the messages of one sender in order. So when a pane has
 * answered "here", everything it had posted before that was heard as well:
 * that is what a pane wants to know before it saves on top of what others saved.
 */
export function createRollCall({ post, count, newCall }: RollCallOptions): RollCall {
  const answered = new Map<string, () => void>();
  const call = async (): Promise<void> => {
    let left = (await count()) - 1;
    if (left < 1) return;
    const id = newCall();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patience);
      answered.set(id, () => {
        left -= 1;
        if (left > 0) return;
        clearTimeout(timer);
        resolve();
      });
      post({ type: 'who', call: id });
    });
    answered.delete(id);
  };
  const hear = (message: RollCallMessage): void => {
    if (message.type === 'who') post({ type: 'here', call: message.call });
    else answered.get(message.call)?.();
  };
  return { call, hear };
}
