import type { Values } from './words';

/** What the person can do about it; the place that shows the text decides whether it can offer it. */
export type Repair = 'tryAgain' | 'unlock' | 'import' | 'settings';

/** What happened (title), why and what to do next (body). Templates: values are drawn apart from the words. */
export interface Told {
  readonly title: string;
  readonly body: string;
  readonly values?: Values;
  readonly repair?: Repair;
  /** For whoever looks after the computers: codes and numbers of the error behind it. */
  readonly report?: readonly string[];
}

/** One text for each code of an error, given its details: a code without a text does not compile. */
export type TextsFor<Details> = { readonly [Code in keyof Details]: (details: Details[Code]) => Told };
