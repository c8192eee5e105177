import { ImportProgressAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { z } from "zod";
import { ask } from "../api/api.ts";
import { refreshImports } from "./import-queries.ts";

/**
 * Something that is done in batches: asked for again until nothing is left. Whoever closes the page stops it, and pressing again goes on where it was.
 * @param path what is asked; @param doneOf how many rows of an answer are dealt with
 */
export function useBatches(path: string, doneOf: (counts: Counts) => number) {
  const queries = useQueryClient();
  const [done, tell] = useState<number | null>(null);
  const run = useMutation({
    mutationFn: async () => {
      for (;;) {
        const { counts, isDone } = await ask("POST", path, { answer: ImportProgressAnswer });
        tell(doneOf(counts));
        if (isDone) return counts;
      }
    },
    onSettled: () => refreshImports(queries),
  });
  return { run, done };
}

type Counts = z.output<typeof ImportProgressAnswer>["counts"];
