import { NewAccountAnswer } from "@huican/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ask, pathOf } from "../../api/api.ts";
import { useDraftFields } from "../../draft/use-draft-fields.ts";
import { Confirm } from "../../parts/confirm.tsx";
import { Field } from "../../parts/field.tsx";
import { tell } from "../../parts/told.ts";
import { useText } from "../../text/use-text.ts";

/** An account without any right: another administrator appoints. */
export function NewAccount({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [fields, set, drop] = useDraftFields("account.new", { displayName: "", signInName: "" });
  const make = useMutation({
    mutationFn: () => ask("POST", pathOf("accounts"), { body: fields, answer: NewAccountAnswer }),
    onSuccess: async ({ id }) => {
      drop();
      tell({
        zh: "账号已创建，还没有任何权限。请安全保密管理员任职、发启用码。",
        en: "The account is made and has no right yet. The security administrator appoints and gives the setup code.",
      });
      await queries.invalidateQueries({ queryKey: ["accounts"] });
      await navigate({ to: "/accounts/$accountId", params: { accountId: id } });
    },
  });
  return (
    <Confirm
      title={t("新建账号", "New account")}
      button={t("创建", "Make it")}
      error={make.error}
      isBusy={make.isPending}
      onClose={onClose}
      onDone={() => make.mutate()}
    >
      <Field id="display-name" label={t("姓名", "Name")} hint={t("同事看到的名字", "What colleagues read")}>
        <input
          id="display-name"
          className="text"
          required
          maxLength={50}
          autoComplete="off"
          value={fields.displayName}
          onChange={({ target }) => set({ displayName: target.value })}
          aria-describedby="display-name-hint"
        />
      </Field>
      <Field
        id="sign-in-name"
        label={t("登录名", "Sign-in name")}
        hint={t(
          "2到64个字，可用汉字、字母、数字和 . _ - @；不能用身份证号、电话",
          "2 to 64 letters, digits or . _ - @; no identity number and no telephone",
        )}
      >
        <input
          id="sign-in-name"
          className="text"
          required
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          value={fields.signInName}
          onChange={({ target }) => set({ signInName: target.value })}
          aria-describedby="sign-in-name-hint"
        />
      </Field>
    </Confirm>
  );
}
