import type { Response } from 'express';

/**
 * Sends a file piece by piece, waiting for a slow reader. What fails after the first byte breaks the answer off, so that the
 * reader sees that it is not whole.
 */
export async function sendFile(response: Response, headers: { readonly type: string; readonly name: string }, pieces: AsyncIterable<Buffer>): Promise<void> {
  response.status(200).set({ 'Content-Type': headers.type, 'Content-Disposition': `attachment; filename="${headers.name}"` });
  try {
    for await (const piece of pieces) {
      if (response.destroyed) return;
      if (!response.write(piece)) await new Promise<void>((resolve) => void response.once('drain', resolve).once('close', resolve));
    }
    response.end();
  } catch (error) {
    if (!response.headersSent) throw error;
    response.destroy();
  }
}
