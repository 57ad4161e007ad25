/** What a WebCrypto without X25519 answers (Chromium before 133). */
export function refuseX25519(): void {
  for (const method of ['importKey', 'generateKey'] as const) {
    const real = crypto.subtle[method].bind(crypto.subtle) as (...args: unknown[]) => Promise<unknown>;
    jest.spyOn(crypto.subtle, method).mockImplementation((async (...args: unknown[]) => {
      if (JSON.stringify(args).includes('"X25519"')) throw new DOMException('Unrecognized name.', 'NotSupportedError');
      return real(...args);
    }) as never);
  }
}
