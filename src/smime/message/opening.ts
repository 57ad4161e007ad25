import type { Certificate } from '../certificate/certificate';
import { parseCertificate } from '../certificate/parse';
import { inflate } from '../cms/inflate';
import { createBudget } from '../cms/signed-content';
import type { SignedData } from '../cms/signed-data';
import { isSmimeError } from '../errors';
import type { AddressList } from '../mime/addresses';
import type { MimeEntity } from '../mime/entity';
import type { RevocationData } from '../revocation/answer';
import { createRevocationBudget } from '../revocation/judge';
import type { OpenOptions } from './message';
import type { EncryptionProblem, EncryptionReport, SignatureReport } from './report';
import type { VerifyContext } from './verify';
import { worstSignature } from './worst-signature';

/** What remains when every layer is off: an entity, or text that nobody made MIME of. */
export type Innermost = { readonly entity: MimeEntity } | { readonly text: Uint8Array };

/** Where in the message a layer stands. */
export interface Place {
  readonly depth: number;
  /** Inside an encryption that was opened. */
  readonly decrypted: boolean;
  /** Inside something compressed: nothing on the way rewrites it without breaking that. */
  readonly compressed: boolean;
  /** How many signatures are around it, since the root. */
  readonly signatures: number;
  /** Directly inside an opaque signature that proves the author of the message. */
  readonly inAuthorsOwn?: boolean;
}

/** What was found out so far about one message, on the way from the outside in. */
export class Opening {
  readonly layers: string[] = [];
  encryption: EncryptionReport = { state: 'not-encrypted' };
  private readonly reports: SignatureReport[] = [];
  private readonly budget = createBudget();
  private readonly revocationBudget = createRevocationBudget();
  /** What the layers brought about revocation. */
  private brought: RevocationData = { crls: [], ocspResponses: [] };
  /** What may still be unpacked, in all layers together. */
  private octetsLeft = 100 * 1024 * 1024;
  private readonly found = new Map<string, Certificate>();
  readonly options: OpenOptions;
  readonly from: AddressList | undefined;
  /** The input was CMS alone, whose content need not be MIME. */
  readonly bare: boolean;

  constructor(options: OpenOptions, from: AddressList | undefined, bare: boolean) {
    this.options = options;
    this.from = from;
    this.bare = bare;
  }

  get certificates(): readonly Certificate[] {
    return [...this.found.values()];
  }

  signature(): SignatureReport {
    return worstSignature(this.reports);
  }

  /** There may be content, and it can't be seen. */
  failEncryption(problem: EncryptionProblem, algorithm?: string): void {
    const recipients = 'recipients' in this.encryption ? this.encryption.recipients : [];
    this.encryption = { state: 'failed', problem, recipients, ...(algorithm === undefined ? {} : { algorithm }) };
  }

  /**
   * `undefined` for damaged octets.
   * @throws SmimeError ERR_MIME_TOO_COMPLEX when everything unpacked of this message is too much
   */
  async decompress(compressed: Uint8Array): Promise<Uint8Array | undefined> {
    try {
      const octets = await inflate(compressed, this.octetsLeft, this.options.pause);
      this.octetsLeft -= octets.length;
      return octets;
    } catch (error) {
      if (isSmimeError(error) && error.code === 'ERR_CMS_MALFORMED') return undefined;
      throw error;
    }
  }

  addSignature(report: SignatureReport): void {
    this.reports.push(report);
  }

  /**
   * Forgets the signatures around an encryption: whoever made them saw only the
   * ciphertext, and anybody can put his signature around somebody else's.
   */
  forgetSignatures(): void {
    this.reports.length = 0;
  }

  /** Keeps the certificates that it carries, and what it says about their revocation. */
  async addCertificates(signedData: SignedData): Promise<void> {
    const { crls, ocspResponses } = signedData.revocation;
    this.brought = {
      crls: [...this.brought.crls, ...crls],
      ocspResponses: [...this.brought.ocspResponses, ...ocspResponses],
    };
    for (const der of signedData.certificates) {
      const certificate = await readable(der);
      if (certificate !== undefined) this.found.set(certificate.fingerprint, certificate);
    }
  }

  /** @param anyAuthor - who signed need not be the author of the message */
  verifyContext(covers: 'whole' | 'part', exact: boolean, anyAuthor = false): VerifyContext {
    const { pause } = this.options;
    return {
      trustAnchors: this.options.trustAnchors,
      at: this.options.at,
      exact,
      covers,
      isFile: this.bare,
      ...(this.from === undefined || anyAuthor ? {} : { from: this.from }),
      certificates: [...this.certificates, ...(this.options.knownCertificates ?? [])],
      budget: this.budget,
      revocation: {
        ...(this.options.revocation ?? { crls: [], ocspResponses: [] }),
        brought: this.brought,
        budget: this.revocationBudget,
      },
      ...(pause === undefined ? {} : { pause }),
    };
  }
}

// One certificate that cannot be read is no reason to refuse the message: it is only not used.
async function readable(der: Uint8Array): Promise<Certificate | undefined> {
  try {
    return await parseCertificate(der);
  } catch (error) {
    if (isSmimeError(error) && error.code === 'ERR_CERTIFICATE_MALFORMED') return undefined;
    throw error;
  }
}
