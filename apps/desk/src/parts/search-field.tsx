import { Field } from "./field.tsx";

type Props = { readonly id: string; readonly label: string; readonly typed: string; readonly onType: (typed: string) => void };

/** A field for a few characters of what is looked for; what fits is shown while one types. */
export function SearchField({ id, label, typed, onType }: Props) {
  return (
    <Field id={id} label={label}>
      <input
        id={id}
        className="text"
        type="search"
        autoComplete="off"
        value={typed}
        onChange={({ target }) => onType(target.value)}
        // What was found stands there already: whoever presses Enter does not mean to send the form around it.
        onKeyDown={(event) => (event.key === "Enter" ? event.preventDefault() : undefined)}
      />
    </Field>
  );
}
