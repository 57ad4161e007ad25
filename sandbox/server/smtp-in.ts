/** Mail from other programs: SMTP on loopback, for the mailboxes that are here. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { mimeDate } from '../mail/build-message';
import { withField } from '../mail/mime';
import type { PostOffice } from '../mail/deliver';
import type { TlsCertificate } from './certificate';
import { firstFree, PortTaken } from './listen';

/** In octets: what Exchange Online takes from elsewhere. */
export const smtpSizeLimit = 36 * 1024 * 1024;
const firstPort = 8025;
const hostName = 'mail.signet.example';

export interface SmtpIn {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * @param port undefined: the first free one from 8025
 * @throws PortTaken
 */
export async function listenSmtp(port: number | undefined, tls: TlsCertificate, office: PostOffice): Promise<SmtpIn> {
  return port === undefined ? firstFree(firstPort, 1, (next) => onPort(next, tls, office)) : onPort(port, tls, office);
}

/** Whoever asks for localhost gets one address or the other: both are ours, or the port is taken. */
async function onPort(port: number, tls: TlsCertificate, office: PostOffice): Promise<SmtpIn> {
  const first = await listen(port, '127.0.0.1', newServer(tls, office));
  const second = await listen(first.port, '::1', newServer(tls, office)).catch(async (error: unknown) => {
    if (isWithoutIpv6(error)) return undefined;
    await first.close();
    throw error;
  });
  return {
    port: first.port,
    close: async () => {
      await Promise.all([first.close(), second?.close()]);
    },
  };
}

async function listen(port: number, host: string, server: SMTPServer): Promise<SmtpIn> {
  // A client that hangs up is no fault of ours; without a listener it would end the program.
  server.on('error', () => undefined);
  const listener = server.listen(port, host);
  try {
    await once(listener, 'listening');
  } catch (error) {
    throw isTaken(error) ? new PortTaken(port, { cause: error }) : error;
  }
  const address = listener.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function newServer({ key, cert }: TlsCertificate, office: PostOffice): SMTPServer {
  return new SMTPServer({
    ...{ key, cert, name: hostName, banner: 'Signet sandbox', size: smtpSizeLimit, closeTimeout: 100 },
    ...{ authOptional: true, disabledCommands: ['AUTH'], maxClients: 50, logger: false },
    // Nothing leaves this computer, and a look-up of the client's name would.
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, callback) => {
      const { mailboxes } = office.addressBook;
      const isHere = office.addressBook.expand([address]).every((one) => mailboxes.includes(one));
      callback(isHere ? null : refusal(550, `5.1.1 No mailbox ${address} here`));
    },
    onData: (stream, session, callback) => {
      receive(stream, session, office).then(() => callback(), callback);
    },
  });
}

/** @throws an error with a reply code, or that of the connection when the client hung up */
async function receive(stream: SMTPServerDataStream, session: SMTPServerSession, office: PostOffice): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    if (!stream.sizeExceeded) chunks.push(chunk);
  }
  if (stream.sizeExceeded) throw refusal(552, `5.3.4 A message may have ${String(smtpSizeLimit)} octets`);
  try {
    await keep(Buffer.concat(chunks), session, office);
  } catch (error) {
    console.error('SMTP:', error);
    throw refusal(451, '4.3.0 The message could not be kept');
  }
}

/** What came is kept octet for octet, below the field that every server adds. */
async function keep(message: Buffer, session: SMTPServerSession, { store, addressBook }: PostOffice): Promise<void> {
  const raw = withField(message, 'Received', traceOf(session));
  const recipients = addressBook.expand(session.envelope.rcptTo.map(({ address }) => address));
  for (const mailbox of recipients) await store.add({ mailbox, folder: 'inbox', raw });
}

/** RFC 5321, 4.4. The client's name is its own claim. */
function traceOf({ hostNameAppearsAs, remoteAddress, transmissionType }: SMTPServerSession): string {
  const name = hostNameAppearsAs.replace(/[^\w.:[\]-]/g, '?').slice(0, 255);
  const address = remoteAddress.includes(':') ? `IPv6:${remoteAddress}` : remoteAddress;
  return [
    `from ${name} ([${address}])`,
    `by ${hostName} with ${transmissionType} id ${randomUUID()};`,
    mimeDate(new Date()),
  ].join('\r\n ');
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text.replace(/[^\x20-\x7e]/g, '?')), { responseCode });
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}

function isWithoutIpv6(error: unknown): boolean {
  return ['EADDRNOTAVAIL', 'EAFNOSUPPORT'].includes((error as NodeJS.ErrnoException).code ?? '');
}
