import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useIsSessionLost } from "../session/session-state.ts";

/**
 * Something that has to be answered or closed before the page goes on. It keeps the focus inside, and gives it back. Once the session is lost it goes with the page: it lies beside
 * what is covered, and would stand before the way back.
 */
export function Dialog({
  label,
  isWide = false,
  onClose,
  children,
}: {
  readonly label: string;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const isLost = useIsSessionLost();
  if (isLost) return null;
  return (
    <ModalOverlay className="overlay" isOpen isDismissable onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Modal className={isWide ? "modal wide" : "modal"}>
        <AriaDialog className="dialog" aria-label={label}>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
