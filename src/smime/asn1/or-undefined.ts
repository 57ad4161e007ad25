import { Asn1Error } from './read';

/** A value that is missing where its encoding is wrong: for readers that go on without it. */
export function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return undefined;
    throw error;
  }
}
