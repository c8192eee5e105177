import { useEffect, useState } from "react";

/** Whether what was drawn first stands on the screen: what belongs beside it is asked for then, and holds nothing of it up. */
export function useDrawn(): boolean {
  const [isDrawn, set] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => set(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, []);
  return isDrawn;
}
