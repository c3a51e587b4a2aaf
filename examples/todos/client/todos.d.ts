// Written by trifold::typescript. Edits are lost.

/**
 * One list of todos for each caller. Version 1 is there until the end of 2030, for partners who have yet to move.
 *
 * @packageDocumentation
 */
import type * as core from "./core.js";
import type * as live from "./live.js";
import type { Change, Edit, NewTodo, Page, Rename, Todo, TodoError } from "./types.js";
export type * from "./types.js";

/** Lists todos, oldest first. */
export declare const list: core.Read<[page: Page], Todo[], TodoError>;

/** Finds one todo. */
export declare const find: core.Read<[id: bigint], Todo, TodoError>;

/** Tells of each change of the list, from now on, or after the last one that the caller knows. */
export declare const changes: live.Stream<[], Change, TodoError>;

/** Adds a todo at the end of the list. */
export declare const create: core.Write<[new: NewTodo], Todo, TodoError>;

/** Gives a todo another title. */
export declare const rename: core.Write<[id: bigint, change: Rename], Todo, TodoError>;

/** Removes a todo. */
declare const delete_: core.Write<[id: bigint], null, TodoError>;
export { delete_ as delete };

/** Attaches an image, in place of the one before. What it is, its bytes say: PNG, JPEG, GIF or WebP. */
export declare const attach: core.Write<[id: bigint, image: core.Upload], Todo, TodoError>;

/** Gives the image of a todo. */
export declare const image: core.Read<[id: bigint], core.Download, TodoError>;

/** What the page's edit field means: another title, or, left empty, no todo any more. */
export declare const edit: core.Write<[id: bigint, change: Edit], Todo | null, TodoError>;

/** Marks one todo as done, or as not done. No verb, so no public route: an action only. */
export declare const toggle: core.Write<[id: bigint, done: boolean], Todo, TodoError>;

/** Marks every todo as done, or as not done, and gives the whole list. */
export declare const toggleAll: core.Write<[done: boolean], Todo[], TodoError>;

/** Removes every todo that is done, and gives what is left. */
export declare const clearCompleted: core.Write<[], Todo[], TodoError>;
