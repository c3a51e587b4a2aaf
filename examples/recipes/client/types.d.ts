// Written by trifold::typescript. Edits are lost.

/** Something to do. */
export interface Todo {
  /** Its number. */
  id: bigint;
  /** The thing to do. */
  title: string;
}

/** Reasons for a todo not to be there. */
export type TodoError =
  | {
    /** The list has none of this id. */
    code: "not_found";
    /** The id that was asked for. */
    id: bigint;
  };
