/** One change, beside the list. */
export function ChangePanel() {
  return null;
}
