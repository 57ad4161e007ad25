/** Chromium's answer to a key of 192 bits. */
export function refuse192BitKeys(): void {
  const importKey = crypto.subtle.importKey.bind(crypto.subtle) as (...args: unknown[]) => Promise<CryptoKey>;
  jest.spyOn(crypto.subtle, 'importKey').mockImplementation((async (...args: unknown[]) => {
    const [, data, algorithm] = args;
    const isAes = algorithm === 'AES-KW' || algorithm === 'AES-CBC';
    if (isAes && (data as Uint8Array).length === 24) {
      throw new DOMException('192-bit AES keys are not supported', 'OperationError');
    }
    return importKey(...args);
  }) as SubtleCrypto['importKey']);
}
