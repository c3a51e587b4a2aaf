// The list and what changes it: the methods of the server, as TanStack Query takes them.

import { useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { CallError, CallFailure, Client, Write } from "todos-client";
import { effects } from "todos-client";
import * as accounts from "todos-client/accounts";
import { type Input, key, mutationOptions, queryOptions } from "todos-client/query";
import * as todos from "todos-client/todos";
import type { Todo, TodoError } from "todos-client/todos";

declare module "@tanstack/react-query" {
  interface Register {
    mutationMeta: { guess: (all: Todo[], input: never) => Todo[] };
  }
}

/** The server of this page; it goes where a method leads. */
const client: Client = {
  onResponse: (response) => {
    const { redirect } = effects(response);
    if (redirect) location.assign(redirect);
  },
};
const list = queryOptions(todos.list, client, {});

/** The list as the server has it, with what the writes under way will make of it: whenever the list is read again, they stand on what came. */
export function useTodos() {
  const { data = [], error } = useQuery(list);
  const pending = useMutationState({ filters: { status: "pending" }, select: (write) => write });
  return { error, todos: pending.reduce((all, { meta, state }) => meta?.guess(all, state.variables as never) ?? all, data) };
}

/** Calls `changed` whenever somebody changes the list, here or elsewhere. What was missed is not told again: the stream begins anew. */
async function follow(signal: AbortSignal, changed: () => void) {
  for (let isMissed = true; isMissed && !signal.aborted; ) {
    isMissed = false;
    for await (const { error } of todos.changes(client, { signal })) {
      changed();
      isMissed = error?.kind === "api" && error.error.code === "missed";
    }
  }
}

/** Keeps the list as it is on the server, as long as the page is there. */
export function useLive() {
  const queries = useQueryClient();
  useEffect(() => {
    const controller = new AbortController();
    void follow(controller.signal, () => void queries.invalidateQueries({ queryKey: key(todos.list) }));
    return () => controller.abort();
  }, [queries]);
}

/** A write, of which the list shows at once what will come of it, until it is settled. What it makes stale it knows itself. */
const useChange = <A extends readonly unknown[], V>(write: Write<A, V, TodoError>, guess: (all: Todo[], input: Input<A>) => Todo[] = (all) => all) =>
  useMutation({ ...mutationOptions(write, client), meta: { guess } });

const marked = (all: Todo[], done: boolean, takes: (todo: Todo) => boolean = () => true) =>
  all.map((todo) => (takes(todo) ? { ...todo, completed: done } : todo));

export const useCreate = () => useChange(todos.create);
export const useAttach = () => useChange(todos.attach);
export const useDelete = () => useChange(todos.delete, (all, gone) => all.filter(({ id }) => id !== gone));
export const useToggle = () => useChange(todos.toggle, (all, [id, done]) => marked(all, done, (todo) => todo.id === id));
export const useToggleAll = () => useChange(todos.toggleAll, (all, done) => marked(all, done));
export const useClearCompleted = () => useChange(todos.clearCompleted, (all) => all.filter(({ completed }) => !completed));
export const useEdit = () =>
  useChange(todos.edit, (all, [id, { title }]) =>
    all.flatMap((todo) => (todo.id !== id ? [todo] : title.trim() ? [{ ...todo, title: title.trim() }] : [])),
  );

/** The name of the account whose list it is; null where it is nobody's, undefined until it is known. */
export const useWho = () => useQuery(queryOptions(accounts.who, client)).data;
export const useSignOut = () => useMutation(mutationOptions(accounts.signOut, client));

/** What a failure says of one field of the arguments. */
export const fieldError = (failure: CallFailure<TodoError> | null, pointer: string): string | undefined =>
  failure?.error.kind === "invalid" ? failure.error.errors.find((error) => error.pointer === pointer)?.message : undefined;

/** What a failure says to people. */
export function words(error: CallError<TodoError>): string {
  switch (error.kind) {
    case "api":
      return { not_found: "That todo is gone.", full: "The list is full.", not_an_image: "That is no image that this page can show.", missed: "This page was away for long.", storage: "The server could not keep that." }[error.error.code];
    case "invalid":
      return error.errors.map(({ message }) => message).join("; ");
    case "stale":
      return "The server has changed since this page was loaded. Reload it to go on.";
    case "denied":
      return "This page has lost its session. Reload it to get a new one.";
    case "offline":
      return "There is no connection to the network.";
    case "timeout":
      return "The server took too long to answer.";
    case "transport":
      return "The server cannot be reached. Nothing was changed.";
    case "problem":
      return `The server refused: ${error.problem.title}.`;
    default:
      return "The server's answer could not be read.";
  }
}
