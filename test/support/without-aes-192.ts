/** Chromium's answer to a key of 192 bits. */
export function refuse192BitKeys(): void {
  const importKey = crypto.subtle.importKey.bind(crypto.subtle) as (...args: unknown[]) => Promise<CryptoKey>;
  jest.spyOn(crypto.subtle, 'importKey').mockImplementation((async (...args: unknown[]) => {
    const [, data, algorithm] = args;
    const isAes = typeof algorithm === 'string' && algorithm.startsWith('AES-');
    if (isAes && (data as Uint8Array).length === 24) {
      throw new DOMException('192-bit AES keys are not supported', 'OperationError');
    }
    return importKey(...args);
  }) as SubtleCrypto['importKey']);
}
