/** The methods of a service as TanStack Query takes them. Written by trifold::typescript. Edits are lost. */

import type { CallFailure, Client, Method, Read, Write } from "./core.js";

/** The key of a read: its action, and its arguments. Without arguments it stands before the keys of all. */
export declare function key<A extends readonly unknown[]>(read: Read<A, unknown, unknown>, ...args: Partial<A>): readonly unknown[];

/** A query: `useQuery(queryOptions(list, client, {}))`. */
export declare function queryOptions<A extends readonly unknown[], V, E>(
  read: Read<A, V, E>,
  client: Client,
  ...args: A
): {
  queryKey: readonly unknown[];
  queryFn: (context: { signal: AbortSignal }) => Promise<V>;
  retry: (count: number, failure: CallFailure<E>) => boolean;
};

/** The keys of the reads that a write makes stale (`#[refreshes(..)]`), once it was called with these variables. Each stands before the keys that it means. */
export declare function refreshes<A extends readonly unknown[]>(write: Write<A, unknown, unknown>, input: Input<A>): (readonly unknown[])[];

/**
 * A mutation: `useMutation(mutationOptions(create, client))`. Its variables are the argument; of several, a tuple. When it is settled it invalidates the reads that it makes
 * stale, and is pending until those that are shown have come. An `onSettled` of your own stands in the place of that: have it invalidate {@link refreshes}.
 */
export declare function mutationOptions<A extends readonly unknown[], V, E>(
  write: Method<A, V, E>,
  client: Client,
): {
  mutationFn: (input: Input<A>) => Promise<V>;
  onSettled: (value: V | undefined, failure: CallFailure<E> | null, input: Input<A>, before: unknown, context: { client: Invalidates }) => Promise<unknown>;
  retry: (count: number, failure: CallFailure<E>) => boolean;
};

/** What a `QueryClient` does here. */
export interface Invalidates {
  invalidateQueries(filters: { queryKey: readonly unknown[] }): Promise<unknown>;
}

/** The variables of a mutation. */
export type Input<A extends readonly unknown[]> = A extends readonly [] ? void : A extends readonly [(infer One)?] ? One : A;
