/** Gives a file to the browser to keep. The address is forgotten again at once. */
export function download(name: string, bytes: Uint8Array, contentType: string): void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: contentType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
