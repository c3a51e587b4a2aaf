/** The rules of requests, for forms. The server holds all of them, and more. */
export const constraints = {
  Credentials: {
    name: { maxLength: 40, minLength: 1, pattern: "\\S", required: true },
    password: { maxLength: 200, minLength: 8, required: true },
  },
  Edit: {
    title: { maxLength: 200, required: true },
  },
  NewTodo: {
    due: { maximum: 253402300799, minimum: 0 },
    tags: { maxItems: 10 },
    title: { maxLength: 200, minLength: 1, pattern: "\\S", required: true },
  },
  Page: {
    after: { minimum: 0 },
    limit: { maximum: 1000, minimum: 1 },
  },
  Rename: {
    title: { maxLength: 200, minLength: 1, pattern: "\\S", required: true },
  },
};
