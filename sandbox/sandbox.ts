import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AddressBook } from './address-book';
import { openMailboxes } from './mail/first-inbox';
import { personOf } from './mail/folder-mailbox';
import type { FolderMailbox } from './mail/folder-mailbox';
import type { PostOffice } from './mail/deliver';
import { SmtpOut } from './mail/smtp-out';
import type { SmtpAddress } from './mail/smtp-out';
import type { MailStore } from './mail/store';
import { ManifestError, readManifest, servedFrom } from './manifest';
import { lists, people, sharedMailboxes } from './people';
import { answerAddIn, readTrustAnchor } from './server/addin-server';
import type { AddInServer } from './server/addin-server';
import { bundle } from './server/bundle';
import { localhostCertificate } from './server/certificate';
import type { TlsCertificate } from './server/certificate';
import { noFaults } from './server/faults';
import type { Faults } from './server/faults';
import type { HostApi } from './server/host-api';
import { close, firstFree, listen } from './server/listen';
import { answerOutlook } from './server/outlook-server';
import type { OutlookServer } from './server/outlook-server';
import { listenSmtp } from './server/smtp-in';
import type { SmtpIn } from './server/smtp-in';

export interface SandboxOptions {
  /** The pair is this and the next one; undefined: the first free pair from 8440. */
  readonly port?: number;
  readonly data: string;
  readonly reset: boolean;
  /** Whether to take mail by SMTP; yes, when absent. */
  readonly smtp?: boolean;
  /** Undefined: the first free one from 8025. */
  readonly smtpPort?: number;
  /** Where mail for others goes; nowhere, when absent. */
  readonly smtpOut?: SmtpAddress;
  readonly mailboxes?: readonly FolderMailbox[];
  /** What the add-in is told to trust beside the sandbox's authority: PEM, one certificate each. */
  readonly trust?: readonly string[];
  /** Where manifest.xml and dist/ lie; the repository, when absent. */
  readonly addIn?: string;
}

export interface Sandbox {
  readonly origin: string;
  /** For a browser that should accept our certificate. */
  readonly spki: string;
  readonly store: MailStore;
  readonly addressBook: AddressBook;
  /** Undefined when it takes no mail by SMTP. */
  readonly smtpPort?: number;
  close(): Promise<void>;
}

/** One of the servers, or several. */
interface Running {
  close(): Promise<void>;
}

const here = dirname(fileURLToPath(import.meta.url));
const fixtures = join(here, 'fixtures');
const firstPort = 8440;

/** @throws PortTaken when a port was asked for and is in use */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { mailboxes = [], smtp = true, smtpOut } = options;
  const [tls, store, pages] = await Promise.all([
    localhostCertificate(join(options.data, 'tls')),
    openMailboxes(fixtures, { data: options.data, reset: options.reset, folders: mailboxes }),
    preparePages(options),
  ]);
  const addressBook = new AddressBook([...people, ...mailboxes.map(personOf)], lists, sharedMailboxes);
  const office = { store, addressBook, ...(smtpOut === undefined ? {} : { smtpOut: new SmtpOut(smtpOut) }) };
  const smtpIn = smtp ? await listenSmtp(options.smtpPort, tls, office) : undefined;
  const onPair = (port: number): Promise<Running & { origin: string }> => startPages(port, tls, office, pages);
  try {
    const web = options.port === undefined ? await firstFree(firstPort, 2, onPair) : await onPair(options.port);
    return sandboxOf(web, smtpIn, office, tls);
  } catch (error) {
    await smtpIn?.close();
    throw error;
  }
}

function sandboxOf(
  web: Running & { readonly origin: string },
  smtpIn: SmtpIn | undefined,
  { store, addressBook }: PostOffice,
  { spki }: TlsCertificate,
): Sandbox {
  return {
    ...{ origin: web.origin, spki, store, addressBook },
    ...(smtpIn === undefined ? {} : { smtpPort: smtpIn.port }),
    close: async () => {
      await Promise.all([web.close(), smtpIn?.close()]);
    },
  };
}

/** What the two HTTPS servers have in common for every pair of ports. */
interface Pages extends Pick<AddInServer, 'dist' | 'officeJs' | 'supplementScript' | 'trustAnchors'> {
  readonly addIn: string;
  readonly pageScript: string;
}

async function preparePages({ addIn = dirname(here), trust = [] }: SandboxOptions): Promise<Pages> {
  const [pageScript, supplementScript, trustAnchor] = await Promise.all([
    bundle(join(here, 'host', 'index.tsx')),
    bundle(join(here, 'addin', 'supplement.ts')),
    readTrustAnchor(fixtures),
  ]);
  const officeJs = join(dirname(here), 'node_modules', '@microsoft', 'office-js', 'dist');
  const trustAnchors = [trustAnchor, ...trust];
  return { addIn, dist: join(addIn, 'dist'), officeJs, pageScript, supplementScript, trustAnchors };
}

async function startPages(
  port: number,
  tls: TlsCertificate,
  office: PostOffice,
  { addIn, pageScript, ...pages }: Pages,
): Promise<Running & { readonly origin: string }> {
  const origin = `https://localhost:${port}`;
  const addInOrigin = `https://localhost:${port + 1}`;
  const faults: Faults = { ...noFaults };
  const outlook: OutlookServer = { ...office, faults, origin, addInOrigin, pageScript, addIn: addInReader(addIn, addInOrigin) };
  const own: AddInServer = { ...pages, addressBook: office.addressBook, origin: addInOrigin, outlookOrigin: origin };
  const first = await listen(port, tls, (request, response) => answerOutlook(outlook, request, response));
  try {
    const second = await listen(port + 1, tls, (request, response) => answerAddIn(own, request, response));
    const closeBoth = async (): Promise<void> => {
      await Promise.all([close(first), close(second)]);
    };
    return { origin, close: closeBoth };
  } catch (error) {
    await close(first);
    throw error;
  }
}

function addInReader(folder: string, origin: string): HostApi['addIn'] {
  return async () => {
    try {
      const addIn = readManifest(await readFile(join(folder, 'manifest.xml'), 'utf8'));
      return { addIn: servedFrom(addIn, origin), addInOrigin: origin };
    } catch (error) {
      const isExpected = error instanceof ManifestError || (error as NodeJS.ErrnoException).code === 'ENOENT';
      if (!isExpected) throw error;
      return { addInProblem: `manifest.xml: ${(error as Error).message}`, addInOrigin: origin };
    }
  };
}
