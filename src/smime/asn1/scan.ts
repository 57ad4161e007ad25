import { Asn1Error } from './read';

/**
 * Steps over DER encodings one by one without building anything: for lists so
 * long that a tree of them would take hundreds of megabytes. One scanner is moved
 * along and shows where it is.
 */
export class DerScanner {
  readonly bytes: Uint8Array;
  /** Identifier octet of the encoding it stands on. */
  tag = 0;
  /** Where that encoding begins, its contents begin, and it ends. */
  start = 0;
  contentsStart = 0;
  end = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /**
   * Reads the header at `offset` of an encoding that ends at `limit` or before.
   * Only what certificates and CRLs are made of: tags of one octet, lengths in
   * their shortest form.
   * @throws Asn1Error
   */
  read(offset: number, limit: number): void {
    const { bytes } = this;
    if (offset + 2 > limit) throw new Asn1Error('ends too early');
    this.start = offset;
    this.tag = bytes[offset] ?? 0;
    if ((this.tag & 0x1f) === 0x1f) throw new Asn1Error('tag number too large');
    const first = bytes[offset + 1] ?? 0;
    this.contentsStart = offset + 2;
    // Moves the start of the contents.
    const length = first < 0x80 ? first : this.readLongLength(first & 0x7f, limit);
    this.end = this.contentsStart + length;
    if (this.end > limit) throw new Asn1Error('longer than what holds it');
  }

  /** @throws Asn1Error when something else stands at `offset` */
  expect(tag: number, offset: number, limit: number, what: string): void {
    this.read(offset, limit);
    if (this.tag !== tag) throw new Asn1Error(`${what} has tag 0x${this.tag.toString(16)}`);
  }

  /** The whole encoding, as a view. */
  get encoding(): Uint8Array {
    return this.bytes.subarray(this.start, this.end);
  }

  private readLongLength(count: number, limit: number): number {
    if (count === 0) throw new Asn1Error('indefinite length');
    if (count > 4) throw new Asn1Error('length too large');
    if (this.contentsStart + count > limit) throw new Asn1Error('ends too early');
    let length = 0;
    for (let index = 0; index < count; index++) length = length * 256 + (this.bytes[this.contentsStart++] ?? 0);
    if (length < (count === 1 ? 0x80 : 256 ** (count - 1))) throw new Asn1Error('length not in its shortest form');
    return length;
  }
}
