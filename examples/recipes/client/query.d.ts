/** The methods of a service as TanStack Query takes them. Written by trifold::typescript. Edits are lost. */

import type { CallFailure, Client, Method, Read } from "./core.js";

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

/** A mutation: `useMutation(mutationOptions(create, client))`. Its variables are the argument; of several, a tuple. */
export declare function mutationOptions<A extends readonly unknown[], V, E>(
  write: Method<A, V, E>,
  client: Client,
): {
  mutationFn: (input: Input<A>) => Promise<V>;
  retry: (count: number, failure: CallFailure<E>) => boolean;
};

/** The variables of a mutation. */
export type Input<A extends readonly unknown[]> = A extends readonly [] ? void : A extends readonly [(infer One)?] ? One : A;
