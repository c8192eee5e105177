import "../administration.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { may, useMe } from "../../api/me.ts";
import { Field } from "../../parts/field.tsx";
import { Lines } from "../../parts/lines.tsx";
import { Loading } from "../../parts/loading.tsx";
import { PageTitle } from "../../parts/page-title.tsx";
import { ProblemNotice } from "../../parts/problem-notice.tsx";
import { useSettled } from "../../parts/use-settled.ts";
import { useShortcut } from "../../shortcuts/shortcuts.ts";
import { useText } from "../../text/use-text.ts";
import { AccountBadge } from "./account-badge.tsx";
import { accountsQuery, type AccountLine } from "./account-queries.ts";
import { NewAccount } from "./new-account.tsx";

const settleMilliseconds = 250;

/** 账号和任职: who may sign in, and what they hold. */
export function AccountsPage() {
  const { t } = useText();
  const me = useMe();
  const [typed, type] = useState("");
  const [isMaking, make] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const text = useSettled(typed.trim(), settleMilliseconds);
  const makes = may(me, "access.create-account");
  useShortcut({ keys: "/", text: { zh: "到查找框", en: "Go to the search field" }, run: () => field.current?.focus() });
  useShortcut(makes ? { keys: "n", text: { zh: "新建账号", en: "New account" }, run: () => make(true) } : null);
  return (
    <div className="page">
      <PageTitle title={t("账号和任职", "Accounts and appointments")}>
        {makes ? (
          <button type="button" className="button" onClick={() => make(true)}>
            {t("新建账号", "New account")} <kbd>N</kbd>
          </button>
        ) : null}
      </PageTitle>
      <p className="soft">
        {t(
          "系统管理员建账号，安全保密管理员任职、发启用码：一个人办不成，谁也不能给自己权限。",
          "The system administrator makes accounts; the security administrator appoints and gives setup codes: it takes both, and nobody gives themselves a right.",
        )}
      </p>
      <div className="form-row narrow">
        <Field
          id="find-account"
          label={t("查找账号", "Find an account")}
          hint={t("姓名或登录名里的几个字", "Part of a name or sign-in name")}
        >
          <input
            id="find-account"
            ref={field}
            className="text"
            type="search"
            value={typed}
            onChange={({ target }) => type(target.value)}
            autoComplete="off"
            spellCheck={false}
            aria-describedby="find-account-hint"
          />
        </Field>
      </div>
      <Found text={text} />
      {isMaking ? <NewAccount onClose={() => make(false)} /> : null}
    </div>
  );
}

function Found({ text }: { readonly text: string }) {
  const { t } = useText();
  const { data, error, refetch } = useQuery({ ...accountsQuery(text), placeholderData: (before) => before });
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={8} />;
  const { accounts, isCut } = data;
  return (
    <section className="part" aria-labelledby="found-accounts">
      <h2 id="found-accounts" className="visually-hidden">
        {t("找到的账号", "Accounts found")}
      </h2>
      <p role="status" className="soft">
        {isCut
          ? t(
              `只列出前${accounts.length}个，还有更多，请写得更完整。`,
              `The first ${accounts.length}; there are more: type more of the name.`,
            )
          : t(`${accounts.length}个账号`, `${accounts.length} accounts`)}
      </p>
      {accounts.length > 0 ? <AccountTable accounts={accounts} /> : <p className="empty">{t("没有找到。", "None found.")}</p>}
    </section>
  );
}

function AccountTable({ accounts }: { readonly accounts: readonly AccountLine[] }) {
  const { t, say, marks } = useText();
  return (
    <Lines
      caption={t("账号", "Accounts")}
      heads={[t("姓名", "Name"), t("登录名", "Sign-in name"), t("任职", "Offices"), t("状态", "State")]}
      lines={accounts.map((account) => ({
        key: account.id,
        cells: [
          <Link key="name" to="/accounts/$accountId" params={{ accountId: account.id }} className="row-link">
            {account.displayName}
          </Link>,
          account.signInName,
          account.offices.length > 0 ? account.offices.map(say).join(marks.semicolon) : t("没有任职", "no office"),
          <AccountBadge key="state" {...account} />,
        ],
      }))}
    />
  );
}
