/** The rules of requests, for forms: keywords of JSON Schema. The server holds all of them, and more. */
export declare const constraints: {
  readonly AbsentInput: {
    readonly done: { readonly required: true };
    readonly limit: { readonly minimum: 0 };
    readonly old: { readonly required: true };
    readonly wanted: { readonly maximum: 255; readonly minimum: 0; readonly required: true };
  };
  readonly Change: {
    readonly due: { readonly minimum: 0 };
  };
  readonly FlatInput: {
    readonly height: { readonly minimum: 0 };
    readonly id: { readonly required: true };
    readonly title: { readonly required: true };
    readonly width: { readonly maximum: 4294967295; readonly minimum: 0 };
  };
  readonly NumbersInput: {
    readonly all: { readonly required: true };
    readonly bounded: { readonly maximum: 1000000000000; readonly minimum: 0; readonly required: true };
    readonly by_name: { readonly required: true };
    readonly long: { readonly minimum: 0; readonly required: true };
    readonly longer: { readonly required: true };
    readonly maybe: { readonly minimum: 0 };
    readonly pair: { readonly maxItems: 2; readonly minItems: 2; readonly required: true };
    readonly real: { readonly required: true };
    readonly small: { readonly maximum: 2147483647; readonly minimum: -2147483648; readonly required: true };
  };
  readonly Open: {
    readonly id: { readonly minimum: 0; readonly required: true };
  };
  readonly Texts: {
    readonly at: { readonly format: "date-time"; readonly required: true };
    readonly day: { readonly format: "date"; readonly required: true };
    readonly id: { readonly format: "uuid"; readonly required: true };
    readonly letter: { readonly maxLength: 1; readonly minLength: 1; readonly required: true };
    readonly moment: { readonly required: true };
    readonly plain: { readonly required: true };
    readonly price: { readonly pattern: "^-?(\\d{1,28}|[1-6]\\d{28}|7[0-8]\\d{27}|79[01]\\d{26}|792[01]\\d{25}|7922[0-8]\\d{24})(\\.\\d+)?$"; readonly required: true };
    readonly url: { readonly format: "uri"; readonly required: true };
  };
  readonly Tree: {
    readonly children: { readonly required: true };
    readonly id: { readonly minimum: 0; readonly required: true };
  };
};
