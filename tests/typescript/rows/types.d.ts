// Written by trifold::typescript. Edits are lost.

/** A date and a time with its offset from UTC (RFC 3339): `2026-11-30T12:30:00Z`. */
export type DateTime = string;

/** A decimal number, as a text: `12.50`. */
export type Decimal = string;

/** A date: `2026-11-30`. */
export type PlainDate = string;

/** An absolute URL. */
export type Url = string;

/** A UUID (RFC 9562). */
export type Uuid = string;

/** Fields that may be absent. */
export interface Absent {
  maybe: string | null;
  tags: string[];
  limit: bigint;
  note?: string | null;
  marks?: bigint[];
  /** Of another name in each direction. */
  isDone: boolean;
  only_written: boolean;
  wanted: number;
  /** @deprecated */
  old: boolean;
}

/** Fields that may be absent. */
export interface AbsentInput {
  maybe?: string | null;
  tags?: string[];
  limit?: bigint;
  note?: string | null;
  marks?: bigint[];
  /** Of another name in each direction. */
  done: boolean;
  wanted: number;
  /** @deprecated */
  old: boolean;
}

export type Adjacent =
  | { t: "Text"; c: string }
  | { t: "Count"; c: bigint }
  | { t: "Both"; c: [string, bigint] }
  | { t: "Nothing" };

/** A list of any type. */
export interface Batch_of_Tree {
  items: Tree[];
  next: Batch_of_Tree | null;
}

/** A list of any type. */
export interface Batch_of_TreeInput {
  items: Tree[];
  next?: Batch_of_TreeInput | null;
}

/** An update. */
export interface Change {
  due?: bigint | null;
}

export type Color = "red" | "dark_blue";

export interface Enums {
  color: Color;
  external: External[];
  internal: Internal[];
  adjacent: Adjacent[];
  untagged: Untagged[];
  by_color: { [key in "red" | "dark_blue"]?: bigint };
}

export type External =
  | "Nothing"
  | { Rgb: [number, number, number] }
  | { Named: { name: string; weight: bigint } }
  | { One: bigint };

export type Flat = { title: string; id: Id; owner: string | null } & ({ width: number; height: bigint } | { width?: never; height?: never }) & ({ type: "circle"; radius: number } | {
  /** A square. */
  type: "square";
  side: bigint;
} | { type: "point"; x: bigint; y: bigint } | { type: "nothing" });

export type FlatInput = { title: string; id: Id; owner?: string | null } & ({ width: number; height: bigint } | { width?: never; height?: never }) & ({ type: "circle"; radius: number } | {
  /** A square. */
  type: "square";
  side: bigint;
} | { type: "point"; x: bigint; y: bigint } | { type: "nothing" });

export interface Foreign {
  theirs: Theirs;
  any: unknown;
  told_by_nobody: unknown;
}

export interface ForeignInput {
  theirs: TheirsInput;
  any: unknown;
  told_by_nobody: unknown;
}

export type Id = bigint;

/** By a tag. */
export type Internal =
  | { type: "circle"; radius: number }
  | {
    /** A square. */
    type: "square";
    side: bigint;
  }
  | { type: "point"; x: bigint; y: bigint }
  | { type: "nothing" };

export type Kind = "Big" | "Small";

/** Whole numbers. */
export interface Numbers {
  small: number;
  real: number;
  /** Any. */
  long: bigint;
  longer: bigint;
  /** One that a rule bounds. */
  bounded: number;
  all: bigint[];
  by_name: { [key: string]: bigint };
  maybe: bigint | null;
  pair: [bigint, string];
}

/** Whole numbers. */
export interface NumbersInput {
  small: number;
  real: number;
  /** Any. */
  long: bigint;
  longer: bigint;
  /** One that a rule bounds. */
  bounded: number;
  all: bigint[];
  by_name: { [key: string]: bigint };
  maybe?: bigint | null;
  pair: [bigint, string];
}

export interface Open {
  id: bigint;
  [key: string]: string | bigint;
}

/** One page of a list, with cursors to what comes after and before. */
export interface Page_of_Tree {
  /** What is on this page. */
  items: Tree[];
  /** The cursor of the next page, if there is one. */
  next?: string | null;
  /** The cursor of the page before, if there is one. */
  prev?: string | null;
}

export interface Point {
  x: bigint;
  y: bigint;
}

export type RowError =
  | {
    /** There is none of this id. */
    code: "not_found";
    id: bigint;
    since: number | null;
  }
  | { code: "full" }
  | { code: "counted"; "0": bigint; "1": bigint }
  | { code: "storage" };

/** Texts of all kinds. */
export interface Texts {
  plain: string;
  letter: string;
  at: DateTime;
  day: PlainDate;
  id: Uuid;
  url: Url;
  price: Decimal;
  /** A module of its own. */
  moment: string;
}

/** Of another crate. */
export interface Theirs {
  count: bigint;
  kind: Kind | null;
}

/** Of another crate. */
export interface TheirsInput {
  count: bigint;
  kind?: Kind | null;
}

/** A tree. */
export interface Tree {
  id: bigint;
  children: Tree[];
}

export type Untagged = bigint | string | Point;
