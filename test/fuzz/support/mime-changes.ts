import { fromLatin1, latin1 } from '../../../src/smime/mime/headers';
import type { Make } from './octet-changes';

/** Header fields that make readers stumble; the boundary of the message stands for @. */
const fields: readonly string[] = [
  'Content-Type: multipart/signed; boundary="@"; protocol="application/pkcs7-signature"',
  'Content-Type: multipart/mixed; boundary="@"',
  'Content-Type: multipart/alternative; boundary=@',
  'Content-Type: multipart/mixed; boundary=""',
  'Content-Type: application/pkcs7-mime; smime-type=enveloped-data',
  'Content-Type: application/pkcs7-mime; smime-type=signed-data; hp="clear"',
  'Content-Type: message/rfc822',
  'Content-Type: text/html; charset=utf-7; hp=cipher',
  'Content-Type: text/plain; charset*0*=utf-16le\'\'%; charset*1=%zz; charset*00000000001="',
  'Content-Type: application/octet-stream; name*0*=utf-8\'\'a%2; name*1*=%e2%82; name*99999999999999999999="p7m"',
  'Content-Type: (((((((',
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: quoted-printable',
  'Content-Transfer-Encoding: x-uuencode',
  'Content-Transfer-Encoding: 8bit (base64)',
  'Content-Disposition: attachment; filename="smime.p7m"',
  'From: =?utf-8?q?"Alice"_=3Calice=40smime.example=3E?= <mallory@example.net>',
  'From: a:b:c;,<<@>>,"(\\"',
  'From: alice@smime.example, bob@smime.example',
  'Subject: =?utf-8?b?4oI?= =?utf-8?b?rA==?= =?x?q??=',
  'HP-Outer: Subject: =?utf-8?q?[...]?=',
  'Date: Thu, 31 Feb 99999 25:61:61 +9999',
  'Subject',
  ' folded',
  ': empty',
  '',
];

type Line = readonly string[];
type EditLines = (lines: Line, numbers: readonly [number, number, number], other: Line) => Line;

const edits: Readonly<Record<string, EditLines>> = {
  'line-remove': (lines, [at]) => lines.filter((_, index) => index !== at % lines.length),
  'line-double': (lines, [at, times]) => insert(lines, at, Array.from({ length: 1 + (times % 50) }, () => lines[at % lines.length] ?? '')),
  'line-swap': (lines, [a, b]) => {
    const copy = [...lines];
    const [first, second] = [a % copy.length, b % copy.length];
    [copy[first], copy[second]] = [copy[second] ?? '', copy[first] ?? ''];
    return copy;
  },
  'line-other': (lines, [at, which], other) => insert(lines, at, [other[which % other.length] ?? '']),
  'field-add': (lines, [at, which]) => insert(lines, at % headerEnd(lines), [field(lines, which)]),
  'field-anywhere': (lines, [at, which]) => insert(lines, at, [field(lines, which)]),
  'field-replace': (lines, [at, which]) =>
    lines.map((line, index) => (index === at % headerEnd(lines) ? field(lines, which) : line)),
  'boundary-add': (lines, [at, which]) => insert(lines, at, [`--${boundaryOf(lines)}${which % 3 === 0 ? '--' : ''}`]),
  'boundary-empty': (lines) => lines.map((line) => line.replace(/boundary="?[^";\s]*"?/i, 'boundary=""')),
  'inside-multipart': (lines, [which, times]) => {
    let wrapped = lines;
    const count = times % 4 === 0 ? 1 + (times % 40) : 1;
    for (let depth = 0; depth < count; depth++) {
      const type = ['multipart/mixed', 'multipart/alternative', 'multipart/signed', 'message/rfc822'][which % 4] ?? '';
      wrapped = [`Content-Type: ${type}; boundary=fuzz${depth}`, '', `--fuzz${depth}`, ...wrapped, `--fuzz${depth}--`];
    }
    return wrapped;
  },
  'part-behind': (lines, _numbers, other) => [
    'Content-Type: multipart/mixed; boundary=fuzz', '', '--fuzz', ...lines, '--fuzz', ...other, '--fuzz--', '',
  ],
};

function insert(lines: Line, at: number, added: Line): Line {
  const place = at % (lines.length + 1);
  return [...lines.slice(0, place), ...added, ...lines.slice(place)];
}

function headerEnd(lines: Line): number {
  return Math.max(1, lines.findIndex((line) => line.trim() === ''));
}

function boundaryOf(lines: Line): string {
  return /boundary="?([^";]+)/i.exec(lines.join('\n'))?.[1]?.trim() ?? 'none';
}

function field(lines: Line, which: number): string {
  return (fields[which % fields.length] ?? '').replace('@', () => boundaryOf(lines));
}

const mostOctets = 96 * 1024;

/** Changes of lines and header fields. */
export const mimeChanges: Readonly<Record<string, Make>> = {
  ...Object.fromEntries(
    Object.entries(edits).map(([kind, edit]): [string, Make] => [
      kind,
      (octets, numbers, other) => {
        const lines = latin1(octets).split('\r\n');
        const others = latin1(other).split(/\r?\n/);
        return fromLatin1(edit(lines.length > 1 ? lines : latin1(octets).split('\n'), numbers, others).join('\r\n').slice(0, mostOctets));
      },
    ]),
  ),
  'line-ends-lf': (octets) => fromLatin1(latin1(octets).replaceAll('\r\n', '\n')),
  'line-ends-cr': (octets, [which]) => {
    const nth = which % 7;
    let count = 0;
    return fromLatin1(latin1(octets).replace(/\r\n/g, (end) => (count++ % 7 === nth ? '\r' : end)));
  },
};
