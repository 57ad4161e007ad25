/** Not every browser has Ed25519: makes this Node like one that does not. */
export function refuseEd25519(): jest.SpyInstance {
  const importKey = crypto.subtle.importKey.bind(crypto.subtle) as (...parameters: unknown[]) => Promise<CryptoKey>;
  const refusing = async (...parameters: unknown[]): Promise<CryptoKey> =>
    parameters[2] === 'Ed25519'
      ? Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'))
      : importKey(...parameters);
  return jest.spyOn(crypto.subtle, 'importKey').mockImplementation(refusing as typeof crypto.subtle.importKey);
}
