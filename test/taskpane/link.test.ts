import { readLink } from '../../src/taskpane/content/link';

describe('links of a message', () => {
  test('tell where they lead', () => {
    expect(readLink('https://contoso.com/a?b=c')).toMatchObject({ kind: 'page', place: 'contoso.com/…' });
    expect(readLink('https://contoso.com')).toMatchObject({ place: 'contoso.com' });
    expect(readLink('mailto:anna@contoso.com?subject=x')).toMatchObject({ kind: 'mail', place: 'anna@contoso.com' });
  });

  test.each([
    ['mailto:bob@good.example?bcc=evil@evil.example&body=secret', 'mailto:bob@good.example'],
    ['mailto:bob@good.example,evil@evil.example', 'mailto:bob@good.example'],
    ['mailto:bob@good.example%2Cevil@evil.example', 'mailto:bob@good.example'],
    ['mailto:bob@good.example%3Fbcc=evil@evil.example', undefined],
    ['mailto:?to=evil@evil.example', undefined],
    ["mailto:o'brien+x@good.example#a", "mailto:o'brien%2Bx@good.example"],
  ])('%s writes only to the address that is shown', (href, url) => {
    const link = readLink(href);
    expect(link?.url).toBe(url);
    if (link !== null) expect(decodeURIComponent(link.url)).toBe(`mailto:${link.place}`);
  });

  test('are not fooled by a name before the @', () => {
    expect(readLink('https://contoso.com@evil.example/')?.place).toBe('evil.example');
  });

  test('show look-alike letters as what they are', () => {
    expect(readLink('https://\u0430pple.com/')?.place).toBe('xn--pple-43d.com');
  });

  test.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'ms-word:x', '//contoso.com', 'cid:a', '#top', ''])(
    '%s is none',
    (href) => expect(readLink(href)).toBeNull(),
  );
});
