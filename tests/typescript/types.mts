// The type of each row: what compiles, and with a mark above it what must not.

import type {
  Absent, AbsentInput, Adjacent, Batch_of_TreeInput, Change, Enums, External, Flat, Foreign, Internal, Numbers, NumbersInput, Open,
  Page_of_Tree, RowError, Texts, Tree, Untagged,
} from "./rows/each-row.js";

/** Holds where two types are one. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <T extends true>(_is?: T) => {};

// Numbers

same<Same<Numbers["small"], number>>();
same<Same<Numbers["long"], bigint>>();
same<Same<Numbers["longer"], bigint>>();
same<Same<Numbers["bounded"], number>>();
same<Same<Numbers["maybe"], bigint | null>>();
same<Same<NumbersInput["pair"], [bigint, string]>>();
export const numbers: NumbersInput = { small: 1, real: 0.5, long: 7n, longer: -7n, bounded: 7, all: [1n], by_name: { a: 1n }, pair: [1n, "a"] };
// @ts-expect-error a long number is a bigint
export const short: NumbersInput = { ...numbers, long: 7 };
// @ts-expect-error a short number is none
export const long: NumbersInput = { ...numbers, small: 7n };
// @ts-expect-error one that a rule bounds is a number
export const bounded: NumbersInput = { ...numbers, bounded: 7n };
// @ts-expect-error the values of a map have a type
export const byName: NumbersInput = { ...numbers, by_name: { a: 1 } };
// @ts-expect-error a tuple has its length
export const pair: NumbersInput = { ...numbers, pair: [1n] };
// @ts-expect-error a key may be missing
export const found: bigint = numbers.by_name["a"];

// Texts

export const texts: Texts = { plain: "", letter: "a", at: "", day: "", id: "", url: "", price: "", moment: "" };
// @ts-expect-error a date is a text: a `Date` loses its offset
export const at: Texts = { ...texts, at: new Date() };
// @ts-expect-error so is a decimal number
export const price: Texts = { ...texts, price: 12.5 };
// @ts-expect-error and what a module of its own writes, as it says
export const moment: Texts = { ...texts, moment: 7 };

// What may be absent

export const least: AbsentInput = { done: true, wanted: 1, old: false };
export const most: AbsentInput = { maybe: null, tags: [], limit: 1n, note: null, marks: [1n], done: true, wanted: 1, old: false };
// @ts-expect-error a required field
export const missing: AbsentInput = { done: true, old: false };
// @ts-expect-error an option that a rule requires
export const nothing: AbsentInput = { ...least, wanted: null };
// @ts-expect-error a default is no null
export const noTags: AbsentInput = { ...least, tags: null };
// @ts-expect-error the name that is written is not read
export const other: AbsentInput = { isDone: true, wanted: 1, old: false };
// @ts-expect-error what is only written is not read
export const written: AbsentInput = { ...least, only_written: true };
export const absent = (value: Absent): [string | null, string[], bigint, boolean] => [value.maybe, value.tags, value.limit, value.isDone];
// @ts-expect-error what is left out may be absent
export const marks = (value: Absent): bigint[] => value.marks;
// @ts-expect-error the name that is read is not written
export const done = (value: Absent) => value.done;

// An update

export const changes: Change[] = [{}, { due: null }, { due: 7n }];
// @ts-expect-error a value of another type
export const change: Change = { due: 7 };

// Enums

export const external: External[] = ["Nothing", { Rgb: [1, 2, 3] }, { Named: { name: "n", weight: 1n } }, { One: 1n }];
// @ts-expect-error no variant
export const noVariant: External = "Other";
// @ts-expect-error a variant with parts is no word
export const word: External = "Rgb";
// @ts-expect-error parts of another length
export const rgb: External = { Rgb: [1, 2] };
export const area = (shape: Internal): number | bigint => {
  switch (shape.type) {
    case "circle": return shape.radius;
    case "square": return shape.side * shape.side;
    case "point": return shape.x;
    case "nothing": return 0;
    default: return shape satisfies never;
  }
};
// @ts-expect-error the parts of another variant
export const circle: Internal = { type: "circle", side: 1n };
// @ts-expect-error no tag
export const untold: Internal = { radius: 1 };
export const adjacent: Adjacent[] = [{ t: "Text", c: "x" }, { t: "Both", c: ["x", 1n] }, { t: "Nothing" }];
// @ts-expect-error the content of another variant
export const content: Adjacent = { t: "Count", c: "x" };
export const untagged: Untagged[] = [1n, "x", { x: 1n, y: 1n }];
// @ts-expect-error none of them
export const none: Untagged = true;
same<Same<Enums["color"], "red" | "dark_blue">>();
export const byColor: Enums["by_color"] = { red: 1n };
// @ts-expect-error a key that is none
export const byOther: Enums["by_color"] = { green: 1n };

// Generics and recursion

export const batch: Batch_of_TreeInput = { items: [{ id: 1n, children: [{ id: 2n, children: [] }] }], next: { items: [] } };
// @ts-expect-error at any depth
export const deep: Tree = { id: 1n, children: [{ id: 2, children: [] }] };
export const page = (page: Page_of_Tree): [Tree | undefined, string | null | undefined] => [page.items[0], page.next];
// @ts-expect-error an item may be missing
export const first = (page: Page_of_Tree): Tree => page.items[0];

// Flattened members

export const flat: Flat[] = [
  { title: "t", id: 1n, owner: null, type: "circle", radius: 1 },
  { title: "t", id: 1n, owner: "o", width: 1, height: 1n, type: "nothing" },
];
// @ts-expect-error an optional part is there as a whole
export const half: Flat = { title: "t", id: 1n, owner: null, width: 1, type: "nothing" };
// @ts-expect-error a member of the flattened type
export const noId: Flat = { title: "t", owner: null, type: "nothing" };
export const open: Open = { id: 1n, a: "x" };
// @ts-expect-error further members have a type
export const closed: Open = { id: 1n, a: true };

// Types of others

export const foreign = (value: Foreign): [bigint, "Big" | "Small" | null, unknown] => [value.theirs.count, value.theirs.kind, value.any];
// @ts-expect-error nobody says what this is
export const told = (value: Foreign): string => value.told_by_nobody;

// Errors

export const text = (error: RowError): string => {
  switch (error.code) {
    case "not_found": return `${error.id} ${error.since ?? ""}`;
    case "counted": return `${error["0"]} of ${error["1"]}`;
    case "full": return "full";
    // @ts-expect-error what is internal is not sent
    case "storage": return error["0"];
    default: return error satisfies never;
  }
};
