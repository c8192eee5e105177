type Pressing = Pick<PointerEvent, "pointerType" | "isPrimary" | "button" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/** Whether something is pressed that will be opened here: a finger may be about to scroll, another button has a menu, and with a key held it opens elsewhere. */
export function isPress({ pointerType, isPrimary, button, ctrlKey, metaKey, shiftKey, altKey }: Pressing): boolean {
  return pointerType === "mouse" && isPrimary && button === 0 && !ctrlKey && !metaKey && !shiftKey && !altKey;
}

/** For a button whose answer is asked for as soon as it is pressed, and not only once it is let go, a tenth of a second later. */
export function onPress(run: () => void): { readonly onPointerDown: (event: Pressing) => void } {
  return { onPointerDown: (event) => (isPress(event) ? run() : undefined) };
}
