import type { OpenedMessage, OpenOptions } from '../../src/smime';
import { isSmimeError, openMessage } from '../../src/smime';

/**
 * One line that says all that was found out about a message, for tables of
 * expected results: `layers · signature · encryption`, e.g.
 * `enveloped-data signed-data · valid · decrypted aes-256-cbc`. A part of the
 * message alone is `valid part`; problems and the names of what is not supported stand in brackets.
 */
export function verdictOf({ layers, signature, encryption }: OpenedMessage): string {
  return [layers.join(' ') || 'plain', signatureText(signature), encryptionText(encryption)].filter((text) => text !== '').join(' · ');
}

function signatureText(signature: OpenedMessage['signature']): string {
  if (signature.state === 'not-signed') return '';
  const said = signature.state === 'valid' ? signature.remarks : signature.problems;
  const algorithm = signature.state === 'cannot-check' && signature.algorithm !== undefined ? [signature.algorithm] : [];
  const part = signature.signer?.covers === 'part' ? ' part' : '';
  return `${signature.state}${part}${inBrackets([...said, ...algorithm])}`;
}

function encryptionText(encryption: OpenedMessage['encryption']): string {
  switch (encryption.state) {
    case 'not-encrypted':
      return '';
    case 'locked':
      return 'locked';
    case 'decrypted':
      return `decrypted ${encryption.algorithm}`;
    case 'failed':
      return `failed${inBrackets([encryption.problem, ...(encryption.algorithm === undefined ? [] : [encryption.algorithm])])}`;
  }
}

function inBrackets(words: readonly string[]): string {
  return words.length === 0 ? '' : ` (${words.join(' ')})`;
}

/** The same for octets that perhaps cannot be opened at all: then the code of the error. */
export async function verdict(bytes: Uint8Array, options: OpenOptions): Promise<string> {
  try {
    return verdictOf(await openMessage(bytes, options));
  } catch (error) {
    if (isSmimeError(error)) return error.code;
    throw error;
  }
}
