import { useEffect, useState } from "react";

/** A value once it has not changed for a while: each search for a text is counted and logged. */
export function useSettled<Value extends string | boolean>(value: Value, milliseconds: number): Value {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => settle(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return settled;
}
