export { changesFor, decidePerson, packsFor, type PersonDecisions } from "./decide-person.ts";
export { registerStatement } from "./decide-register.ts";
export { openQuestions, type OpenQuestion, type Settling } from "./open-questions.ts";
