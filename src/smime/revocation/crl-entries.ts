import { orUndefined } from '../asn1/or-undefined';
import { Asn1Error, readAsn1 } from '../asn1/read';
import { DerScanner } from '../asn1/scan';
import { expectTag, readTime, tag } from '../asn1/values';
import { equal, viewOf } from '../bytes';
import { readGeneralNames } from '../certificate/general-names';
import type { GeneralName } from '../certificate/general-names';
import { revocationReason } from './answer';
import type { RevocationReason } from './answer';

/** What a CRL says about one certificate (RFC 5280 section 5.3). */
export interface CrlEntry {
  readonly revokedAt: Date;
  readonly reason?: RevocationReason;
  readonly invalidSince?: Date;
}

export interface WantedEntry {
  /** Contents octets of the serial number's INTEGER. */
  readonly serialNumber: Uint8Array;
  /** When the CRL was made: for an entry whose own date cannot be read. */
  readonly listedAt: Date;
  /** Whether certificates of the CRL's own issuer are meant, before any entry names another. */
  readonly ofCrlIssuer: boolean;
  /** Whether one of these is the certificate's issuer; absent where a CRL may not name others (it is not indirect). */
  readonly isIssuer?: (names: readonly GeneralName[]) => boolean;
}

/** Beside these a critical extension forbids to use the CRL at all (RFC 5280 section 5.3). */
const extensionNumber = { reasonCode: 21, invalidityDate: 24, certificateIssuer: 29 } as const;

/**
 * Looks through all entries, octet by octet, for those of one certificate. All:
 * one that nobody understands spoils the others, wherever it stands.
 * @param entries - contents octets of revokedCertificates
 * @throws Asn1Error when any entry is not DER, or has a critical extension that we do not know
 */
export function findEntries(entries: Uint8Array, wanted: WantedEntry): readonly CrlEntry[] {
  const scan = new EntryScan(entries, wanted);
  const found: CrlEntry[] = [];
  for (let offset = 0; offset < entries.length; offset = scan.end) {
    if (scan.isWanted(offset)) found.push(scan.readEntry());
  }
  return found;
}

/** Stands on one entry after the other. */
class EntryScan {
  end = 0;
  private start = 0;
  private readonly at: DerScanner;
  private readonly serial: Uint8Array;
  private readonly wanted: WantedEntry;
  private isOfIssuer: boolean;
  /** In an indirect CRL an issuer holds until the next one is named; most entries repeat it. */
  private issuerSeen = new Uint8Array();

  constructor(entries: Uint8Array, wanted: WantedEntry) {
    this.at = new DerScanner(entries);
    this.wanted = wanted;
    this.serial = withoutPadding(wanted.serialNumber);
    this.isOfIssuer = wanted.ofCrlIssuer;
  }

  /** Checks the entry at `offset`. */
  isWanted(offset: number): boolean {
    const { at } = this;
    at.expect(tag.sequence, offset, at.bytes.length, 'CRL entry');
    this.start = offset;
    this.end = at.end;
    at.expect(tag.integer, at.contentsStart, this.end, 'userCertificate');
    const isSerial = this.isWantedSerial(at.contentsStart, at.end);
    at.read(at.end, this.end);
    if (at.tag !== tag.utcTime && at.tag !== tag.generalizedTime) throw new Asn1Error('revocationDate is no time');
    if (at.end < this.end) this.checkExtensions(at.end);
    return isSerial && this.isOfIssuer;
  }

  /** The entry it stands on. What is listed is revoked, also where when and why cannot be read. */
  readEntry(): CrlEntry {
    const { children } = readAsn1(this.at.bytes.subarray(this.start, this.end), { maxNodes: 2000 });
    const entry = { revokedAt: orUndefined(() => readTime(children[1], 'revocationDate')) ?? this.wanted.listedAt };
    return (children[2]?.children ?? []).reduce<CrlEntry>((read, extension) => {
      const value = extension.children.at(-1)?.contents ?? new Uint8Array();
      const number = lastArcOf(extension.children[0]?.contents);
      if (number === extensionNumber.reasonCode) return { ...read, ...orUndefined(() => readReason(value)) };
      if (number !== extensionNumber.invalidityDate) return read;
      const invalidSince = orUndefined(() => readTime(readAsn1(value), 'invalidityDate'));
      return invalidSince === undefined ? read : { ...read, invalidSince };
    }, entry);
  }

  /** By value: a leading octet that only repeats the sign makes no other number, though some issuers write it. */
  private isWantedSerial(from: number, to: number): boolean {
    const { bytes } = this.at;
    if (from === to) throw new Asn1Error('userCertificate is empty');
    while (to - from > 1 && isPadding(bytes[from] ?? 0, bytes[from + 1] ?? 0)) from++;
    if (to - from !== this.serial.length) return false;
    for (let index = 0; index < this.serial.length; index++) {
      if (bytes[from + index] !== this.serial[index]) return false;
    }
    return true;
  }

  private checkExtensions(offset: number): void {
    const { at } = this;
    at.expect(tag.sequence, offset, this.end, 'crlEntryExtensions');
    if (at.end !== this.end) throw new Asn1Error('CRL entry has more fields');
    let seen = 0;
    for (let next = at.contentsStart; next < this.end; ) {
      at.expect(tag.sequence, next, this.end, 'extension');
      next = at.end;
      const number = this.checkExtension(at.contentsStart, next);
      // Two of one kind: which one would be believed? Numbers of id-ce are below 64, of which we know three.
      const bit = number === undefined ? 0 : 1 << (number - extensionNumber.reasonCode);
      if ((seen & bit) !== 0) throw new Asn1Error('an entry extension appears twice');
      seen |= bit;
    }
  }

  /** @returns its number below id-ce, for those we know */
  private checkExtension(offset: number, end: number): number | undefined {
    const { at } = this;
    at.expect(tag.oid, offset, end, 'extnID');
    const number = knownExtension(at.bytes, at.contentsStart, at.end);
    at.read(at.end, end);
    const critical = at.tag === tag.boolean;
    if (critical) {
      if (at.end - at.contentsStart !== 1) throw new Asn1Error('critical is no boolean');
      if (number === undefined && at.bytes[at.contentsStart] !== 0) throw new Asn1Error('unknown critical entry extension');
      at.read(at.end, end);
    }
    if (at.tag !== tag.octetString || at.end !== end) throw new Asn1Error('extension is malformed');
    if (number === extensionNumber.certificateIssuer) this.changeIssuer(at.bytes.subarray(at.contentsStart, at.end));
    return number;
  }

  private changeIssuer(value: Uint8Array): void {
    const { isIssuer } = this.wanted;
    if (isIssuer === undefined) throw new Asn1Error('certificateIssuer in a CRL that is not indirect');
    if (this.issuerSeen.length > 0 && equal(this.issuerSeen, value)) return;
    this.issuerSeen = new Uint8Array(value);
    this.isOfIssuer = isIssuer(readGeneralNames(readAsn1(value, { maxNodes: 2000 }), 'certificateIssuer'));
  }
}

/** id-ce is 2.5.29, `55 1d`. */
function knownExtension(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start !== 3 || bytes[start] !== 0x55 || bytes[start + 1] !== 0x1d) return undefined;
  const number = bytes[start + 2] ?? 0;
  return Object.values<number>(extensionNumber).includes(number) ? number : undefined;
}

function lastArcOf(oid: Uint8Array = new Uint8Array()): number | undefined {
  return knownExtension(oid, 0, oid.length);
}

function readReason(value: Uint8Array): { reason?: RevocationReason } {
  const { contents } = expectTag(readAsn1(value), tag.enumerated, 'reasonCode');
  if (contents.length !== 1) throw new Asn1Error('reasonCode is no small number');
  const reason = revocationReason(viewOf(contents).getUint8(0));
  return reason === undefined ? {} : { reason };
}

function isPadding(first: number, second: number): boolean {
  return (first === 0 && second < 0x80) || (first === 0xff && second >= 0x80);
}

/** Contents octets of an INTEGER, shortest: some issuers write their serial numbers longer, and not the same everywhere. */
export function withoutPadding(integer: Uint8Array): Uint8Array {
  let start = 0;
  while (integer.length - start > 1 && isPadding(integer[start] ?? 0, integer[start + 1] ?? 0)) start++;
  return integer.subarray(start);
}
