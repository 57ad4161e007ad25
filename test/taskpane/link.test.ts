import { readLink } from '../../src/taskpane/content/link';

describe('links of a message', () => {
  test('tell where they lead', () => {
    expect(readLink('https://contoso.com/a?b=c')).toMatchObject({ kind: 'page', place: 'contoso.com/…' });
    expect(readLink('https://contoso.com')).toMatchObject({ place: 'contoso.com' });
    expect(readLink('mailto:anna@contoso.com?subject=x')).toMatchObject({ kind: 'mail', place: 'anna@contoso.com' });
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
