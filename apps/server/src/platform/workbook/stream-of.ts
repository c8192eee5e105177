/**
 * Bytes that are made while they are read, as the body of an answer. Whoever stops reading, or reads for longer than the time that there is, stops the making.
 * @param whenOver called once, however it ends
 */
export function streamOf(bytes: AsyncGenerator<Uint8Array>, mostMs: number, whenOver: () => void): ReadableStream<Uint8Array> {
  let timer: NodeJS.Timeout;
  let isOver = false;
  const end = async () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    whenOver();
    await bytes.return(undefined);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        timer = setTimeout(() => {
          controller.error(new Error("The reader took too long."));
          void end();
        }, mostMs);
        timer.unref();
      },
      async pull(controller) {
        try {
          const next = await bytes.next();
          if (!next.done) return controller.enqueue(next.value);
          controller.close();
        } catch (error) {
          // The answer breaks off: half a workbook does not open, and cannot be taken for a whole one.
          controller.error(error);
        }
        await end();
      },
      cancel: end,
    },
    { highWaterMark: 0 },
  );
}
