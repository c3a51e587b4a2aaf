// Calls: what compiles, and what must not.

import { unwrap, CallFailure, type Client, type Outcome } from "./rows/core.js";
import * as rows from "./rows/each-row.js";
import { constraints } from "./rows/constraints.js";

const client: Client = {};

export const found: Promise<Outcome<null, rows.RowError>> = rows.fail(client);
export const given = rows.fail(client, 404, { timeout: 5000, signal: AbortSignal.timeout(1), headers: { "x-a": "1" } });
export const none = rows.late(client, { key: "k" });
export const middle = rows.pages(client, undefined, 7);
export const file = rows.attach(client, 1n, { x: 1n, y: 1n }, new File([], "a"));
export const gone = rows.delete(client, 1n, null, true);

// @ts-expect-error an argument of another type
export const other = rows.fail(client, "404");
// @ts-expect-error too few
export const few = rows.attach(client, 1n);
// @ts-expect-error too many
export const many = rows.late(client, {}, 1);
// @ts-expect-error no client
export const alone = rows.late();
// @ts-expect-error an option that is none
export const unknown = rows.late(client, { timeOut: 1 });
// @ts-expect-error a file is no text
export const text = rows.attach(client, 1n, { x: 1n, y: 1n }, "a");
// @ts-expect-error a method without an action
export const hook = rows.hook;
// @ts-expect-error a method is a constant
rows.late = rows.late;

export const explained = async (): Promise<string> => {
  const outcome = await rows.fail(client);
  // @ts-expect-error the value is there once the outcome is looked at
  outcome.value satisfies null;
  if (outcome.ok) return String(outcome.value satisfies null);
  const error = outcome.error;
  switch (error.kind) {
    case "api": return error.error.code === "not_found" ? `${error.error.id satisfies bigint} ${error.error.detail}` : error.error.title;
    case "invalid": return error.errors.map(({ pointer, code, message }) => `${pointer} ${code} ${message}`).join();
    case "denied": return error.problem.title;
    case "problem": return `${error.problem.status} ${error.retryAfter ?? 0}`;
    case "stale": return "load again";
    case "decode": return `${error.status} ${error.message}`;
    case "timeout": case "offline": case "cancelled": case "transport": return error.message ?? "";
    default: return error satisfies never;
  }
};

export const thrown = async (): Promise<bigint | null> => {
  try {
    return unwrap(await rows.change(client, { due: 7n }));
  } catch (failure) {
    if (failure instanceof CallFailure && failure.error.kind === "stale") location.reload();
    throw failure;
  }
};

export const never = async (): Promise<void> => {
  const { error } = await rows.late(client);
  // @ts-expect-error a method that does not fail has no error of its own
  if (error?.kind === "api") error.error.code;
};

export const downloaded = async (): Promise<Blob> => unwrap(await rows.file(client, "a")).blob();

constraints.NumbersInput.bounded.maximum satisfies 1000000000000;
// @ts-expect-error a rule that is none
constraints.NumbersInput.bounded.maxLength;
// @ts-expect-error rules are not written to
constraints.NumbersInput.bounded.maximum = 1000000000000;
