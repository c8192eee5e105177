import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Field } from "../../parts/field.tsx";
import { SearchField } from "../../parts/search-field.tsx";
import { useSettled } from "../../parts/use-settled.ts";
import { useText } from "../../text/use-text.ts";
import { accountsQuery } from "./account-queries.ts";

const settleMilliseconds = 250;
const most = 30;

/** One account of many: part of a name narrows the choice. @param without an account that cannot be it */
export function AccountChoice({
  id,
  label,
  chosen,
  isRequired = false,
  without,
  onChoose,
}: {
  readonly id: string;
  readonly label: string;
  readonly chosen: string;
  readonly isRequired?: boolean;
  readonly without?: string;
  readonly onChoose: (accountId: string) => void;
}) {
  const { t, say, marks } = useText();
  const [typed, type] = useState("");
  const { data } = useQuery({ ...accountsQuery(useSettled(typed.trim(), settleMilliseconds), most), placeholderData: (before) => before });
  const accounts = data?.accounts.filter((account) => account.id !== without) ?? [];
  return (
    <>
      <SearchField
        id={`${id}-part`}
        label={t(`${label}：姓名或登录名里的几个字`, `${label}: part of a name`)}
        typed={typed}
        onType={type}
      />
      <Field id={id} label={label}>
        <select id={id} className="text" required={isRequired} value={chosen} onChange={({ target }) => onChoose(target.value)}>
          <option value="">{isRequired ? t("请选择", "Choose") : t("所有人", "Everybody")}</option>
          {accounts.map((account) => (
            <option key={account.id} value={account.id}>
              {[account.displayName, account.signInName, ...account.offices.slice(0, 1).map(say)].join(marks.comma)}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}
