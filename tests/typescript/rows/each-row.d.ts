// Written by trifold::typescript. Edits are lost.

/**
 * Each kind of type. What comes is what was sent.
 *
 * @packageDocumentation
 */
import type * as core from "./core.js";
import type { Absent, AbsentInput, Batch_of_Tree, Batch_of_TreeInput, Change, Enums, Flat, FlatInput, Foreign, ForeignInput, Numbers, NumbersInput, Open, Page_of_Tree, Point, RowError, Texts } from "./types.js";
export type * from "./types.js";

/** Numbers. */
export declare const numbers: core.Read<[numbers: NumbersInput], Numbers, never>;

export declare const texts: core.Read<[texts: Texts], Texts, never>;

export declare const absent: core.Read<[absent: AbsentInput], Absent, never>;

export declare const change: core.Write<[change: Change], bigint | null, never>;

export declare const enums: core.Read<[enums: Enums], Enums, never>;

export declare const batch: core.Read<[trees: Batch_of_TreeInput], Batch_of_Tree, never>;

export declare const flat: core.Read<[flat: FlatInput[], open: Open], [Flat[], Open], never>;

export declare const foreign: core.Read<[foreign: ForeignInput], Foreign, never>;

/**
 * Fails as it is told.
 *
 * With nothing, it does not.
 */
export declare const fail: core.Write<[how?: number | null], null, RowError>;

export declare const pages: core.Read<[cursor: bigint | null | undefined, size: number], Page_of_Tree, never>;

export declare const attach: core.Write<[id: bigint, about: Point, file: core.Upload], string, never>;

export declare const maybeAttach: core.Write<[file?: core.Upload | null], string | null, never>;

export declare const file: core.Read<[name: string], core.Download, RowError>;

export declare const bytes: core.Write<[bytes: Blob], Blob, never>;

export declare const once: core.Write<[], bigint, never>;

declare const delete_: core.Write<[id: bigint, new: string | null | undefined, last: boolean], boolean, never>;
export { delete_ as delete };

/** @deprecated */
export declare const remove: core.Write<[id: bigint], null, never>;

export declare const go: core.Write<[to: string], number, never>;

export declare const wait: core.Read<[seconds: number], null, never>;

/** @deprecated since 2026-11-01 */
export declare const late: core.Write<[], null, never>;

/** Makes others stale. */
export declare const again: core.Write<[note: string, seconds: number, size: number], null, never>;
