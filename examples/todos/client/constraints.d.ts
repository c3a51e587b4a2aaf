/** The rules of requests, for forms: keywords of JSON Schema. The server holds all of them, and more. */
export declare const constraints: {
  readonly Credentials: {
    readonly name: { readonly maxLength: 40; readonly minLength: 1; readonly pattern: "\\S"; readonly required: true };
    readonly password: { readonly maxLength: 200; readonly minLength: 8; readonly required: true };
  };
  readonly Edit: {
    readonly title: { readonly maxLength: 200; readonly required: true };
  };
  readonly NewTodo: {
    readonly due: { readonly maximum: 253402300799; readonly minimum: 0 };
    readonly tags: { readonly maxItems: 10 };
    readonly title: { readonly maxLength: 200; readonly minLength: 1; readonly pattern: "\\S"; readonly required: true };
  };
  readonly Page: {
    readonly after: { readonly minimum: 0 };
    readonly limit: { readonly maximum: 1000; readonly minimum: 1 };
  };
  readonly Rename: {
    readonly title: { readonly maxLength: 200; readonly minLength: 1; readonly pattern: "\\S"; readonly required: true };
  };
};
