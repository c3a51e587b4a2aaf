/** The rules of requests, for forms: keywords of JSON Schema. The server holds all of them, and more. */
export declare const constraints: {
};
