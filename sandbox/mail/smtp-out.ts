/** Mail to others: handed to one SMTP server on this computer, and to no other. */
import { createTransport } from 'nodemailer';
import type { Cause } from './non-delivery';

export interface SmtpAddress {
  /** A loopback address, never a name: names would be looked up, maybe elsewhere. */
  readonly host: '127.0.0.1' | '::1';
  readonly port: number;
}

export interface Departure {
  /** Addresses of the envelope. */
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** Told once for each recipient that the message did not reach. */
export type Report = (recipient: string, cause: Cause) => Promise<void>;

/** A list, a group or a comment would be read by the library as other addresses. */
const plainAddress = /^[^\s<>()[\],;:"\\@]+@[^\s<>(),;"\\@]+$/;

/** In milliseconds: for the connection, the greeting, and each answer. */
const patience = 10_000;

export class SmtpOut {
  readonly #server: SmtpAddress;
  readonly #onTheWay = new Set<Promise<void>>();

  constructor(server: SmtpAddress) {
    this.#server = server;
  }

  /** Returns at once, as a server does that has taken a message. */
  send(departure: Departure, report: Report): void {
    const way = this.#sendAll(departure, report).catch((error: unknown) => console.error('SMTP:', error));
    this.#onTheWay.add(way);
    void way.then(() => this.#onTheWay.delete(way));
  }

  /** When all that was handed over has arrived or come back. */
  async settled(): Promise<void> {
    await Promise.all(this.#onTheWay);
  }

  /** One transaction for each recipient, so that an answer belongs to one address. */
  async #sendAll({ from, to, raw }: Departure, report: Report): Promise<void> {
    for (const recipient of to) {
      const cause = await this.#sendTo(recipient, from, raw);
      if (cause !== undefined) await report(recipient, cause);
    }
  }

  async #sendTo(recipient: string, from: string, raw: Buffer): Promise<Cause | undefined> {
    if (!plainAddress.test(recipient)) return { lines: ['This is no address that can be sent to.'], status: '5.1.3' };
    const transport = createTransport({
      ...this.#server,
      // Servers on this computer have certificates that nobody vouches for.
      tls: { rejectUnauthorized: false },
      name: 'mail.signet.example',
      ...{ connectionTimeout: patience, greetingTimeout: patience, socketTimeout: patience },
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    try {
      await transport.sendMail({ envelope: { from, to: [recipient] }, raw });
      return undefined;
    } catch (error) {
      return this.#causeOf(error);
    } finally {
      transport.close();
    }
  }

  #causeOf(error: unknown): Cause {
    const { host, port } = this.#server;
    const response = isRefusal(error) ? error.response : undefined;
    const server = `The SMTP server at ${host} port ${String(port)}`;
    if (response === undefined) {
      const why = error instanceof Error ? error.message : String(error);
      return { lines: [`${server} could not be used:`, why], status: '4.4.1' };
    }
    const status = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? `${response[0] ?? '5'}.0.0`;
    return { lines: [`${server} answered:`, response], status, diagnostic: response };
  }
}

function isRefusal(error: unknown): error is { readonly response: string } {
  return typeof error === 'object' && error !== null && 'response' in error && typeof error.response === 'string';
}
