import { isTooLong } from '../../../src/taskpane/content/drawable';
import { harmlessStyle, namesAddress } from '../../../src/taskpane/content/style';

describe('styles of a message', () => {
  test.each([
    ['color: red', 'color: red', false],
    ['a { background: url(http://x.example/a) }', 'a { background: none }', true],
    ['a { background: url(cid:a) }', 'a { background: none }', false],
    ['a { background: u\\72l(http://x.example/a) }', 'a { background: none }', true],
    ['a { background: \\75\\72\\6c(//x.example/a) }', 'a { background: none }', true],
    ['@import "http://x.example/a";', '@blocked "http://x.example/a";', true],
    ['@\\69mport "http://x.example/a";', '@blocked "http://x.example/a";', true],
    ['a { b: image-set("http://x.example/a" 1x) }', 'a { b: none }', true],
    ['a { b: url("http://x.example/(a)") }', 'a { b: none("http://x.example/(a)") }', true],
    ['.a\\:b, .\\31 0 { color: red }', '.a\\:b, .\\31 0 { color: red }', false],
  ])('%s', (css, harmless, isBlocked) => {
    expect(harmlessStyle(css)).toEqual({ css: harmless, isBlocked });
    expect(namesAddress(harmless)).toBe(false);
  });

  test('what is put in for an address joins nothing', () => {
    expect(harmlessStyle('<@import;/style>').css).toBe('<@blocked;/style>');
    expect(harmlessStyle('u@importrl(a)').css).toBe('u@blockedrl(a)');
    expect(namesAddress(harmlessStyle('uurl()rl(http://x.example)').css)).toBe(false);
  });

  test('no letter joins the escape before it', () => {
    expect(namesAddress(harmlessStyle('ur\\6\\63 (http://x.example)').css)).toBe(false);
  });
});

describe('what is too long to be drawn', () => {
  test('counts markup, and no pictures within it', () => {
    expect(isTooLong('<b>'.repeat(700_000))).toBe(true);
    expect(isTooLong('<b>'.repeat(600_000))).toBe(false);
    expect(isTooLong(`<img src="data:image/png;base64,${'A'.repeat(3_000_000)}">`)).toBe(false);
  });
});
