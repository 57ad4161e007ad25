import { distinctNames } from '../../../src/smime/pkcs12/friendly-names';

test.each([
  ['as they are', ['Anna', 'Ben 🔑'], ['Anna', 'Ben 🔑']],
  ['none', [undefined, ''], [undefined, undefined]],
  ['the same, whatever the case', ['Work', 'work', 'WORK'], ['Work', 'work (2)', 'WORK (3)']],
  ['the number is taken', ['a (2)', 'a', 'a'], ['a (2)', 'a', 'a (3)']],
  ['as long as a name may be', ['x'.repeat(300)], ['x'.repeat(255)]],
  ['both too long', ['x'.repeat(300), 'x'.repeat(300)], ['x'.repeat(255), `${'x'.repeat(251)} (2)`]],
  ['no half of a character', [`${'x'.repeat(254)}🔑`], ['x'.repeat(254)]],
])('names of a file: %s', (_, names, expected) => {
  expect(distinctNames(names)).toEqual(expected);
});
