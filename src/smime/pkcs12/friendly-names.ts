/** pkcs-9-ub-friendlyName (RFC 2985 section 5.5.1), in units of UTF-16. */
const longest = 255;

/**
 * Names as a file may have them. Java and NSS keep their entries by name,
 * whatever the case of its letters: of two with the same name one would be lost.
 */
export function distinctNames(names: readonly (string | undefined)[]): readonly (string | undefined)[] {
  const taken = new Set<string>();
  return names.map((name) => {
    if (name === undefined || name === '') return undefined;
    let distinct = shorten(name, '');
    for (let number = 2; taken.has(distinct.toLowerCase()); number++) distinct = shorten(name, ` (${number})`);
    taken.add(distinct.toLowerCase());
    return distinct;
  });
}

/** Never through the middle of a character. */
function shorten(name: string, ending: string): string {
  let kept = name.slice(0, longest - ending.length);
  if (kept.length < name.length && /[\ud800-\udbff]$/.test(kept)) kept = kept.slice(0, -1);
  return kept + ending;
}
