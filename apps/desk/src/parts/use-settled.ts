import { useEffect, useState } from "react";

/** A text once it has not changed for a while: each search is counted and logged. */
export function useSettled(text: string, milliseconds: number): string {
  const [settled, settle] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => settle(text), milliseconds);
    return () => clearTimeout(timer);
  }, [text, milliseconds]);
  return settled;
}
