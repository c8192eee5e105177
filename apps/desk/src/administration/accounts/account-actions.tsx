import { SetupCodeAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ask, pathOf } from "../../api/api.ts";
import { may, useMe } from "../../api/me.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { tell } from "../../parts/told.ts";
import { useText } from "../../text/use-text.ts";
import type { AccountInFull } from "./account-queries.ts";

type Account = AccountInFull["account"];

/** Locking, unlocking, and a code to set up the account with. */
export function AccountActions({ account }: { readonly account: Account }) {
  const { t } = useText();
  const me = useMe();
  const queries = useQueryClient();
  const [asked, wish] = useState<"lock" | "reset" | null>(null);
  const close = () => wish(null);
  const lock = useMutation({
    mutationFn: () => ask("POST", pathOf(account.isLocked ? "accountUnlock" : "accountLock", account.id)),
    onSuccess: () => {
      close();
      tell(
        account.isLocked
          ? { zh: "已解锁，可以登录了。", en: "Unlocked: they can sign in again." }
          : { zh: "已锁定，已登录的也退出了。", en: "Locked; wherever they were signed in they are out." },
      );
      return queries.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  const reset = useMutation({
    mutationFn: () => ask("POST", pathOf("accountReset", account.id), { answer: SetupCodeAnswer }),
    // A code is shown once, and kept no longer than it is shown.
    gcTime: 0,
    onSuccess: () => {
      close();
      return queries.invalidateQueries({ queryKey: ["accounts"] });
    },
  });
  const [locks, resets] = [may(me, "access.lock-account"), may(me, "access.reset-account")];
  if (!locks && !resets) return null;
  return (
    <div className="actions">
      {resets ? (
        <button type="button" className="button" onClick={() => wish("reset")}>
          {t("发启用码（重置登录方式）", "Setup code (reset how they sign in)")}
        </button>
      ) : null}
      {locks ? (
        <button type="button" className="button warn" onClick={() => wish("lock")}>
          {account.isLocked ? t("解锁", "Unlock") : t("锁定", "Lock")}
        </button>
      ) : null}
      {asked === "lock" ? (
        <Confirm
          title={account.isLocked ? t("解锁这个账号？", "Unlock this account?") : t("锁定这个账号？", "Lock this account?")}
          button={account.isLocked ? t("解锁", "Unlock") : t("锁定", "Lock")}
          error={lock.error}
          isBusy={lock.isPending}
          onClose={close}
          onDone={() => lock.mutate()}
        >
          <p>
            {account.isLocked
              ? t("解锁后，任职和登录方式和锁定前一样。", "Offices and ways to sign in are as before it was locked.")
              : t(
                  "锁定后马上退出，也不能再登录；任职还在，随时可以解锁。",
                  "They are out at once and cannot sign in; offices stay, and it can be unlocked.",
                )}
          </p>
        </Confirm>
      ) : null}
      {asked === "reset" ? (
        <Confirm
          title={t("发启用码？", "Give a setup code?")}
          button={t("发启用码", "Give the code")}
          error={reset.error}
          isBusy={reset.isPending}
          onClose={close}
          onDone={() => reset.mutate()}
        >
          <p>
            {t(
              "原来的密码、验证器、恢复码和通行密钥全部作废，已登录的退出。本人用启用码重新设置。请先确认是本人要求的。",
              "Password, authenticator, recovery codes and passkeys are void, and they are signed out everywhere. They set up anew with the code. Make sure that they asked for it.",
            )}
          </p>
        </Confirm>
      ) : null}
      {reset.data ? <Code code={reset.data.code} hours={reset.data.hours} onClose={() => reset.reset()} /> : null}
    </div>
  );
}

function Code({ code, hours, onClose }: { readonly code: string; readonly hours: number; readonly onClose: () => void }) {
  const { t } = useText();
  return (
    <Dialog label={t("启用码", "Setup code")} onClose={onClose}>
      <h2>{t("启用码", "Setup code")}</h2>
      <p className="code" data-code>
        {code}
      </p>
      <p>
        {t(
          `只显示这一次，${hours}小时内有效，用一次就作废。请当面交给本人，不要发在群里。本人打开登录页，选“用启用码”。`,
          `It is shown this once, good for ${hours} hours and one use. Hand it over in person. They open the sign-in page and choose to set up with a code.`,
        )}
      </p>
      <div className="actions">
        <button type="button" className="button" onClick={onClose}>
          {t("已经抄好，关闭", "Copied: close")}
        </button>
      </div>
    </Dialog>
  );
}
