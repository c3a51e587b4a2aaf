/** Calls of a Trifold server's actions. Written by trifold::typescript. Edits are lost. */

/** A server to call. `{}` is the server of this page. */
export interface Client {
  /** What stands before each path: `https://todo.example`. By default the page's own origin; where there is no page, as in Node.js, a call without it throws a `TypeError`. */
  readonly base?: string;
  /** Sends requests in place of the global `fetch`. What it throws is a failure of the network. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Headers of each call. Those that the protocol sets are not replaced. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a call may take, in milliseconds: 30 000 unless set. A read that is sent again has as long each time. */
  readonly timeout?: number;
  /** How often a read is sent again where the connection failed or the server is overloaded: twice unless set. */
  readonly retries?: number;
  /** Sees each answer before the call returns: `onResponse: (response) => follow(effects(response))`. The body is read already, but for a download. What it throws, the call throws. */
  readonly onResponse?: (response: Response) => void;
}

/** Options of one call. */
export interface Options {
  /** Ends the call: it is `cancelled`. Whether the method did its work is then not known. */
  readonly signal?: AbortSignal;
  /** How long the call may take, in milliseconds. */
  readonly timeout?: number;
  /** How often a read is sent again. */
  readonly retries?: number;
  /**
   * The idempotency key: 1 to 255 visible ASCII characters but `"`, `\`, `,` and `;`. A call of a method marked `#[idempotent]` has a
   * fresh one by default; other methods do not look at it.
   */
  readonly key?: string;
  /** Headers of this call. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a method did besides answering. */
export interface Effects {
  /** The page to go to. */
  readonly redirect: string | null;
  /** What changed, as the header `Trifold-Invalidate` says it. */
  readonly invalidated: string | null;
}

/**
 * The value, or why there is none. What the network, the server or the rules say is never thrown. A call throws what the program got wrong, at once: a `base` or a header that
 * `fetch` refuses, an argument that JSON cannot say, an error of `onResponse`.
 */
export type Outcome<V, E> = { readonly ok: true; readonly value: V; readonly error?: never } | { readonly ok: false; readonly error: CallError<E>; readonly value?: never };

/** Why a call has no value. `E` is the method's own error. */
export type CallError<E> =
  /** The method's own error. */
  | { readonly kind: "api"; readonly error: E & Problem }
  /** Rules refuse the arguments. */
  | { readonly kind: "invalid"; readonly errors: readonly FieldError[] }
  /** The caller is not known (401) or not allowed (403). */
  | { readonly kind: "denied"; readonly problem: Problem }
  /** This package and the server are of different builds: load the page again. */
  | { readonly kind: "stale" }
  /** Any other problem that the server reports. */
  | { readonly kind: "problem"; readonly problem: Problem; readonly retryAfter: number | undefined }
  /** No answer came in time. Whether the method did its work is not known. */
  | { readonly kind: "timeout"; readonly message?: string }
  /** The request failed, and the browser says that there is no network. */
  | { readonly kind: "offline"; readonly message: string }
  /** The call's `signal` ended it. */
  | { readonly kind: "cancelled"; readonly message: string }
  /** The answer could not be read. */
  | { readonly kind: "decode"; readonly status: number; readonly message: string }
  /** No answer came. */
  | { readonly kind: "transport"; readonly message: string };

/** A problem document (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
}

/** A rule that an argument does not keep. */
export interface FieldError {
  /** Where, from the argument's name: `/new/title` (RFC 6901). */
  readonly pointer?: string;
  readonly parameter?: string;
  /** The rule: `length`, `range`, `missing`, .. */
  readonly code: string;
  readonly message: string;
}

/** A method. */
export interface Method<A extends readonly unknown[], V, E> {
  (client: Client, ...rest: [...args: A, options?: Options]): Promise<Outcome<V, E>>;
  /** The id of its action. */
  readonly id: string;
  /** How many arguments it has. */
  readonly arity: number;
}

/** A method that changes nothing. Where the connection fails it is sent again. */
export interface Read<A extends readonly unknown[], V, E> extends Method<A, V, E> {
  readonly kind?: "read";
}

/** A method that may change something. It is sent once. */
export interface Write<A extends readonly unknown[], V, E> extends Method<A, V, E> {
  readonly kind?: "write";
  /** The reads whose values it makes stale: the id of each, and behind colons the places of its own arguments that are equal to the first ones of the read. */
  readonly refreshes?: string | undefined;
}

/** What a method did besides answering, as its answer says. */
export declare function effects(response: Response): Effects;

/** A file to send. */
export type Upload = Blob | File;

/** A file that comes: its body is not read yet. */
export type Download = Response;

/** The value, or a {@link CallFailure} thrown. */
export declare function unwrap<V, E>(outcome: Outcome<V, E>): V;

/** Whether the same call may succeed a moment later: the connection failed, or the server has too much to do. */
export declare function isTransient(error: CallError<unknown>): boolean;

/** The error that {@link unwrap} throws. */
export declare class CallFailure<E = unknown> extends Error {
  constructor(error: CallError<E>);
  readonly error: CallError<E>;
}
