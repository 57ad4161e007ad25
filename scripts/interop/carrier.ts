/** The little MIME that is needed around CMS for programs that read bare CMS; on purpose none of the core's. */
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const octets = (latin1: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(latin1, 'latin1'));

export interface Carrier {
  /** A detached signature has its content beside it. */
  readonly content?: Uint8Array;
  readonly cms: Uint8Array;
}

/** Takes the outermost S/MIME layer apart; `undefined` for any other entity. */
export function takeOff(entity: Uint8Array): Carrier | undefined {
  const all = text(entity);
  const end = all.indexOf('\r\n\r\n');
  const head = all.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const body = all.slice(end + 4);
  const type = /^Content-Type: *([^;\r]*)/im.exec(head)?.[1]?.toLowerCase();
  if (type === 'application/pkcs7-mime') return { cms: new Uint8Array(Buffer.from(body, 'base64')) };
  if (type !== 'multipart/signed') return undefined;
  const boundary = /boundary="?([^";\r]+)"?/.exec(head)?.[1] ?? '';
  const [, content = '', signature = ''] = `\r\n${body}`.split(`\r\n--${boundary}`);
  return {
    content: octets(content.slice(2)),
    cms: new Uint8Array(Buffer.from(signature.slice(signature.indexOf('\r\n\r\n')), 'base64')),
  };
}

function base64(cms: Uint8Array): string {
  return Buffer.from(cms).toString('base64').replace(/.{76}/g, '$&\r\n');
}

export function wrapCms(cms: Uint8Array, smimeType: 'signed-data' | 'enveloped-data' | 'authEnveloped-data'): Uint8Array {
  const head = `Content-Type: application/pkcs7-mime; smime-type=${smimeType}; name=smime.p7m`;
  return octets(`${head}\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(cms)}\r\n`);
}

export function wrapDetached(content: Uint8Array, cms: Uint8Array, micalg: string): Uint8Array {
  const head = `Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=${micalg}; boundary="=_x"`;
  const signature = 'Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64';
  const tail = `\r\n--=_x\r\n${signature}\r\n\r\n${base64(cms)}\r\n--=_x--\r\n`;
  return octets(`${head}\r\n\r\n--=_x\r\n${text(content)}${tail}`);
}
