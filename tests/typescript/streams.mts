// Streams: what compiles, and what must not.

import { type Client, unwrap } from "./rows/core.js";
import type { Connection, Stream } from "./rows/live.js";

const client: Client = {};
declare const watch: Stream<[name: string], { number: bigint }, { code: "missing"; name: string }>;

export async function read(signal: AbortSignal): Promise<bigint[]> {
  const numbers: bigint[] = [];
  for await (const item of watch(client, "three", { signal, timeout: 5000, onConnection: (state: Connection) => console.log(state) })) {
    if (item.ok) numbers.push(item.value.number);
    else if (item.error.kind === "api") return [BigInt(item.error.error.name.length)];
    // @ts-expect-error an item may be an error
    numbers.push(item.value.number);
  }
  return numbers;
}

export const first = async (): Promise<bigint | undefined> => {
  const next = await watch(client, "three").next();
  return next.done ? undefined : unwrap(next.value).number;
};

// @ts-expect-error too few
export const none = watch(client);
// @ts-expect-error an argument of another type
export const other = watch(client, 7);
// @ts-expect-error a stream is not awaited
export const awaited = watch(client, "three").then;
// @ts-expect-error a stream has no key
export const keyed = watch(client, "three", { key: "k" });
