import { takeApart } from '../texts/words';
import type { Values } from '../texts/words';
import { cleanName } from '../texts/names';

interface WordsProps {
  readonly of: string;
  readonly with?: Values | undefined;
}

/**
 * A sentence with names in it. What stands in braces may come from a stranger:
 * it is cleaned, and kept apart (`bdi`) so that it can't turn the words around it.
 */
export function Words({ of: template, with: values = {} }: WordsProps) {
  return takeApart(template).map((piece, at) =>
    'words' in piece ? piece.words : <bdi key={at}>{shown(values[piece.name])}</bdi>,
  );
}

function shown(value: string | number | undefined): string {
  return value === undefined ? '' : cleanName(String(value), 160);
}
