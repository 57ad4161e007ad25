/**
 * Between the pane and the frame in which passphrases are typed. Both are of
 * one origin; each side looks at origin and source of every message.
 */
export type ToFrame =
  | ({ readonly type: 'show' } & FrameLook)
  /** As Enter would: answers `passphrase`, or shows what is missing and answers `refused`. */
  | { readonly type: 'submit' }
  | { readonly type: 'focus' }
  | { readonly type: 'clear' };

export type FromFrame =
  | { readonly type: 'ready' }
  /** CSS pixels that the content needs. */
  | { readonly type: 'height'; readonly value: number }
  | { readonly type: 'passphrase'; readonly value: string }
  | { readonly type: 'refused' }
  | { readonly type: 'escape' };

/** Words come from the pane: the frame has none of its own. */
export interface FrameLook {
  readonly theme: 'light' | 'dark';
  readonly label: string;
  /** Label of a second field that must hold the same. */
  readonly again?: string;
  readonly hint?: string;
  readonly error?: string;
  readonly isNew: boolean;
  readonly mayBeEmpty: boolean;
  readonly show: string;
  readonly hide: string;
  readonly empty: string;
  readonly mismatch: string;
}

/** Height of one field before the frame has measured itself. */
export const firstHeight = 62;

export function isToFrame(value: unknown): value is ToFrame {
  return isTyped(value) && ['show', 'submit', 'focus', 'clear'].includes(value.type);
}

export function isFromFrame(value: unknown): value is FromFrame {
  if (!isTyped(value)) return false;
  if (value.type === 'height') return 'value' in value && typeof value.value === 'number';
  if (value.type === 'passphrase') return 'value' in value && typeof value.value === 'string';
  return ['ready', 'refused', 'escape'].includes(value.type);
}

function isTyped(value: unknown): value is { readonly type: string } {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
