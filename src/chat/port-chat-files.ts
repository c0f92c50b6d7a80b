/** A file somebody attached. `url` opens it without a further sign-in for some minutes, so it is kept only until the message is handled. */
export type SentFile = { name: string; url: string };

/** Files of the platform. */
export type ChatFiles = {
  /**
   * The file's bytes. Throws SendpassError: `file-refused` (not one of the platform's own hosts), `file-too-large`, `file-gone` (the address ended
   * or the file was taken away), or `retryable`.
   */
  download(file: SentFile, maxBytes: number): Promise<Uint8Array>;
};
