// Written by trifold::typescript. Edits are lost.

/**
 * Things to do.
 *
 * @packageDocumentation
 */
import type * as core from "./core.js";
import type { Todo, TodoError } from "./types.js";
export type * from "./types.js";

/** Finds one. */
export declare const find: core.Read<[id: bigint], Todo, TodoError>;
