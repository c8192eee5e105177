export { changesFor, decidePerson, packsFor } from "./decide-person.ts";
export { registerStatement } from "./decide-register.ts";
export { openQuestions, type OpenQuestion } from "./open-questions.ts";
