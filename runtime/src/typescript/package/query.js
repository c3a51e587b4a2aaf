// The methods of a service as TanStack Query takes them. Written by trifold::typescript. Edits are lost.

import { CallFailure, isTransient, unwrap } from "./core.js";

const plain = (args) => JSON.parse(JSON.stringify(args, (_, value) => (typeof value == "bigint" ? value + "n" : value)));

export const key = (read, ...args) => [read.id, ...plain(args)];

export const queryOptions = (read, client, ...args) => ({
  queryKey: key(read, ...args),
  queryFn: async ({ signal }) => {
    args.length = read.arity;
    return unwrap(await read(client, ...args, { signal, retries: 0 }));
  },
  retry: (count, failure) => count < 3 && failure instanceof CallFailure && isTransient(failure.error),
});

export const mutationOptions = (write, client) => ({
  mutationFn: async (input) => unwrap(await write(client, ...(write.arity > 1 ? input : [input].slice(0, write.arity)))),
  retry: (_count, _failure) => false,
});
