import { contentTypeOf } from '../../src/mailbox/content-type';
import { contentIdIn } from '../../src/mailbox/inline-picture';

describe('contentTypeOf', () => {
  it.each([
    ['report.PDF', undefined, 'application/pdf'],
    ['report.pdf', 'application/octet-stream', 'application/pdf'],
    ['picture', 'Image/PNG', 'image/png'],
    ['unknown.xyz', undefined, 'application/octet-stream'],
    ['constructor', undefined, 'application/octet-stream'],
    ['x.constructor', undefined, 'application/octet-stream'],
    ['mail.eml', 'message/rfc822', 'application/octet-stream'],
    ['broken.txt', 'text/plain\r\nBcc: eve@signet.example', 'text/plain'],
    ['broken.bin', 'no type', 'application/octet-stream'],
  ])('%s stated as %s is %s', (name, given, expected) => {
    expect(contentTypeOf(name, given)).toBe(expected);
  });
});

describe('contentIdIn', () => {
  it.each([
    ["Outlook's own identifier", '<img src="cid:abc-1">', { name: 'a.png', contentId: 'abc-1' }, 'abc-1'],
    ['in angle brackets', '<img src="cid:abc-1">', { name: 'a.png', contentId: '<abc-1>' }, 'abc-1'],
    ['the name of the file', "<img src='cid:a.png'>", { name: 'a.png' }, 'a.png'],
    ['a percent-encoded name', '<img src="cid:my%20cat.png">', { name: 'my cat.png' }, 'my cat.png'],
    ["classic Outlook's form", '<img src="cid:image001.png@01D8DD8F.B2A4E2C0">', { name: 'image001.png' }, 'image001.png@01D8DD8F.B2A4E2C0'],
    ['a style', '<td style="background:url(cid:bg.png)">', { name: 'bg.png' }, 'bg.png'],
    ['an identifier that is not used', '<img src="cid:other">', { name: 'a.png', contentId: 'abc-1' }, undefined],
    ['no reference', '<p>cid:</p>', { name: 'a.png' }, undefined],
    ['a lone percent sign', '<img src="cid:100%">', { name: '100%' }, '100%'],
  ])('%s', (_title, html, picture, expected) => {
    expect(contentIdIn(html, picture)).toBe(expected);
  });
});
