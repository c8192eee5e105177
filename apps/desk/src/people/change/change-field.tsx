import type { ReactNode } from "react";
import { useText } from "../../text/use-text.ts";
import type { Filled } from "./change-kinds.ts";

type FieldProps = {
  readonly filled: Filled;
  /** What is wrong, by the names of the fields; only what is to be shown already. */
  readonly faults: ReadonlyMap<string, string>;
  readonly onChange: (changes: Filled) => void;
  readonly onLeave: (field: string) => void;
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly type?: string;
  readonly max?: string;
  readonly isNumeric?: boolean;
};

/** One field of a change that is filled in, with what helps and what is wrong told with it. */
export function ChangeField({ name, label, help, type = "text", max, isNumeric = false, filled, faults, onChange, onLeave }: FieldProps) {
  return (
    <Frame name={name} label={label} help={help} fault={faults.get(name)}>
      {(described) => (
        <input
          id={`change-${name}`}
          className={isNumeric ? "text digits" : "text"}
          type={type}
          max={max}
          inputMode={isNumeric ? "numeric" : undefined}
          value={filled[name] ?? ""}
          autoComplete="off"
          maxLength={200}
          aria-invalid={faults.has(name)}
          aria-describedby={described}
          onChange={(event) => onChange({ [name]: event.target.value })}
          onBlur={() => onLeave(name)}
        />
      )}
    </Frame>
  );
}

function Frame({
  name,
  label,
  help,
  fault,
  children,
}: {
  readonly name: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly fault: string | undefined;
  readonly children: (described: string | undefined) => ReactNode;
}) {
  const described = [help ? `change-${name}-help` : "", fault ? `change-${name}-fault` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={`change-${name}`}>{label}</label>
      {help ? (
        <p className="soft" id={`change-${name}-help`}>
          {help}
        </p>
      ) : null}
      {children(described || undefined)}
      {fault ? (
        <p className="error" id={`change-${name}-fault`}>
          {fault}
        </p>
      ) : null}
    </div>
  );
}

type Options = readonly (readonly [value: string, text: string])[];

/** @param reset names of fields that are emptied by another choice */
export function ChangeSelect({
  name,
  label,
  help,
  options,
  filled,
  faults,
  onChange,
  onLeave,
  reset = [],
}: Omit<FieldProps, "type"> & { readonly options: Options; readonly reset?: readonly string[] }) {
  const { t } = useText();
  return (
    <Frame name={name} label={label} help={help} fault={faults.get(name)}>
      {(described) => (
        <select
          id={`change-${name}`}
          className="text"
          value={filled[name] ?? ""}
          aria-invalid={faults.has(name)}
          aria-describedby={described}
          onChange={(event) => onChange({ [name]: event.target.value, ...Object.fromEntries(reset.map((each) => [each, ""])) })}
          onBlur={() => onLeave(name)}
        >
          <option value="">{t("请选择", "Choose")}</option>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Frame>
  );
}
