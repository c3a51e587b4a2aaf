// Options for TanStack Query, and TanStack Query's own types for them.

import { useMutation, useQuery, QueryClient } from "@tanstack/react-query";
import type { CallFailure, Client } from "./rows/core.js";
import * as rows from "./rows/each-row.js";
import { key, mutationOptions, queryOptions, refreshes } from "./rows/query.js";

const client: Client = {};

export const page = (): rows.Page_of_Tree | undefined => {
  const { data, error } = useQuery(queryOptions(rows.pages, client, null, 7));
  error satisfies CallFailure<never> | null;
  return data;
};

export const failing = (): void => {
  const { error } = useQuery(queryOptions(rows.file, client, "a"));
  if (error?.error.kind === "api" && error.error.error.code === "not_found") error.error.error.id satisfies bigint;
};

export const mutations = () => {
  const one = useMutation(mutationOptions(rows.change, client));
  one.mutate({ due: 7n });
  // @ts-expect-error the argument has a type
  one.mutate({ due: 7 });
  const optional = useMutation(mutationOptions(rows.fail, client));
  optional.mutate(404);
  optional.mutate(null);
  const none = useMutation(mutationOptions(rows.late, client));
  none.mutate();
  const several = useMutation(mutationOptions(rows.delete, client));
  several.mutate([1n, null, true]);
  // @ts-expect-error several arguments are a tuple
  several.mutate(1n);
  if (optional.error?.error.kind === "api") optional.error.error.error.code satisfies string;
  return several.data satisfies boolean | undefined;
};

export const stale = () => {
  const write = useMutation({
    ...mutationOptions(rows.again, client),
    onMutate: ([note]) => note.length,
    onError: (_failure, _input, before) => before satisfies number | undefined,
  });
  refreshes(rows.again, ["a note", 1, 7]) satisfies (readonly unknown[])[];
  refreshes(rows.late, undefined);
  // @ts-expect-error the variables have types
  refreshes(rows.again, ["a note", "1", 7]);
  return write.error satisfies CallFailure<never> | null;
};

export const optimistic = (queries: QueryClient) =>
  useMutation({
    ...mutationOptions(rows.change, client),
    onMutate: () => queries.setQueryData<rows.Numbers>(key(rows.numbers), (known) => known && { ...known, long: 1n }),
    onSettled: () => queries.invalidateQueries({ queryKey: key(rows.numbers) }),
  });

// @ts-expect-error a write is no query
export const write = queryOptions(rows.change, client, {});
// @ts-expect-error an argument is missing
export const few = queryOptions(rows.pages, client);
