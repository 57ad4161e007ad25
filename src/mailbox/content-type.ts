/**
 * Outlook does not say of which type a file in a draft is, and has stopped to
 * keep the types of received ones up to date: the name must tell. What is not
 * in this list is sent as octets, which every mail program can save.
 */
const byExtension: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bmp: 'image/bmp',
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  doc: 'application/msword',
  gif: 'image/gif',
  htm: 'text/html',
  html: 'text/html',
  ics: 'text/calendar',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  p7b: 'application/x-pkcs7-certificates',
  p7c: 'application/pkcs7-mime',
  p7m: 'application/pkcs7-mime',
  p7s: 'application/pkcs7-signature',
  pdf: 'application/pdf',
  pfx: 'application/x-pkcs12',
  p12: 'application/x-pkcs12',
  png: 'image/png',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  ppt: 'application/vnd.ms-powerpoint',
  rtf: 'application/rtf',
  svg: 'image/svg+xml',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  txt: 'text/plain',
  wav: 'audio/wav',
  webp: 'image/webp',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  xls: 'application/vnd.ms-excel',
  xml: 'application/xml',
  zip: 'application/zip',
};

/** `type "/" subtype` of RFC 6838 section 4.2, without parameters. */
const typeAndSubtype = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

const octets = 'application/octet-stream';

/** RFC 2046 section 5.2.1 forbids base64 for these, and a file is octets that must arrive unchanged. */
const cannotBeAFile = /^(message|multipart)\//;

/** What Outlook says, when it says something well-formed; else by the file's name. */
export function contentTypeOf(name: string, given: string | undefined): string {
  const stated = given?.trim().toLowerCase() ?? '';
  if (cannotBeAFile.test(stated)) return octets;
  if (typeAndSubtype.test(stated) && stated !== octets) return stated;
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return (Object.hasOwn(byExtension, extension) ? byExtension[extension] : undefined) ?? octets;
}
