import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";

/** Something that has to be answered or closed before the page goes on. It keeps the focus inside, and gives it back. */
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
