/** The names in braces of a template: `{issuer}` gives `'issuer'`. */
export type Placeholders<T extends string> = T extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

export type Values = Readonly<Record<string, string | number | undefined>>;

/** A template taken apart: words stand as they are, names are to be filled in. */
export type Piece = { readonly words: string } | { readonly name: string };

export function takeApart(template: string): readonly Piece[] {
  return template
    .split(/(\{\w+\})/)
    .filter((part) => part !== '')
    .map((part) => (/^\{\w+\}$/.test(part) ? { name: part.slice(1, -1) } : { words: part }));
}

/** For attributes and announcements, where there is no markup. On the page, use `Words`. */
export function fill<T extends string>(template: T, values: Readonly<Record<Placeholders<T>, string | number>>): string {
  return fillLoosely(template, values);
}

/** As `fill`, when the names are only known at run time; what is missing stays empty. */
export function fillLoosely(template: string, values: Values): string {
  return takeApart(template)
    .map((piece) => ('words' in piece ? piece.words : String(values[piece.name] ?? '')))
    .join('');
}

/** `1 recipient`, `2 recipients`. */
export function count(amount: number, one: string, several: string): string {
  return `${amount} ${amount === 1 ? one : several}`;
}

/** `the date`, `the date and the sender`, `a, b and c`. */
export function enumerate(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}
