import { canHarm, cleanFileName, cleanName, withoutUnseen } from '../../src/taskpane/texts/names';

describe('names out of messages', () => {
  test.each([
    ['right-to-left override', 'Anna\u202Egnp.exe', 'Annagnp.exe'],
    ['isolates', '\u2066Anna\u2069', 'Anna'],
    ['marks and joiners that are not seen', 'An\u200Bn\u200Da\u00AD\uFEFF\u061C\u200E\u200F', 'Anna'],
    ['controls', 'An\u0000n\u001Ba\u0007', 'Anna'],
    ['line separators', 'Anna\u2028Berg\u2029', 'AnnaBerg'],
    ['new lines', 'Anna\r\nBerg', 'Anna Berg'],
    ['tag characters', 'Anna\u{E0041}\u{E0042}', 'Anna'],
    ['fillers', 'Anna\u3164\u115F', 'Anna'],
    ['lone surrogates', 'Anna\uD83D', 'Anna'],
  ])('%s are taken out', (_what, name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });

  test('are cut at 80 characters, not inside of one', () => {
    const cut = cleanName('\u{1F600}'.repeat(100));
    expect(Array.from(cut)).toHaveLength(80);
    expect(cut.endsWith('…')).toBe(true);
    expect(cut).not.toMatch(/\p{Cs}/u);
  });

  test.each([80, 60, 160])('of an address the end stays, which says whose it is: %i', (limit) => {
    const cut = cleanName(`support@bank.example.${'x'.repeat(200)}.evil.example`, limit);
    expect(cut).toMatch(/^support@bank\.example\.x+….*\.evil\.example$/);
    expect(Array.from(cut)).toHaveLength(limit);
  });

  test('letters of every script stay', () => {
    expect(cleanName('Ана Müller 安娜 أنا')).toBe('Ана Müller 安娜 أنا');
  });

  test('a long subject stays whole', () => {
    expect(withoutUnseen('a'.repeat(500))).toHaveLength(500);
  });
});

describe('file names', () => {
  test('the true ending shows, also behind a turned direction', () => {
    expect(cleanFileName('report\u202Efdp.exe')).toBe('reportfdp.exe');
  });

  test('double endings stay whole, however long the name is', () => {
    expect(cleanFileName(`${'invoice '.repeat(60)}.pdf.exe`)).toMatch(/….*\.pdf\.exe$/);
  });

  test.each([
    ['../../etc/passwd', '__.._etc_passwd'],
    ['C:\\x.txt', 'C__x.txt'],
    ['name. . ', 'name'],
    ['', 'attachment'],
    ['\u200F', 'attachment'],
  ])('%j cannot leave its folder or hide', (name, clean) => {
    expect(cleanFileName(name)).toBe(clean);
  });

  test.each(['run.exe', 'report.pdf.exe', 'a.JS', 'b.lnk', 'c.docm', 'd.html', 'e.iso', 'f.svg', 'g.exe. '])(
    '%s can do harm',
    (name) => expect(canHarm(name)).toBe(true),
  );

  test.each(['plan.pdf', 'photo.jpeg', 'sheet.xlsx', 'notes.txt', 'README'])('%s is an ordinary file', (name) =>
    expect(canHarm(name)).toBe(false),
  );
});
