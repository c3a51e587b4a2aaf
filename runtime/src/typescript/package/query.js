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

const given = ({ arity }, input) => (arity > 1 ? input : [input].slice(0, arity));

export const refreshes = (write, input) =>
  (write.refreshes?.split(" ") ?? []).map((read) => {
    const [id, ...places] = read.split(":");
    const args = plain(places.map((place) => given(write, input)[place]));
    // What a caller leaves out of a read is not in its key.
    while (args.length && args.at(-1) === null) args.pop();
    return [id, ...args];
  });

export const mutationOptions = (write, client) => ({
  mutationFn: async (input) => unwrap(await write(client, ...given(write, input))),
  onSettled: (_value, _failure, input, _before, { client: queries }) =>
    Promise.all(refreshes(write, input).map((queryKey) => queries.invalidateQueries({ queryKey }))),
  retry: (_count, _failure) => false,
});
