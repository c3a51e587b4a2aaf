/** Streams of a Trifold server's actions. Written by trifold::typescript. Edits are lost. */

import type { Client, Outcome } from "./core.js";

/** State of a stream's connection. While it is `connecting`, what came last may be old. */
export type Connection = "connecting" | "open" | "closed";

/** Options of one stream. */
export interface StreamOptions {
  /** Ends the stream, also while it waits. It then gives no item more. */
  readonly signal?: AbortSignal;
  /** How long a connection may take until it is open, in milliseconds. */
  readonly timeout?: number;
  /** Headers of each of its connections. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Hears of each change of the connection. */
  readonly onConnection?: (connection: Connection) => void;
}

/**
 * A method that goes on telling: `for await (const item of watch(client, { signal })) ..`.
 *
 * It connects again by itself where a connection breaks off or is silent, and goes on after the last event that it gave; it closes while the
 * page is hidden for long or offline. What ends it is its last item: the method's own error, a refusal, `stale`. `break` ends it too. It throws what a call throws, and what
 * `onConnection` throws.
 */
export interface Stream<A extends readonly unknown[], V, E> {
  (client: Client, ...rest: [...args: A, options?: StreamOptions]): AsyncGenerator<Outcome<V, E>, void, undefined>;
  /** The id of its action. */
  readonly id: string;
  /** How many arguments it has. */
  readonly arity: number;
}
